calendar-other-day = « Another day
meeting-chosen = Chosen: { $choice }
meeting-left = All right, back to the meeting.
meeting-ask-unit = Which unit is calling the meeting? You can also type part of its name.
meeting-ask-group = Which group is meeting?
meeting-ask-type = What kind of meeting? Please tap one.
meeting-ask-when = When is it? Just type it, for example “next Wed 3pm” or “12 March 14:00”, or tap a day below.
meeting-ask-day = Starting at { $hour }, on which day? Type it or tap a day below.
meeting-ask-hour = { $day }, at what time? Type it or tap a time below.
meeting-card = Please check everything. If it is right, tap “Publish” and I will tell those invited. To change something, tap it; a new time you can also just type.
meeting-line-audience =
    Invited: { $who }, { $invited } in all, { $voting } with a vote{ $guests ->
        [0] {""}
       *[other] ; guests: { $guests }
    }
meeting-audience-unit = All members
meeting-audience-committee = Committee members
meeting-audience-chosen = Chosen people
meeting-nobody-yet = ⚠ Nobody is invited yet. Please tap “Audience” and choose.
meeting-button-publish = ✅ Publish
meeting-edit-title = Title
meeting-edit-when = Time
meeting-edit-place = Place
meeting-edit-host = Host
meeting-edit-recorder = Recorder
meeting-edit-agenda = Agenda
meeting-edit-audience = Audience
meeting-edit-guests = Guests
meeting-edit-sessions = Sessions
meeting-edit-ways = Ways of checking in
meeting-edit-spot = Check-in by place
meeting-edit-unit = Another unit
meeting-back-to-card = « Back, no change
meeting-done = Done
meeting-ask-title = The title is “{ $now }”. Please send a new one, at most 80 characters.
meeting-ask-place = The place is “{ $now }”. Please send a new one, at most 80 characters.
meeting-ask-place-known = The place is “{ $now }”. Please send a new one, at most 80 characters, or tap one used before.
meeting-ask-host = Who is the host? Tap a name below, or type part of a name.
meeting-ask-recorder = Who takes the minutes? Tap a name below, or type part of a name.
meeting-ask-agenda =
    Please send the agenda, one item a line, at most 30. End a line with “(decide)” if it is to be decided, for example:
    Study of the new document
    Admission of a new member (decide)
meeting-no-agenda = No agenda
meeting-ask-audience = Who is invited?
meeting-ask-chosen = Tap a name to choose, tap again to take it back; or type part of a name. Chosen: { $count }.
meeting-ask-guests = Who comes as a guest? Tap a name to choose, tap again to take it back; or type part of a name. Guests have no vote. Chosen: { $count }.
meeting-ask-guests-none = The roster has nobody yet who could come as a guest. Please add them to the roster file with the category (类别) 群众代表 (mass representative), 两代表一委员 (delegate) or 服务对象 (service user), and send me the file or give it to whoever keeps the roster. The meeting stays as it is; then tap “Guests” again.
meeting-searched = Only names with “{ $name }” are shown.
meeting-chosen-mark = ✓ { $name }
meeting-not-chosen-mark = ○ { $name }
meeting-page-earlier = « Earlier
meeting-page-later = Later »
meeting-ask-sessions =
    Please send the time of each session, one a line; each has its own check-in, for example:
    9:00-11:30
    14:00-16:30
    For another day, begin the line with its date. A single line makes a single session.
meeting-ask-ways = How can people check in? Tap to switch one on or off. Those without a phone can always be marked by the secretary or recorder.
meeting-ask-spot = Please send the place of the meeting (tap the paper clip, then “Location”). Within 300 metres of it people can check in by place.
meeting-no-spot = No check-in by place

error-text-missing = I see no text. Please type it and send it to me.
error-when-unreadable = I did not understand that time. Please send it like this: “next Wed 3pm” or “12 March 14:00”.
error-card-takes-a-time = Here you can only type a new time, for example “next Wed 3pm to 5pm”. To change something else, tap its button below.
error-when-impossible = There is no such date or time. Please check it and send it again.
error-when-past = That time has passed. Please choose a later one.
error-when-too-far = That is too far ahead: meetings can be planned for the next eighteen months. Please choose another time.
error-agenda-too-long = That is too much for one agenda: at most { $most } items. Please merge some and send it again.
error-sessions-too-many = That is too many sessions: at most { $most }. Please send fewer.
error-sessions-overlap = The sessions overlap or are out of order. Please put them right and send them again.
error-session-needs-end = “{ $line }” lacks a start or an end. Please write it like “9:00-11:30”.
error-spot-missing = Check-in by place is on, but the place is not known yet. Tap “Check-in by place” and send it, or switch it off under “Ways of checking in”.
error-meeting-incomplete = Something is still missing. Please fill in title, time and place before publishing.
error-meeting-nobody = Nobody is invited yet. Please tap “Audience” and choose before publishing.
error-nobody-called = I found nobody called “{ $name }”. Please check and send it again, or tap a button below.
error-people-too-many = That is too many people: at most { $most } for one meeting.
