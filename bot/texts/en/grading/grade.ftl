grade-good = Good
grade-fairly-good = Fairly good
grade-average = Average
grade-poor = Poor
grade-points = { $points } points
grade-no-points = no points
grade-current =
    { $unit } is currently graded: { $grade } ({ $score })
    Grading for { $year }, decided on { $day }.
grade-none = { $unit } has no grade yet. As soon as one is published you can see it here.
grade-show-history = Earlier grades
grade-history = Grades of { $unit }:
grade-line = · { $year }: { $grade }, { $score } ({ $day })
grade-rounds = Grading rounds that you can look at and work on: please tap below.
grade-below = { $count ->
    [one] The branch below is graded:
   *[other] The { $count } branches below are graded:
}
grade-below-line = · { $unit }: { $grade } ({ $year })
grade-below-none = · { $unit }: no grade yet
grade-below-month = { $line }, { $month }: { $points } points
grade-below-count = · { $grade }: { $count }
grade-below-ungraded = No grade yet
grade-round = { $committee }, grading of { $year }: { $count ->
    [one] one branch
   *[other] { $count } branches
}, { $done } done.
grade-round-unit = · { $unit } is at step { $number } ({ $step })
grade-round-step = · Step { $number } ({ $step }): { $count }
grade-open-overview = Overview: { $committee }, { $year }
grade-open-notice = See the notice
grade-open-round = See how far it is
grade-no-round = { $unit } is in no grading round at present.
grade-progress = { $unit }, grading of { $year }:
grade-at-step = The grading of { $year } is under way: step { $number }, { $step }, planned until { $day }.
grade-under-notice =
    The grade of { $year } is under notice and not final yet: { $outcome }. The notice runs until { $until }; { $days ->
        [one] today is the last day to object.
       *[other] you can object on { $days } more days.
    }
grade-notice-over = The notice of the grade of { $year } ran until { $until }: { $outcome }. It is final once the committee confirms it.
grade-left-ungraded = No grade was given for { $year }. Reason: { $reason }
grade-stage-done = ✓ { $number }. { $step } (done { $day })
grade-stage-over = ✓ { $number }. { $step } (done { $day }, all finished)
grade-stage-now = ▶ { $number }. { $step } (now at this step, planned until { $day })
grade-stage-late =
    ⚠ { $number }. { $step } (now at this step, planned until { $day }, { $days ->
        [one] one day late
       *[other] { $days } days late
    })
grade-stage-ahead = ○ { $number }. { $step } (planned until { $day })
