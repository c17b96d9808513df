reminder-due-own = { $day } a rectification item of yours is due: { $problem }. Please see to it and hand in the evidence.
reminder-due-other = { $day } a rectification item is due: { $problem } ({ $unit }, owner { $owner }). No evidence has been handed in yet.
reminder-overdue-own =
    A rectification item of yours is { $days ->
        [one] 1 day
       *[other] { $days } days
    } overdue (it was due on { $day }): { $problem }. Please finish it soon and hand in the evidence; if that cannot be done, ask for a later date.
reminder-overdue-other =
    A rectification item of { $unit } is { $days ->
        [one] 1 day
       *[other] { $days } days
    } overdue (due on { $day }, owner { $owner }): { $problem }. Please ask what is difficult, and help it along.
reminder-month = { $head }: { $parts }.
reminder-month-named = { $text } Due this month: { $items }.
reminder-month-own = Your rectification items in { $unit }
reminder-month-unit = The rectification items of { $unit }
reminder-month-below =
    The rectification items of { $units ->
        [one] 1 unit
       *[other] { $units } units
    } below { $unit }
reminder-month-open = { $count } not signed off
reminder-month-waiting = { $count } of these waiting for the sign-off
reminder-month-overdue = { $count } overdue
reminder-month-due = { $count } due this month
reminder-month-signed-off = { $count } signed off last month
reminder-month-put-off = { $count } given a later date last month
reminder-month-item = { $problem } ({ $day })
reminder-button-item = See to it: { $problem }
reminder-button-ledger = Rectification: { $unit }
