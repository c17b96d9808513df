month-score-open = This month's scores
month-score-list = Scores of { $month }
month-score-card = See the score sheet
month-score-head =
    Scores of { $month }: { $count ->
        [one] one branch.
       *[other] { $count } branches.
    }
    Not scored yet: { $none }; scored, to be published: { $draft }; published: { $published }{ $changed ->
        [0] .
       *[other] ; changed since they were published: { $changed }.
    }
    Tap a branch to open its sheet.
month-score-head-none = There is no branch to score for { $month }.
month-score-row-none = ○ { $unit }: not scored yet
month-score-row-draft = ✎ { $unit }: { $points }, to be published
month-score-row-published = ✓ { $unit }: { $points }, published
month-score-row-changed = ✎ { $unit }: now { $points }, to be published again
month-score-title-none = { $unit }, { $month }: not scored yet.
month-score-title-draft = { $unit }, { $month }: { $points } points, not published yet.
month-score-title-published = { $unit }, { $month }: { $points } points, published.
month-score-title-changed = { $unit }, { $month }: now { $points } points, not published again yet.
month-score-was = What counts are the { $points } points published before, until this is published again.
month-score-hint = { $count } aspects, 100 points in all. Tap an aspect to take points off; the others have full marks.
month-score-ask =
    { $unit }: { $name }, { $most } points.
    To take points off, type one line each: how many, then why, for example:
    2 study records incomplete
    If nothing is taken off, tap the button below.
month-score-all-full = ✅ Nothing taken off: full marks
month-score-moved = This sheet has just been changed, so yours was not noted. Please look at it now, and change it again if you need to.
month-score-moved-again = This sheet has just been changed again, so it is not published yet. Please look at it now, then tap “Publish again”.
month-score-moved-same = This sheet is now the same as what is published, so there is nothing to publish.
month-score-publish = Publish
month-score-publish-again = Publish again
month-score-publish-ask = Publish the score of { $unit }? Please look once more:
month-score-publish-next = Once it is published, everyone in the branch sees the newest month's score with /grade; a later change needs a reason.
month-score-publish-yes = ✅ Yes, publish
month-score-done = ✓ The score of { $unit } for { $month } is published.
month-score-why =
    The score of { $unit } for { $month } was published before: { $before } points. Now it is { $points }.
    Please write in a sentence why it changes; everyone in the branch will see it with /grade.
month-score-again-ask = Publish the score of { $unit } for { $month } again? It was { $before } points. Please look once more:
month-score-again-yes = ✅ Yes, publish again
month-score-rewrite = Write the reason anew
month-score-all = Publish all that are scored ({ $count })
month-score-all-ask = Scores of { $month }: { $count ->
    [one] publish that of this branch?
   *[other] publish those of these { $count } branches?
} Please look once more:
month-score-all-yes = ✅ Yes, publish { $count ->
    [one] it
   *[other] these { $count }
}
month-score-all-done = ✓ Scores of { $month } published: { $count ->
    [one] one branch
   *[other] { $count } branches
}
month-score-all-line = · { $unit }: { $points } points
month-score-all-nothing = No score of { $month } waits to be published for the first time.{ $count ->
    [0] {""}
    [one] {" "}One branch was scored anew and needs a reason: please open its sheet and tap “Publish again”.
   *[other] {" "}{ $count } branches were scored anew and need a reason each: please open their sheets and tap “Publish again”.
}
month-score-scored = Score of { $month }: { $points }
month-score-full = Score of { $month }: { $points }, nothing taken off.
month-score-line = · { $name } −{ $points } { $reason }
month-score-corrected = Corrected on { $day }. Reason: { $reason }
month-score-told = The score of { $unit } for { $month } is published.
month-score-told-again = The score of { $unit } for { $month } was changed and published again. Reason: { $reason }
month-score-told-next = With /grade everyone in the branch sees the newest month's score, and later corrections too. If something is unclear, please talk to the committee above.
error-month-score-aspect = The month's score has no such aspect. Please tap one in the sheet.
error-month-score-ahead = That month has not come yet. Please choose this month.
error-month-score-over = That month was not scored, and it is too late to begin with it now. Please score this month.
error-month-score-elsewhere = This unit is not scored by the month. Please choose a branch from the list.
error-month-score-none = This branch has no score for that month yet. Please score it first; if nothing is taken off, tap “Nothing taken off”.
error-month-score-reason = The score of that month was published before, so publishing it again needs a reason. Please open the sheet and tap “Publish again”.
