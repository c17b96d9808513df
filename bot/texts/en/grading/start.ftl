grading-start = Start a grading round
grading-start-which = For the branches of which committee?
grading-start-card =
    { $committee }: grading for { $year }
    { $chosen } branches chosen ({ $free } to choose from, { $busy } graded or on their way).
    Tap a branch to put it in or take it out. Once you start, their secretaries are told, with the dates of all steps.
grading-start-own = { $units } is not listed here, because you hold a post there: please let someone else of the committee start it.
grading-start-year = For { $year } instead
grading-start-all = All
grading-start-none = None
grading-start-go = ✅ Start ({ $count } { $count ->
    [one] branch
   *[other] branches
})
grading-started =
    ✓ The { $year } grading of { $committee } has begun: { $units } { $units ->
        [one] branch
       *[other] branches
    }, the last step by { $day }.
    { $told ->
        [0] No secretary uses this assistant yet; please tell them yourself.
        [one] The one responsible has been told.
       *[other] { $told } people responsible have been told.
    }
grading-told =
    { $committee } has begun the grading for { $year }. { $unit } is graded by “{ $scheme }”.
    The last day of each step:
    { $steps }
    Please begin with the survey; open it below.
grading-told-second =
    { $committee } takes a second look at the { $year } grade of { $unit }, by “{ $scheme }”.
    The last day of each step:
    { $steps }
    Please begin with the survey; open it below.
grading-told-step = · { $step }: { $day }
error-grading-nobody = There is no branch to start with: none is chosen, or all are graded or on their way.
error-grading-taken = { $unit } has been graded for that year, or is on its way; it cannot begin again.
error-grading-year = Only this year or the last can be graded. Please choose another year.
