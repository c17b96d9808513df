grading-open = Open this grading
grading-head =
    { $unit }: grading for { $year }
    Step { $place } of 7: { $step }, to be done by { $day }.
grading-head-late =
    { $unit }: grading for { $year }
    Step { $place } of 7: { $step }. ⚠ It was due on { $day } and is late.
grading-former = Last grade: { $grade }
grading-former-none = none on record
grading-waits-above = Now the committee above assesses; there is nothing for you to do. I will tell the secretary when it is done.
grading-waits = Still to do: { $why }
grading-step-survey = survey
grading-step-self-assessment = self-assessment
grading-step-rating = rating by members and masses
grading-step-assessment = assessment from above
grading-step-decision = decision
grading-step-notice = public notice
grading-step-final = final grade and rectification
grading-next-survey = Please enter the numbers of questionnaires, visits and interviews, and write down facts, problems and suggestions.
grading-next-self-assessment = Please score each indicator; then the members' assembly proposes a grade.
grading-next-rating = Please prepare the rating; once it is over, add the branch's opinion.
grading-next-assessment = The committee above scores each indicator.
grading-next-decision = The committee above decides on the grade at a meeting.
grading-next-notice = The result is shown to everyone, and anyone may object.
grading-next-final = Once the grade is final, what was found is entered for rectification.
grading-move = ✅ Done: { $step }. Go on to the next step
grading-move-ask = { $unit }: once it goes on to the next step, nothing of { $step } can be changed any more. Have you checked it?
grading-move-yes = ✅ Checked, go on
grading-skip = There is no rating result, go on to the assessment anyway
grading-skip-ask = { $unit }: { $why }
grading-skip-loses-score = Without it there are no ballots for that part of the score, no total can be computed, and the branch can only be left ungraded.
grading-skip-loses-voices = Without it, what members and masses say in the rating does not count in this grading.
grading-skip-loses-opinion = Without it the committee decides without knowing which grade the branch asks for.
grading-skip-sure = Once it goes on to the assessment there is no way back to the rating, and the record says so. Are you sure?
grading-skip-yes = Yes, do not wait any longer
grading-move-all-ask =
    Done with { $step } ({ $count }): { $units }
    Once they go on, nothing of { $step } can be changed any more. Has all of it been checked?
grading-moved = ✓ { $unit } is now at: { $step }. To be done by { $day }.
grading-moved-already = { $unit } is at this step now: { $step }, to be done by { $day }.
grading-moved-all = { $step }: { $moved } moved on, { $waiting } not done yet.
grading-moved-all-before =
    { $waiting ->
        [0] The { $step }: all have moved on already.
        [one] The { $step }: all that could move on have; { $waiting } is not done yet.
       *[other] The { $step }: all that could move on have; { $waiting } are not done yet.
    }
grading-moved-waits = · { $unit }: { $why }
grading-told-moved =
    The { $year } grading of { $unit } goes on: { $step }, to be done by { $day }.
    { $next }
grading-told-moved-committee =
    The { $year } grading of { $unit } is waiting for you: { $step }, to be done by { $day }.
    { $next }
grading-filling-unit = Own scores: { $done } of { $of }
grading-filling-committee = Scores from above: { $done } of { $of }
grading-decide-open = Decide on the grade
grading-filled-unit = Own scores: { $done } of { $of }, total { $total } points
grading-filled-committee = Scores from above: { $done } of { $of }, total { $total } points
grading-proposed-is = Own grade: { $grade }
grading-opinion-is = The branch's opinion after the rating: { $grade }
grading-opinion-ask = Knowing the ballots, which grade does the branch ask for? Please tap one below.
grading-reason = Reason: { $reason }
grading-rating-none = No rating has been prepared yet.
grading-rating = Rating “{ $title }”: { $state ->
    [draft] a draft
    [submitted] waiting for the committee above to appoint supervisor and teller and to open it
    [opening] being opened
    [open] voting is on
    [ended] voting has ended, supervisor and teller are to count
    [closing] being counted
    [counted] being counted
    [closed] the result is there
   *[void] void
}
grading-rating-open = See the rating
grading-rating-prepare = Prepare the rating
grading-result-open = See the grade, the notice and objections
grading-sum-ballots = { $voters ->
    [all] All valid ballots
    [members] Members' ballots
    [masses] Masses' ballots
   *[service_users] Service users' ballots
}: { $counts }
grading-sum-count = { $name } { $number }
grading-sum-merged = The ballots of { $groups } are not shown apart (one kind has too few, which would show who answered what): all valid ballots count for each.
grading-sum-nobody = There are no { $groups } here: all valid ballots count in their place.
grading-sum-voice = · { $name }: { $points } points, weight { $weight }%
grading-sum-score = Total: { $points }, which is “{ $grade }”
grading-sum-computed = Grade by the scheme: { $grade }
error-grading-not-now = This cannot be done now: the grading is at another step. Please open the grading to see where it is.
error-own-unit-grade = This is your own branch: please let someone else of the committee do it.
error-own-unit-alone = { $unit } is your own branch, and no committee is above it: another administrator, who does not belong to the branch, has to do this. Please run “python -m bot admin-link” where this assistant is installed and give that person the link.
error-grading-moved = Somebody has just changed this. Please look at it as it is now.
error-survey-empty = The survey is still empty. Please enter a number or write down a fact first.
error-proposal-missing = No grade has been proposed yet. Please propose one first.
error-rating-running = The rating is not over yet. Please wait for its result.
error-grading-unrated = There is no rating result yet. Please prepare the rating; go on once its result is there.
error-opinion-missing = The branch has not given its opinion after the rating yet. Please choose a grade first.
error-grade-unknown = This scheme has no grade “{ $grade }”. Please tap one of the grades below.
error-former-grade-unclear = { $grade ->
    [none] No earlier grade is on record to compare with
   *[other] The last grade, “{ $grade }”, cannot be compared under this scheme
}. Because of “{ $rule }”, please open “Special cases” and write down whether the new grade rises; then decide.
error-self-assessment-missing = The branch has not scored every indicator yet, so there is no total.
error-ballots-missing = There are no valid ballots { $voters ->
    [all] {""}
    [members] of members{" "}
    [masses] of the masses{" "}
   *[service_users] of service users{" "}
}yet, so there is no total.
error-ballot-answer-unknown = The rating has an answer “{ $answer }” that the scheme does not know. Please tell the administrator.
error-decision-above-rule = Because of “{ $rule }” the grade can be “{ $limit }” at most, not “{ $grade }”.
error-decision-without-reason = The grade by the scheme is “{ $computed }”. For another one, please write a reason.
