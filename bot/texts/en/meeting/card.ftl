meeting-heading = { $title }
meeting-line-type = Type: { $type }
meeting-line-unit = Called by: { $unit }
meeting-line-time = Time: { $when }
meeting-line-session = Session { $number }: { $when }
meeting-line-place = Place: { $value }
meeting-line-host = Host: { $value }
meeting-line-recorder = Recorder: { $value }
meeting-line-ways = Checking in: { $ways }
meeting-line-agenda = Agenda:
meeting-item = { $number }. { $item }
meeting-item-to-decide = { $number }. { $item } (to decide)
meeting-line-people =
    Expected: { $invited }, of whom { $voting } with a vote{ $guests ->
        [0] {""}
       *[other] ; guests: { $guests }
    }
meeting-line-coming = Will come: { $coming }
meeting-line-reason = Reason: { $reason }
meeting-you-come = ✓ You said that you will come
meeting-you-are-here = ✓ You are checked in: { $at }
meeting-is-cancelled = This meeting has been cancelled; please do not come.
meeting-way-button = button
meeting-way-qr = QR code
meeting-way-place = shared place
meeting-way-by-hand = by the secretary or recorder
meeting-way-remote = remote
meeting-busy = ⚠ { $count ->
        [one] One person has
       *[other] { $count } people have
    } another meeting at that hour: { $names }
meeting-busy-more = ⚠ { $count } people have another meeting at that hour: { $names } and others
meeting-holiday = ⚠ That day is a holiday ({ $name }).
meeting-day-off = ⚠ That day is not a working day.
meeting-nothing = none
meeting-published = Published.
meeting-told =
    { $told ->
        [one] One person has
       *[other] { $told } people have
    } been told{ $unbound ->
        [0] .
        [one] ; one more has no account here yet, please tell them yourself.
       *[other] ; { $unbound } more have no account here yet, please tell them yourself.
    }
meeting-told-at =
    These are quiet hours, so nobody is disturbed now: { $told ->
        [one] one person is
       *[other] { $told } people are
    } told on { $at }{ $unbound ->
        [0] .
        [one] ; one more has no account here yet, please tell them yourself.
       *[other] ; { $unbound } more have no account here yet, please tell them yourself.
    }
meeting-told-others =
    { $told ->
        [one] One other person has
       *[other] { $told } other people have
    } been told{ $unbound ->
        [0] .
        [one] ; one more has no account here yet, please tell them yourself.
       *[other] ; { $unbound } more have no account here yet, please tell them yourself.
    }
meeting-button-come = I will come
meeting-button-leave = Ask for leave
meeting-button-checkin = Check in
meeting-button-checkin-session = Check in { $number }, { $hour }
meeting-button-change = Change
meeting-button-live = Who is there
meeting-button-board = Code for the screen
meeting-button-guests = Guests
meeting-button-cancel = Cancel the meeting
meeting-button-back = « Back
meeting-button-week = This week
meeting-button-month = This month
meeting-button-call = Call a meeting
meeting-field-title = title
meeting-field-time = time
meeting-field-place = place
meeting-field-host = host
meeting-field-recorder = recorder
meeting-field-agenda = agenda
meeting-field-ways = ways of checking in
meeting-come-noted = Thank you, noted: you will come.
meeting-list = Coming meetings:
meeting-list-none = No meeting is planned. As soon as one is, I will tell you.
meeting-list-between = Meetings from { $first } to { $last }:
meeting-list-between-none = There is no meeting from { $first } to { $last }.
meeting-list-line = { $number }. { $title }, { $when }, { $place }
meeting-list-button = { $number }. { $title }
meeting-called = You are invited to a meeting:
meeting-called-what-to-do = Please tap “I will come”, or “Ask for leave” if you cannot. When you are there, tap “Check in”.
meeting-changed = A meeting has changed, please note:
meeting-was = Old { $field }: { $value }
meeting-is-now = New { $field }: { $value }
meeting-asked-again = The time is new, so please answer again: tap “I will come”, or “Ask for leave” if you cannot.
meeting-cancelled = A meeting has been cancelled, please do not come:

error-meeting-has-ended = “{ $title }” is over. Send /meeting to see the meetings to come.
