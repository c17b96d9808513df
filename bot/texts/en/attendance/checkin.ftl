checkin-meeting = “{ $title }”
checkin-session = “{ $title }”, session { $number }
checkin-present = ✓ You are checked in: { $what }, { $at }.
checkin-late =
    ✓ You are checked in: { $what }, { $at }.
    It is past the set time, so you are recorded as late. If there was a reason, please tell your secretary.
checkin-remote = ✓ You are recorded as taking part remotely: { $what }, { $at }.
checkin-again = You are checked in already, nothing more to do: { $what }, { $at }, recorded as “{ $state }”.
checkin-marked-absent = For { $what } you are recorded as absent. If that is wrong, please ask your secretary to correct it.
checkin-by-place = A check-in by place is only an indication; your position was not stored.
checkin-outside = You are not at the place of “{ $title }” now, so you are not checked in. Please send your live location again once you are there, or ask the secretary to check you in. Only that you are not near the place is kept; your position was not stored.
checkin-despite-leave = You had asked for leave; that you came is what counts now.
checkin-toast = ✓ Checked in
checkin-toast-again = You are checked in already
checkin-where = You are taking part in “{ $title }”. Where are you now?
checkin-here = In the room
checkin-remotely = Remotely
checkin-which = You can check in to several now. Please tap the one you are at (followed by when it closes):
checkin-none = There is no meeting for you to check in to now. When there is one, I will tell you in time.
checkin-next = You cannot check in yet. Next is { $what }; check-in opens { $opens }. Then send /checkin or tap the button in the meeting's message.
error-not-open-yet = Check-in has not opened yet; it opens { $opens }. Please tap again then.
error-closed = Check-in closed { $closes }, so it is too late now. If you were there, please ask your secretary to correct it.
error-way-not-accepted = { $way ->
    [button] This meeting does not take check-ins by button. Please scan the code on the screen in the room, or ask the secretary to check you in.
    [qr] This meeting does not take check-ins by code. Please tap “Check in” in the meeting's message, or ask the secretary to check you in.
    [remote] One cannot take part in this meeting remotely. Please check in in the room; if you cannot come, please ask for leave.
   *[other] This meeting does not take check-ins in this way. Please see the meeting's message for how, or ask the secretary to check you in.
}
error-remote-not-for-you = Taking part remotely is for retired and floating members. Please check in in the room; if you cannot come, please ask for leave.
error-code-unreadable = This is not a check-in code. Please scan the code on the screen in the room again.
error-code-not-valid = This check-in code has run out. Please scan the code that is on the screen in the room now.
error-meeting-cancelled = “{ $title }” has been cancelled; there is nothing left to do.
error-not-invited = You are not on the list for this meeting. If you should be, please talk to whoever called the meeting.
error-place-pin = This is a place picked on the map, which cannot be used to check in. Please use “Attach → Location → Share My Live Location”.
error-place-forwarded = A forwarded location cannot be used to check in. Please share your own live location from the room.
error-no-place-now = No meeting asks for a check-in by place now. Your position was not stored. Send /checkin to see what you can check in to.
by-hand-who = Not checked in yet at { $what }. Whom do you want to check in?
by-hand-all-here = There is nobody left to check in at { $what }.
by-hand-share = Checked in: { $attended }, of them by hand: { $by_hand }.
by-hand-why = Why do you check in { $name } by hand?
by-hand-no-phone = No phone
by-hand-no-power = Phone without power
by-hand-other = Another reason (type it)
by-hand-back = « Back to the list
by-hand-done = ✓ { $name } is checked in by hand ({ $at }).
by-hand-already = { $name } has checked in already ({ $at }); nothing to do.
by-hand-type = Please type why you check in { $name } by hand at “{ $title }”, and send it.
error-use-correction = This session is over, so one cannot check in by hand any more. Please tap “Who is there” on the meeting, then “Attendance list”, then “Correct”.
error-not-invited-there = This person is not on the list for this meeting. Please add them to the meeting first.
live-attended = Expected { $expected }, attended { $attended }
live-states = Present { $present }, late { $late }, remote { $remote }
live-others = On leave { $leave }, not here { $waiting }; said they would come: { $coming }
live-by-hand = Checked in by hand: { $by_hand }, { $percent }% of those attending
live-guests = Among them guests: { $guests }
live-exempt = Exempt: { $exempt }
live-quorum-reached = ✓ { $attending } of { $expected } voting members are here: the quorum is reached ({ $enough } needed)
live-quorum-missing = { $attending } of { $expected } voting members are here: { $missing } more for a quorum ({ $enough } needed)
live-missing = Not here yet: { $names }
live-missing-more = and { $count } more
live-by-hand-button = Check in by hand
live-sheet-button = Attendance list
