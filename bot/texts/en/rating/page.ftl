rating-list = The ratings that concern you. Tap one to look at it.
rating-none = No rating concerns you at the moment. I will tell you when there is one.
rating-name = { $unit }: { $title }
rating-title-person = Opinion on { $name }
rating-label = { $name } · { $state } ({ $day })
rating-look = Show this rating
rating-prepare = Prepare a rating
rating-state-submitted = to be opened
rating-state-opening = opening
rating-state-open = voting
rating-state-ended = to be counted
rating-state-closing = counting
rating-state-counted = counting
rating-state-closed = closed
rating-state-void = void
rating-state-withdrawn = taken back
rating-now-submitted = State: handed in. Now the committee above (or an administrator) names a supervisor and a teller and opens it.
rating-now-opening = State: opening, usually a few seconds. Every voter will then be told.
rating-now-open = State: voting is open.
rating-now-ended = State: voting is over; supervisor and teller count together.
rating-now-closing = State: counting, usually a few seconds.
rating-now-waits = State: counting has to wait, the key that opens the ballots is not there. Please tell an administrator to put the key folder back; counting then goes on by itself.
rating-now-counted = State: counting, usually a few seconds.
rating-now-closed = State: closed.
rating-now-void = State: void, there is no result.
rating-now-withdrawn = State: taken back before it opened; nobody voted.
rating-line-turnout = Ballots given out: { $issued }. Returned: { $returned }.
rating-line-returned = As of { $at }: { $count } of { $of } ballots returned. Renewed every ten minutes; it never shows who has voted.
rating-line-asked = Asked: { $questions }
rating-asked = { $choices }
rating-asked-more = { $choices }; and { $count } indicators
rating-asked-comment = ; a comment may be written
rating-line-closes = Voting ends: { $at }
rating-line-closes-void = Voting was to end: { $at }
rating-line-who-list = Voters: { $groups }, { $count } people
rating-line-who-present = Voters: { $groups } checked in when it opens, { $count } people
rating-line-roles = Supervisor: { $supervisor }. Teller: { $teller }
rating-nobody-yet = not named yet
rating-groups-members = members
rating-groups-masses = members and the masses
rating-groups-all = members, masses and service users
rating-groups-full = full members
rating-appoint-first = Please name a supervisor and a teller first, then open it.
rating-may-open = It can be opened. After that, the list of voters and the closing time cannot be changed.
rating-too-few = ⚠ There are fewer than { $least } voters, so it cannot be opened.
rating-appoint-supervisor = Name a supervisor
rating-appoint-teller = Name a teller
rating-change-supervisor = Another supervisor
rating-change-teller = Another teller
rating-open = ✅ Open the rating
rating-paper = Paper ballots
rating-void = Make this rating void
rating-roll = List of voters ({ $count } to confirm)
rating-waiting = { $count } people can vote only after you confirm them.
rating-none-waiting = Nobody is waiting for your confirmation.
rating-told-submitted =
    { $unit } has prepared a secret rating, “{ $title }”, with voting until { $closes }.
    Please name a supervisor and a teller, then open it.
rating-told-supervisor =
    { $unit }: { $title }
    You supervise this secret rating. { $electors } people vote, until { $closes }.
    When voting is over, please count together with the teller. Nobody can see who voted what.
rating-told-teller =
    { $unit }: { $title }
    You are the teller of this secret rating. { $electors } people vote, until { $closes }.
    When voting is over, please count together with the supervisor. Nobody can see who voted what.
rating-told-code = Check code: { $code }. Voters should see the same one; if somebody sees another, ask everybody not to vote yet and tell those above at once.
rating-card = A secret rating of { $unit }. Please check it; tap whatever you want to change.
rating-card-person = · Whom: { $value }
rating-card-title = · Motion: { $value }
rating-card-indicators = · Each indicator too: { $value }
rating-card-majority = · Carried by: { $value }
rating-card-groups = · Who votes: { $value }
rating-card-split = · Groups counted apart (shown only with 5 ballots in each): { $value }
rating-card-source = · List: { $value }
rating-card-comment = · A comment may be written: { $value }
rating-card-paper = · Paper for those who cannot use a phone: { $value }
rating-card-closes = · Voting ends: { $value }
rating-card-electors = As things stand there are { $count } voters; what counts is the moment it opens.
rating-card-round = This is the rating of the present grading round.
rating-on = yes
rating-off = no
rating-missing = (not given yet)
rating-subject-unit = Unit's grade
rating-subject-person = A person
rating-subject-motion = A motion
rating-edit-person = Choose whom
rating-edit-title = Write the motion
rating-edit-indicators = Each indicator
rating-edit-majority = Other majority
rating-edit-groups = Other voters
rating-edit-split = Count apart
rating-edit-source = List
rating-edit-comment = Comments
rating-edit-paper = Paper
rating-edit-closes = Closing time
rating-submit = ✅ Send to the committee
rating-back = Back to the card
rating-left = All right, nothing was changed.
rating-ask-unit = Which unit's rating? You can also type to search.
rating-ask-person = Who is rated? Tap a name, or type it.
rating-ask-title = What is decided? Please type it, at most 100 characters, for example “Accept … as a full member”.
rating-ask-meeting = Who votes? All of the unit, or those checked in to a meeting (as they are when the rating opens).
rating-ask-closes = Until when can people vote? Tap one, or type, for example “in 10 minutes” or “tomorrow 18:00”.
rating-source-list = All of the unit
rating-source-present = those checked in to “{ $meeting }”
rating-until-soon = In half an hour
rating-until-tonight = Today 22:00
rating-until-tomorrow = Tomorrow 18:00
rating-submitted = ✓ “{ $unit }: { $title }” is handed in. When the committee above (or an administrator) has named a supervisor and a teller and opened it, every voter is told.
rating-submitted-untold = “{ $unit }: { $title }” is prepared, but nobody can open it yet: nobody above has an account, or, where nothing is above, there is no administrator from outside this unit. Please contact the committee or an administrator.
rating-ask-supervisor =
    { $unit }: { $title }
    Who supervises? { $above ->
        [no] Nothing is above this unit, so anybody with an account can, except voters, its committee and the person rated.
       *[yes] Someone sent from above, not of this unit.
    } Tap a name, or type it.
rating-ask-teller =
    { $unit }: { $title }
    Who is the teller? Someone of this unit, not of its committee and not the person rated. Tap a name, or type it.
rating-roll-head = { $count } voters, { $source }. Who has voted is not shown here.
rating-roll-list = from the roster
rating-roll-present = from a meeting's check-in
rating-confirm = Confirm { $name }
rating-confirmed = ✓ The account of { $name } is confirmed and may vote. They have been told.
rating-bound = account since { $day }
rating-bound-long = has an account
rating-unbound = no account
rating-on-paper = votes on paper
rating-voters-members = member
rating-voters-masses = masses
rating-voters-service-users = service user
rating-doubt-new-account = account is new
rating-doubt-new-standing = standing or unit changed lately
rating-doubt-by-hand = marked present by someone else
rating-doubt-outside = from outside
rating-doubt-rebound = another account since the opening
error-rating-case-rated = This grading has the result of its rating already: it is not rated a second time. Please open the grading to see it.
error-rating-groups-wanted = The scheme of this grading asks these groups, and counts them apart, so this stays as it is.
error-rating-not-now = The rating is at another step now, so this cannot be done. Send /rating to see how it stands.
error-own-rating = This rating is about you, so you cannot act for the committee above. Please let someone else there do it.
error-own-unit-rating = You are on this unit's own committee, so in this rating you cannot act for the one above. Please let someone else there do it.
error-rating-changed = The rating has just changed and is not open yet. Send /rating, look at it again, then open it.
error-rating-overdue = Its voting would have ended already, so this rating cannot be opened any more. Please send it back, and let the secretary prepare another one.
error-rating-too-late = The closing time has passed. Please choose a later one.
error-rating-too-long = Voting can be open for at most { $days } days. Please choose an earlier time.
error-rating-roles-missing = There is no supervisor and teller yet. Please name them first, then open it.
error-electors-too-few = There are only { $count } voters, fewer than { $least }, so it cannot be opened: answers would be easy to guess.
error-rating-group-absent = This grading asks { $voters ->
    [members] members
    [masses] mass representatives
   *[service_users] service users
} too, and none of them is checked in to the meeting, so it cannot be opened now. Please have the secretary invite them and check them in, then open it; or take this rating back and prepare it again with the list instead of the meeting.
error-rating-too-alike = The same matter was rated within { $days } days by voters of whom all but a few are the same. Together the two results would show what those few answered, so it cannot be opened. Please wait some time.
error-rating-same-again = The same people have rated the same matter within { $days } days, or are rating it now, so it cannot be done once more. Please keep to that rating, or wait some time.
error-rating-voting-over = Voting is over, so no voter can be confirmed any more.
error-rating-mark = The text may not contain the sign “{ $mark }”. Please leave it out and send it again.
error-rating-person-missing = Nobody is chosen yet. Please tap “Choose whom”.
error-rating-motion-missing = There is no motion yet. Please tap “Write the motion”.
error-rated-unfit = The person rated must be of { $unit }. Please choose someone else.
error-rating-meeting-unfit = That meeting cannot decide who votes. Please choose a recent one of your unit, or “All of the unit”.
error-supervisor-unfit = { $name } cannot supervise: a supervisor is sent from above and is not of this unit. Please choose someone else.
error-teller-unfit = { $name } is not of this unit and cannot be the teller. Please choose someone else.
error-role-barred = { $name } is the person rated or on this unit's committee, and can be neither supervisor nor teller. Please choose someone else.
error-role-unbound = { $name } has no account yet and can be neither supervisor nor teller. Please send an invitation first, or choose someone else.
error-role-nobody =
    { $role ->
        [supervisor] Nobody can supervise at the moment: it takes someone with an account who is not a voter, on the committee or the person rated. Please invite someone who fits first.
       *[teller] Nobody can be the teller at the moment: it takes someone of this unit with an account who is not on the committee or the person rated. Please invite someone who fits first.
    }
error-elector-on-paper = This voter has been given a paper ballot and cannot vote by phone any more.
error-elector-account-changed = This voter's account has just changed or been unbound, so nothing was confirmed. Please open the list again.
