objection-named = Object under my name
objection-anonymous = Object anonymously
objection-ask-named =
    You object to the notice of { $unit } under your name (until { $until }).
    Please write what you object to, and why you think so, in one message; sending it hands it in. I will send you the answer once it was looked into.
objection-ask-anonymous =
    You object to the notice of { $unit } anonymously (until { $until }).
    Please write what you object to, and why you think so, in one message; sending it hands it in. It is not written down who you are, neither committee nor secretary can see it. Whoever runs this system might work it out from its records, and your words may give you away.
    The answer will stand below the notice, please look there.
objection-raised-named = ✓ Your objection to the notice of { $unit } went to the committee under your name. I will send you the answer.
objection-raised-anonymous = ✓ Your objection to the notice of { $unit } went to the committee anonymously. The answer will stand below the notice. You may delete the message that you just sent.
objection-nobody = Nobody of the committee uses this assistant yet: please call them as well.
objection-told =
    Notice of the grade of { $unit } for { $year }: { $by } objects:
    { $words }
    Please look into it and answer. It cannot be final before.
objection-told-anonymous =
    Notice of the grade of { $unit } for { $year }: an anonymous objection:
    { $words }
    Please look into it and answer. It cannot be final before.
objection-answer = Answer
objection-answer-number = Answer objection { $number }
objection-words = Objection: { $words }
objection-finding = What was found: { $finding }
objection-answered-by = Answer: { $answer }
objection-ask-finding = ({ $unit }) How was it looked into, and what was found? Please write it in one message, for the committee's file.
objection-ask-answer = What is the answer? Please write it in one message. Whoever objected gets it; to an anonymous objection it stands below the notice.
objection-sure = Is the objection upheld? With your tap the answer goes out and cannot be changed. If it is upheld, the notice is taken back and the grade decided anew.
objection-reject = Not upheld, the notice stands
objection-uphold = Upheld: take back, decide anew
objection-is-upheld = ✓ Answered: the objection is upheld ({ $unit }).
objection-is-rejected = ✓ Answered: the objection is not upheld ({ $unit }).
objection-was-upheld = This objection has been answered before: upheld ({ $unit }).
objection-was-rejected = This objection has been answered before: not upheld ({ $unit }).
objection-back = The notice was taken back; the case is at the decision again.
objection-yours-upheld =
    Your objection to the notice of { $unit }: { $words }
    ✓ It is upheld; the notice was taken back, and the grade is decided anew.
    Answer: { $answer }
objection-yours-upheld-later =
    Your objection to the notice of { $unit }: { $words }
    ✓ It is upheld. That notice had been taken back before; the grade is being decided anew, and your objection counts in it.
    Answer: { $answer }
objection-yours-rejected =
    Your objection to the notice of { $unit }: { $words }
    It was looked into and is not upheld.
    Answer: { $answer }
objection-by = { $name }
objection-by-nobody = anonymous
objection-line = { $number }. { $by }, { $day }: { $words }
objection-waits = { "  " }⚠ not answered yet
objection-settled = { "  " }{ $state }. Answer: { $answer }
objection-public = { $number }. Raised { $day }, { $state }. Answer: { $answer }
objection-upheld = upheld
objection-rejected = not upheld
error-objection-too-late = The notice ended on { $until } or was taken back: nobody can object any more. If you disagree, please speak to the secretary or the committee.
error-objection-waiting = The objection under your name is still being looked into; please wait for its answer.
error-objection-short = That is too short, so nothing was handed in. Please say what is wrong and how you know (at least { $least } letters), and send it again; to leave it, send /cancel.
error-objection-empty = I see no words. Please write your objection as a text message.
error-objection-after-final = The grade is final already, so the objection cannot be upheld here any more. Please answer it as not upheld; if the grade has to change, the committee starts a second look.
error-own-objection = You raised this objection yourself: someone else of the committee has to answer it.
