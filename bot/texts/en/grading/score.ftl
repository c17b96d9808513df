grading-sheet-unit = { $unit }: own scores for { $year }
grading-sheet-committee = { $unit }: scores from above for { $year }
grading-sheet-open-unit = See the branch's own scores
grading-sheet-open-committee = See the scores from above
grading-sheet-total = Total: { $points } points
grading-line = { $name }: { $points }/{ $most }
grading-line-parts = { $name } ({ $most } points):
grading-line-waiting = { $name }: not scored yet ({ $most } points)
grading-line-ballots = { $name }: { $points }/{ $most } (by the ballots)
grading-line-ballots-waiting = { $name }: by the ballots ({ $most } points)
grading-deduction = 　−{ $points }: { $reason }
grading-score-begin = Start scoring
grading-score-next = Go on scoring
grading-score-rest = Full marks for the rest
grading-score-full = Full marks
grading-score-ask =
    { $unit }, { $place } of { $of }: { $name }, { $most } points.
    To take points off, type one line each: how many, then why, for example:
    2 one committee meeting missed
    If nothing is taken off, tap the button below.
grading-score-now = Now:
grading-score-full-now = full marks
grading-score-noted = ✓ { $name }: { $points }/{ $most }
form-left-score = All right, stopped here. The scores so far are kept; you can go on at any time.
error-indicator-missing = “{ $indicator }” has not been scored yet. Please score it first.
error-indicator-unknown = This scheme has no such indicator. Please tap one in the sheet.
error-indicator-by-ballots = “{ $indicator }” comes from the ballots and needs no score.
error-indicator-has-parts = “{ $indicator }” is scored by its parts. Please tap one of them.
error-score-below-zero = “{ $indicator }” cannot be below 0. Please send it again.
error-score-above-maximum = “{ $indicator }” has { $maximum } points at most, not { $score }. Please send it again.
error-deduction-unfit = What is taken off “{ $indicator }” must be more than 0. For full marks, tap the button.
error-deduction-above-maximum = “{ $indicator }” has { $maximum } points in all; one line cannot take off more. Please send it again.
error-deduction-without-reason = Points taken off “{ $indicator }” need a reason, for example: 2 one committee meeting missed.
error-deduction-unreadable = I did not understand “{ $line }”. Please write how many points (at most one decimal), then why, for example: 2 one committee meeting missed.
error-deductions-too-many = At most { $most } lines for one indicator. Please put some together and send them again.
error-scheme-without-points = This branch's scheme has no points; it is graded directly.
