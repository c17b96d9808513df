reminder-norm-owed = { $unit } still has to hold (neither held nor planned): { $parts }.
reminder-norm-piece =
    { $what } { $times ->
        [one] once
       *[other] { $times } times
    }
reminder-norm-between = {"; "}
reminder-norm-by = by { $day }: { $parts }
reminder-norm-by-over = until { $day }: { $parts }
reminder-norm-missed = Some units below { $unit } held too few meetings: { $parts }. Please ask how things stand.
reminder-norm-missed-piece = { $what } { $count } ({ $units })
reminder-norm-missed-many = { $what } { $count } ({ $units } and others)
reminder-probation = { $day } the probation of { $name } ({ $unit }) ends. Please prepare the vote on full membership, and update the roster afterwards.
reminder-term = { $day } the term of { $name } as { $kind } of { $unit } ends. Please prepare the election or the successor.
reminder-button-call = Call: { $what }
reminder-button-norms = Meetings to hold: { $unit }
reminder-button-roster = Roster: { $name }
reminder-button-posts = Posts: { $unit }
