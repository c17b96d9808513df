reminder-rating = The secret rating of { $unit } ({ $matter }) closes { $day } at { $hour }. If you have voted, or vote on paper, please ignore this.
reminder-kind-rating = rating closing
reminder-entry-rating = secret rating closing: { $what }
