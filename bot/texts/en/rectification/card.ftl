rectify-open-item = Open this item
rectify-state-draft = Draft
rectify-state-open = Being rectified
rectify-state-handed-in = Evidence handed in, waiting for sign-off
rectify-state-returned = Returned, evidence wanted
rectify-state-signed-off = Signed off
rectify-overdue =
    { $days ->
        [one] ⚠ { $days } day overdue
       *[other] ⚠ { $days } days overdue
    }
rectify-due-extended = first { $first }, now { $due }
rectify-today = today
rectify-nobody = nobody yet
rectify-gap = {"   "}
rectify-attached = { $kind }: { $name }
rectify-horizon-near = near term
rectify-horizon-mid = mid term
rectify-horizon-long = long term
rectify-line-problem = Problem: { $value }
rectify-line-measure = Measure: { $value }
rectify-line-target = Target: { $value }
rectify-line-owner = Owner: { $value }
rectify-line-due = Due: { $value } ({ $horizon })
rectify-line-start = Start: { $value }
rectify-line-unit = Unit: { $value }
rectify-line-category = Category: { $value }
rectify-line-source = Source: { $value }
rectify-line-cause = Cause: { $value }
rectify-milestones = Milestones:
rectify-milestone = ○ { $due } { $name }
rectify-milestone-late = ⚠ { $due } { $name } (not reached yet)
rectify-milestone-reached = ✓ { $due } { $name } (reached { $day })
rectify-item-head = Rectification item · { $state }
rectify-pieces =
    { $gathered ->
        [0] Evidence: { $count } handed in
       *[other] Evidence: { $count } handed in, { $gathered } more gathered
    }
rectify-returned = Returned because: { $reason }
rectify-later = A later date is asked: { $until }, waiting for an answer.
rectify-later-reason = Reason for the later date: { $reason }
rectify-signed-off = ✓ Signed off as { $number } ({ $committee }, { $name }, { $day })
rectify-all-done = ✓ All rectification items are signed off: a new grade can be asked for after a satisfaction rating.
rectify-gather = Hand in evidence
rectify-gather-on = Go on with evidence
rectify-ask-later = Ask for a later date
rectify-reach = ✓ Reached: { $name }
rectify-open-draft = ✅ Publish
rectify-edit = Edit
rectify-correct = Change measure, target, owner
rectify-delete = Delete draft
rectify-history = History
rectify-back-to-ledger = « Rectification plan
rectify-history-of = History of “{ $problem }”, newest first:
rectify-event =
    { $at }  { $by }
    { $what }
rectify-event-entered = Entered this item
rectify-event-edited = Edited the draft
rectify-event-imported = Imported from a sheet
rectify-event-opened = Published; owner { $owner }, due { $due_on }
rectify-event-corrected = Changed; before it was:
rectify-event-was-measure = Measure: { $value }
rectify-event-was-target = Target: { $value }
rectify-event-was-owner = Owner: { $was } (now { $name })
rectify-event-milestone = Milestone reached: { $name }
rectify-event-handed-in = Evidence handed in, pieces: { $pieces }
rectify-event-returned = Returned because: { $reason }
rectify-event-signed-off = Signed off as { $number }
rectify-event-extension-asked = A later date asked: { $until }. Reason: { $reason }
rectify-event-extension-agreed = A later date agreed: from { $was } to { $until }
rectify-event-extension-refused = The later date { $until } was not agreed
rectify-ledger = { $unit }: rectification plan
rectify-counts = being rectified { $todo } (overdue { $overdue }), waiting for sign-off { $handed }, signed off { $done }
rectify-only = Only: { $what }
rectify-page = Page { $page }
rectify-yours = Yours:
rectify-yours-none = No rectification items are yours now.
rectify-others = Others:
rectify-none = There are no rectification items yet.
rectify-none-such = There are no such items.
rectify-item = { $number }. { $problem }
rectify-item-measure = Measure: { $value }
rectify-item-target = Target: { $value }
rectify-item-facts = Owner: { $owner }   Due: { $due }   { $state }
rectify-item-number = Number: { $number }
rectify-item-unit = Unit: { $unit }
rectify-show-all = All
rectify-show-work = To do
rectify-show-handed = Handed in
rectify-show-done = Signed off
rectify-show-draft = Drafts
rectify-filter = { $what }
rectify-filter-now = ✓ { $what }
rectify-by-owner = By owner
rectify-of-everybody = All owners
rectify-other-units = « Other units
rectify-units = Tap a unit to see its rectification plan.
rectify-unit-line = · { $unit }: { $counts }
rectify-mine = Mine
rectify-owners = { $unit }: whose items?
rectify-owner = { $name } (not signed off { $pending } of { $items })
rectify-attach = Choose { $kind }
rectify-attach-whom = Who is to be { $kind } of { $unit }? Tap a name.
rectify-attach-nobody = The rosters above have nobody yet who could be { $kind } of { $unit }. Please import the roster of the unit above first.
rectify-attach-done = Settled: { $name } is { $kind } of { $unit }. They are told, if they have an account here.
rectify-told-opened =
    “{ $problem }” ({ $unit })
    This rectification item is yours, due { $due }.
rectify-told-relieved =
    “{ $problem }” ({ $unit })
    This item is { $name }'s now; there is nothing left for you to do.
rectify-told-corrected =
    “{ $problem }” ({ $unit })
    Measure or target of this item of yours was changed; it is still due { $due }. Please open it and have a look.
error-item-at-rest = As the item stands now, this cannot be changed. Please open it and see how it stands.
error-item-changed = Somebody has just changed this item. Please cancel, open it again and make your change.
error-item-not-given-away = You could sign this item off, so you cannot give your own away. Please ask somebody else of the committee above to change its owner.
error-attached-missing = With its present grade, { $unit } needs an attached leader and a liaison before items are published. Please ask the unit above to choose both.
error-attached-left = { $name } has left and cannot be chosen. Please choose somebody else.
error-attached-unfit = Attached leader and liaison come from the units above. Please tap a name on the list.
