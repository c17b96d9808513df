grading-ungraded = No grade
grading-outcome = { $grade } ({ $points } points)
grading-decide-reason = Reason: { $reason }
grading-decide-reason-other = By the scheme it would be { $computed }. Reason for this grade: { $reason }
grading-over-quota = ⚠ With this, “{ $grade }” is given { $count } times, more than the { $most } that are wished for (units graded by this scheme for that year: { $graded }). This is a reminder, it changes nothing.
grading-decide-computed = { $grade } (as computed)
grading-decide-other = { $grade }…
grading-decide-grade = { $grade }
grading-decide-none = No grade…
grading-decide-head = { $unit }: to be graded “{ $grade }”.
grading-decide-head-other = { $unit }: to be graded “{ $grade }”; as computed it would be “{ $computed }”.
grading-decide-why = Please write the reason and send it to me; everyone will read it in the notice. For example: a new venue was built, and people are served better.
grading-decide-sure = Decide so?
grading-decide-yes = Yes
grading-decide-done = ✓ The decision is written down: { $unit }, { $outcome }. It is not published yet; until then it can be decided anew.
grading-decide-was = { $unit } has been decided: { $outcome }. It is not published yet.
grading-decide-told = The grade of { $unit } for { $year } has been decided: { $outcome }. It is not published yet, please keep it to yourself.
grading-decide-told-all =
    Grading of { $year }: { $count ->
        [one] one branch has
       *[other] { $count } branches have
    } been decided as computed.
    It is not published yet, please keep it to yourself.
error-grading-undecided = No grade has been decided yet, so there is nothing to publish. Please decide first.
error-grading-is-decided = The grade has been decided.
error-grading-names-grade = Its scheme has no points: please open it and choose the grade.
