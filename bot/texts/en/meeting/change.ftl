meeting-change-what = What is to be changed?
meeting-change-title = Please send the new title of “{ $title }”, at most 80 characters.
meeting-change-time = When is “{ $title }” to be?
meeting-change-place = Where is “{ $title }” to be? Please send the new place, at most 80 characters.
meeting-change-host = Who is to host “{ $title }”? Tap a name below, or type part of a name.
meeting-change-recorder = Who is to take the minutes of “{ $title }”? Tap a name below, or type part of a name.
meeting-change-agenda = Please send the new agenda of “{ $title }”, one item a line; end a line with “(decide)” if it is to be decided.
meeting-change-ways = Which ways of checking in does “{ $title }” take? Tap one to switch it on or off, then “Done”. For check-in by place, send the place of the meeting first (paperclip, “Location”).
meeting-change-cancel = Why is “{ $title }” cancelled? Please send me the reason in a sentence; everyone invited will see it.
meeting-is-now-still = Now: { $value }
meeting-ask-reason = The meeting has begun, so this is a correction and stays on record. Please send me the reason in a sentence.
meeting-moved-on = ⚠ This meeting has just changed. It is now:
meeting-confirm-change = Change “{ $title }”?
meeting-confirm-cancel = Cancel “{ $title }”? It cannot be undone.
meeting-will-tell =
    { $told ->
        [one] One person
       *[other] { $told } people
    } will be told{ $unbound ->
        [0] .
        [one] ; one more has no account here yet, please tell them yourself.
       *[other] ; { $unbound } more have no account here yet, please tell them yourself.
    }
meeting-will-ask-again = With a new time, everyone is asked anew whether they will come.
meeting-button-change-yes = Yes, change it
meeting-button-cancel-yes = Yes, cancel the meeting
meeting-button-keep = No, keep it
meeting-change-done = Changed.
meeting-cancel-done = The meeting is cancelled.
meeting-guests = Who comes to “{ $title }” as a guest? Tap a name to invite; those with ✓ are invited already. Guests have no vote.
meeting-guest-invited = { $name } is invited as a guest.
meeting-guest-unbound = { $name } is on the list of guests, but has no account here yet. Please tell them yourself.

error-spot-first = I do not know yet where the meeting is. Please send its place first (paperclip, “Location”); that switches check-in by place on.
error-nothing-changes = That is what it is already, so nothing changed. Please send something else, or tap “Cancel”.
