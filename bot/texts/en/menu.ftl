menu-main =
    Hello { $name }! ({ $unit })
    Please tap a button below, or simply type your question.
menu-main-administrator =
    Hello! You are an administrator.
    Please tap a button below.
menu-open-home = Main menu
menu-open-checkin = Check in
menu-open-meeting = Meetings
menu-open-leave = Ask for leave
menu-open-rating = Ratings
menu-open-grade = Branch grade
menu-open-reminders = Reminders
menu-open-rectify = Rectification
menu-open-me = About me
menu-open-ask = Ask a question
menu-open-language = Language 语言
menu-open-call = Call a meeting
menu-open-series = Regular meetings
menu-open-ledger = Attendance ledger
menu-open-invite = Invite members
menu-open-posts = Posts
menu-open-roster = Roster
menu-earlier = « Back
menu-later = More »
menu-command-start = Main menu
menu-command-checkin = Check in
menu-command-meeting = Meetings
menu-command-leave = Ask for leave
menu-command-rating = Secret ratings
menu-command-grade = Your branch's grade
menu-command-reminders = Reminders and settings
menu-command-rectify = Rectification plan
menu-command-posts = Posts
menu-command-me = What is held about me
menu-command-ask = Ask a question
menu-command-language = Language 语言
menu-command-help = Help
menu-command-cancel = Leave what you are filling in
menu-help-member =
    You can:
    · check in: /checkin, the button in the meeting's message, or the QR code on the screen in the room
    · see meetings: /meeting, ask for leave: /leave
    · vote in a secret rating, see results: /rating
    · see your branch's grade: /grade, and what is held about you: /me
    · see the rectification plan, hand in evidence: /rectify
    · see what you will be reminded of, and choose the hour: /reminders
    · simply type a question, for example “when is the next meeting”
menu-help-duties =
    You hold a post, so you can also:
    · call meetings, see the attendance ledger, invite members: send /start and tap the button
    · see and change posts: /posts
    · import a roster: send me the XLSX or CSV file
menu-help-administrator = As an administrator you can give posts in every unit (/posts) and import any unit's roster.
menu-help-end = To leave a form half-way, send /cancel. To change the language: /language.
message-cut = … (too long: the rest is not shown)
