grading-notice =
    Notice: { $unit }, grade of { $year }
    Intended: { $outcome }
grading-notice-days = For { $days } working days: published { $first }, until { $until }.
grading-notice-object = If you disagree, please say so until then, under your name or anonymously. Each objection is looked into and answered.
grading-notice-head =
    Code to check with: { $head }
    (Please keep it. Should anybody change the result later, it shows.)
grading-notice-publish = Publish…
grading-notice-ask = To be published: { $unit }, { $year }, { $outcome }. The notice runs for { $days } working days, until { $until }.
grading-notice-ask-sure = Once published, everyone of the branch who has an account reads it, and scores and grade can no longer be changed unless an objection is upheld. Please check it.
grading-notice-go = Publish it now
grading-notice-code = Code to check with
grading-notice-none = Nothing of { $unit } is under notice at present.
grading-notice-done =
    ✓ Published: { $unit }, { $outcome }. The notice runs until { $until }. It went to { $count ->
        [one] one person.
       *[other] { $count } people.
    } Please tell those without an account yourself.
grading-notice-was = { $unit } is under notice already, until { $until }.
grading-notice-withdrawn = The notice of the grade of { $unit } for { $year } was taken back: an objection was upheld. The committee decides anew and will publish the new result.
grading-card = { $unit } · grading of { $year }
grading-card-second = { $unit } · grading of { $year } (second look)
grading-card-open = See the grading
grading-card-decided = Decided: { $outcome }; not published yet.
grading-card-notice =
    Under notice, not final yet: { $outcome }. The notice runs until { $until }; { $days ->
        [one] today is the last day to object.
       *[other] one can object on { $days } more days.
    }
grading-card-notice-over = The notice ran until { $until }: { $outcome }; it waits to be made final.
grading-card-final = Final: { $outcome }.
grading-card-fault = No grade can be computed yet: { $why }
grading-card-no-points = This scheme has no points: please choose the grade.
grading-card-computed = By the scheme: { $outcome }
grading-card-rule = · { $rule }, at most “{ $limit }”. Evidence: { $evidence }
grading-card-rule-ballots = · { $rule }, at most “{ $limit }”. Evidence: { $count } of { $valid } valid ballots.
grading-card-overridden = · { $rule } (in principle at most “{ $limit }”), set aside. Reason: { $reason }
grading-card-objections = Objections ({ $count }):
grading-card-answers = Objections that were answered ({ $count }):
grading-look = Second look
grading-look-begun = ✓ The second look at { $unit } for { $year } has begun. It goes through the seven steps once more; the secretary has been told.
grading-look-was = The grading of { $unit } for { $year } is under way already.
grading-look-head = Second look, against the one before:
grading-look-before = Before: { $outcome }
grading-look-not-yet = Not everything is scored yet; what changed will stand here then.
grading-look-score = Total: { $before } → { $now }
grading-look-indicator = · { $name }: { $before } → { $now }
grading-look-why = { $line }; deductions now: { $reasons }
grading-look-deduction = { $points } for { $reason }
grading-look-gone = · Holds no more: { $rule }
grading-look-new = · Holds now: { $rule }
grading-look-same = No score has changed.
error-look-too-early = This round is not over yet; a second look can begin afterwards.
