attendance-present = Present
attendance-late = Late
attendance-remote = Remote
attendance-leave = On leave
attendance-absent = Absent
attendance-exempt = Exempt
attendance-expected = Not checked in
attendance-session = Session { $number }
attendance-guest = guest
attendance-by-hand = by hand
attendance-weak = by place
attendance-outside = position not near the place
attendance-leave-asked = leave asked, not granted
attendance-leave-refused = leave refused
attendance-with-notes = { $state } ({ $notes })
attendance-sums = Expected { $expected }, attended { $attended } (late { $late }, remote { $remote }, by hand { $by_hand }), on leave { $leave }, absent { $absent }, attendance { $percent }%
attendance-nobody-expected = Expected 0, so there is no rate yet.
attendance-running = Under way: expected { $expected }, here so far { $attended }. It counts in the rates once it is over.
attendance-mine-none = No meeting that you were expected at has been held yet this year.
attendance-mine =
    Your attendance in { $year }:
    { $figures }
attendance-away = { $name } of { $unit } has attended nothing for { $months } months in a row, since { $since }. Please find out how they are. This note goes to you only, and only once.
ledger-heading = Attendance ledger
ledger-own = My attendance in detail
ledger-by-meeting = { $unit }: by meeting
ledger-by-month = { $unit }: by month
ledger-by-person = { $unit }: by person
ledger-below = { $unit }: units below
ledger-home = « Ledger
ledger-meetings = Meetings of { $unit } (attended/expected); tap one for its list:
ledger-no-meetings = { $unit } has held no meeting yet, so the ledger is empty.
ledger-held = { $day } { $title } { $attended }/{ $expected }
ledger-held-running = { $day } { $title } under way { $attended }/{ $expected }
ledger-sheet = “{ $title }” { $at }
ledger-outside =
    { $count ->
        [one] One person's position was not near the place; please check whether they came.
       *[other] { $count } people's positions were not near the place; please check whether they came.
    }
ledger-person-line = · { $name }: { $state }
ledger-meeting-line = · { $day } { $title }: { $state }
ledger-table = { $unit }, { $span }; meetings: { $meetings }
ledger-row = · { $name }: { $attended }/{ $expected } ({ $percent }%)
ledger-row-none = · { $name }: expected at no meeting
ledger-of-person = Attendance of { $name } in { $year }
ledger-year = { $year }
ledger-month = { $month }/{ $year }
correction-button = Correct
correction-whom = “{ $title }”: whose attendance do you want to correct?
correction-of = { $name }, “{ $title }”
correction-now = { $label }Recorded as “{ $state }” now. What should it be?
correction-past = · { $at } from “{ $old }” to “{ $new }”, reason: { $reason }
correction-why = { $name } at “{ $title }” will be changed to “{ $new }”. Please type the reason and send it; what was recorded before is kept.
correction-done = ✓ { $name } is changed from “{ $old }” to “{ $new }”; the old value is kept.
correction-told =
    Your attendance at “{ $title }” ({ $at }) was changed from “{ $old }” to “{ $new }” ({ $by }).
    Reason: { $reason }
    If that is wrong, please talk to your secretary.
error-not-begun = This session begins { $starts }; there is nothing to correct yet.
error-own-record = Your own attendance and exemption are for someone else to record; please ask another of the secretary, deputy secretary and organisation member.
error-already-so = { $name } is recorded like that already; there is nothing to correct.
exemption-button = { $unit }: exemptions
exemption-given = Exempt in { $unit } now:
exemption-none = Nobody in { $unit } is exempt now.
exemption-line = · { $name }, until { $until }, reason: { $reason }
exemption-whom = Whom do you want to exempt?
exemption-end = End for { $name }
exemption-how-long = For how long is { $name } exempt? Tap one, or send a number of months (1 to { $most }).
exemption-months = Months: { $count }
exemption-why = Please type why { $name } is exempt, and send it.
exemption-done = ✓ { $name } is exempt until { $until } and counts neither as expected nor for the quorum. Reason: { $reason }
exemption-told = From today until { $until } you are exempt from attending ({ $by }). Reason: { $reason }. You will still be told of meetings, and are welcome.
error-months-between = Please send a number of months between 1 and { $most }, for example 3.
