grading-final-finish = The notice is over: make it final
grading-final-done = ✓ Final: { $unit }, { $outcome }. The whole branch has been told, and the secretary asked to enter what was found.
grading-final-was = { $unit } is final already: { $outcome }.
grading-final = The grade of { $unit } for { $year } is final: { $outcome }.
grading-final-items = The grading of { $unit } is over. Please enter what was found as rectification items, each with measure, owner and date.
grading-final-enter = Enter an item
grading-overview-open-first = See the overview
grading-overview-open = Back to the overview
grading-overview = { $committee }, grading of { $year }: { $count ->
        [one] one unit
       *[other] { $count } units
    }, { $done } done.
grading-overview-second = { $committee }, grading of { $year } (second look): { $count ->
        [one] one unit
       *[other] { $count } units
    }, { $done } done.
grading-overview-step = · { $step }: { $count }
grading-overview-late = ⚠ Later than planned ({ $count }): { $units }
grading-overview-more = { $units } and { $count } more
grading-overview-unit = { $unit } · { $step }
grading-overview-late-unit = ⚠ { $unit } · { $step }
grading-overview-outcome = { $unit } · { $step } · { $outcome }
grading-overview-objected =
    ⚠ { $unit } · { $count ->
        [one] one objection waits
       *[other] { $count } objections wait
    }
grading-overview-done = ✓ { $unit } · { $outcome }
grading-overview-move = { $step }: move on all that are ready
grading-all-decide = Decide all as computed
grading-all-publish = Publish all decided
grading-all-finish = Make final all whose notice is over
grading-all-decide-ask = To be decided as computed ({ $count }), please check:
grading-all-publish-ask = To be published ({ $count }), please check:
grading-all-finish-ask = To be made final ({ $count }), please check:
grading-all-decide-done = ✓ Decided ({ $count }), not published yet:
grading-all-publish-done = ✓ Published ({ $count }); the people of each branch are told:
grading-all-finish-done = ✓ Final ({ $count }); each branch is told:
grading-all-decide-nothing = Nothing can be decided as computed now.
grading-all-publish-nothing = Nothing can be published now.
grading-all-finish-nothing = Nothing can be made final now.
grading-all-line = · { $unit }: { $outcome }
grading-all-more = And { $count } more.
grading-all-waiting = Not yet ({ $count }):
grading-all-waiting-line = · { $unit }: { $why }
grading-all-yes = Yes
error-notice-running = The notice runs until { $until }; it can be made final afterwards.
error-objection-unanswered =
    { $count ->
        [one] One objection is
       *[other] { $count } objections are
    } not answered yet. Please look into them and answer first.
