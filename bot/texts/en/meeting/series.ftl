series-ask-unit = Which unit is to meet regularly? Please tap one:
series-ask-group = Which group? Please tap one:
series-ask-type = What kind of meeting is to be held regularly?
series-ask-rule =
    How often is “{ $title }” to be held?
    Tap one, or type it, for example “second Friday of every month”, “every Wednesday at 3pm” or “every month on the 5th”.
series-ask-hour =
    At what time is “{ $title }” to begin?
    Tap one, or type it, for example “3pm to 5pm” or “19:30”.
series-ask-holidays = What if the day is a holiday or a weekend? (On official make-up workdays it is held as usual.)
series-ask-place =
    Where is “{ $title }” to be held?
    Tap one, or type it.
series-ask-place-new = Where is “{ $title }” to be held? Please type it.
series-rule-weekly = Every { $weekday }
series-rule-weeks = { $weekday } every { $every } weeks
series-rule-month-day = Monthly on day { $day }
series-rule-month-end = Last day of every month
series-rule-month-weekday = Monthly on the { $which } { $weekday }
series-rule-quarter = Quarterly, day { $day } of the { $month } month
series-nth-1 = first
series-nth-2 = second
series-nth-3 = third
series-nth-4 = fourth
series-nth-last = last
series-holidays-later = Move to the next working day
series-holidays-earlier = Move to the working day before
series-holidays-skip = Do not meet that time
series-holidays-keep = Meet all the same
series-why-swap = day off in lieu
series-why-weekend = weekend
series-why-off = day off
series-why-worked = make-up workday
series-day = · { $day }
series-day-of-year = { $day } { $year }
series-day-noted = · { $day } ({ $note })
series-day-number = { $day }
series-month = { $month }: { $days }
series-special = Among them:
series-more-special = … and { $count } more that were moved or clash
series-note-moved = moved from { $day }: { $why }
series-note-busy =
    { $count ->
        [one] 1 person has another meeting then
       *[other] { $count } people have another meeting then
    }
series-note-and = ; {""}
series-left-day = { $day } ({ $why })
series-left = Not held: { $days }
series-unknown = Please note: the holidays of { $years } are not published yet, so Monday to Friday count as working days. Once they are, you can move a single meeting that is affected.
series-heading = { $unit } · { $title }
series-line-rule = When: { $rule }, { $hours }
series-line-rule-only = When: { $rule }
series-line-hours = Time: { $hours }
series-line-place = Where: { $value }
series-line-host = Host: { $value }
series-line-recorder = Recorder: { $value }
series-line-people =
    Expected: { $invited ->
        [one] 1 person
       *[other] { $invited } people
    }, { $voting } with a vote
series-line-holidays = On days off: { $rule }
series-line-count =
    Until { $last }, { $count ->
        [one] one meeting
       *[other] { $count } meetings
    }:
series-line-reason = Reason: { $reason }
series-card-end = Nobody has been told yet. When you tap “Confirm and tell everyone”, each person gets one message about all of them, a reminder some days before each meeting, and the check-in button just before it begins.
series-button-publish = Confirm and tell everyone
series-button-rule = Change rule
series-button-hour = Change time
series-button-holidays = Change days off
series-button-place = Change place
series-button-year = Until the end of the year only
series-button-twelve = Plan twelve months
series-button-back = Keep it as it is
series-button-list = Regular meetings
series-button-show = Show these meetings
series-button-new = Plan another regular meeting
series-button-end = Cancel all that remain
series-dates-passed = The first date has passed meanwhile, so I worked the dates out again. Please look at the new card below and confirm.
series-published =
    Done: { $title }, { $count ->
        [one] one meeting
       *[other] { $count } meetings
    }.
series-list = Regular meetings that are running:
series-list-line = · { $title } ({ $unit }): { $rule }, { $count } to come, next { $next }
series-list-button = { $title } · { $unit }
series-coming = { $count } to come:
series-coming-none = There are no more meetings to come.
series-one-by-one = To change only one of them, send /meeting, choose it, and move or cancel it.
series-called =
    From { $unit }: { $title } is planned, { $count ->
        [one] one meeting
       *[other] { $count } meetings
    }.
series-called-end = Some days before each one you are reminded and can ask for leave; just before it begins you get the check-in button. There is nothing to do now.
series-ended =
    From { $unit }: { $title } ends. { $count ->
        [one] The one remaining meeting is
       *[other] The { $count } remaining meetings are
    } cancelled.
series-ask-reason =
    “{ $title }” of { $unit }: { $count } to come.
    Please write in a sentence why they are not held. Once you send it, all of them are cancelled and everyone concerned is told (number of people: { $people }).
    If you do not want that, tap “No, keep it” below and the meetings stay.
series-end-done =
    Cancelled: “{ $title }”, number of meetings: { $count }. { $people ->
        [one] One person has
       *[other] { $people } people have
    } been told.
error-series-rule-unreadable = I did not understand how often. Please say it another way, for example “every month on the 5th”, “second Friday of every month”, “every Monday” or “every 2 weeks on Wednesday”.
error-series-hour-unreadable = I did not understand the time. Please give the hour only, for example “15:00” or “3pm to 5pm”.
error-series-no-dates = With these choices there is no date in that period. Please choose another rule, period or way with days off.
error-series-no-types = This unit has no kind of meeting that can be held regularly. Please use /meeting to call a single one.
error-series-over = This series has no more meetings to come, so there is nothing to cancel.
