reminder-rating = { $unit }的无记名测评（{ $matter }）{ $day } { $hour } 截止。已经投过票、或者用纸投票的，请不用理会。
reminder-kind-rating = 测评截止
reminder-entry-rating = 无记名测评截止提醒：{ $what }
