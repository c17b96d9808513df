evidence-show = See evidence
evidence-ask =
    Evidence for “{ $problem }”:
    Send me texts, photos or files, in several messages or as an album. When all is here, tap “Hand in”.
evidence-gathered =
    { $count ->
        [one] Evidence for “{ $problem }”, { $count } piece so far:
       *[other] Evidence for “{ $problem }”, { $count } pieces so far:
    }
evidence-line-text = { $number }. Text: { $label }
evidence-line-photo = { $number }. Photo
evidence-line-photo-with-words = { $number }. Photo: { $label }
evidence-line-document = { $number }. File: { $label }
evidence-go-on =
    Not handed in yet. You can send more; when all is here, tap “Hand in”.
    If you tap “Cancel”, what you sent is kept for the next time.
evidence-hand-in = ✓ Hand in
evidence-drop-last = Remove the last piece
evidence-is-handed-in =
    { $count ->
        [one] ✓ { $count } piece of evidence for “{ $problem }” is with the committee above. I will tell you what they decide.
       *[other] ✓ { $count } pieces of evidence for “{ $problem }” are with the committee above. I will tell you what they decide.
    }
evidence-nobody-to-tell =
    { $count ->
        [one] ✓ { $count } piece of evidence for “{ $problem }” is handed in, but nobody above uses this assistant yet. Please also tell them by phone.
       *[other] ✓ { $count } pieces of evidence for “{ $problem }” are handed in, but nobody above uses this assistant yet. Please also tell them by phone.
    }
evidence-for-committee =
    “{ $problem }” ({ $unit })
    { $count ->
        [one] { $owner } has handed in { $count } piece of evidence. Please look at it, then sign the item off or return it.
       *[other] { $owner } has handed in { $count } pieces of evidence. Please look at them, then sign the item off or return it.
    }
evidence-for-secretary =
    “{ $problem }” ({ $unit })
    { $count ->
        [one] { $owner } has handed in { $count } piece of evidence to the committee above.
       *[other] { $owner } has handed in { $count } pieces of evidence to the committee above.
    }
evidence-on-its-way =
    { $count ->
        [one] { $count } piece is on its way to you.
       *[other] { $count } pieces are on their way to you.
    }
evidence-piece = Piece { $number } of { $of } · { $by } · { $at }
evidence-file-gone = (This file cannot be found on the server. Please tell the administrator.)
evidence-end =
    { $count ->
        [one] This is the evidence for “{ $problem }”, { $count } piece in all.
       *[other] This is all the evidence for “{ $problem }”, { $count } pieces.
    }
error-evidence-type = This kind of file cannot be evidence. You can hand in texts, photos and these files: { $endings }.
error-evidence-size = The file is too large: at most { $most } MB. Please make it smaller or send it in parts.
error-evidence-too-many = At most { $most } pieces can be handed in at once. Please tap “Hand in” first, or remove some.
error-evidence-none = There is no evidence yet. Please send me a text, a photo or a file first.
error-evidence-none-yet = No evidence has been handed in for this item yet.
error-evidence-not-fetched = This file could not be fetched from Telegram. Please send it once more in a while; if it is large, make it smaller first.
error-item-of-another = This is for the item's owner to do in person.
error-item-not-open = This item is still a draft. It can be done once the secretary has published it.
error-item-handed-in = The evidence is handed in and waits for the committee above. I will tell you what they decide.
error-item-signed-off = This item is signed off; nothing is left to do.
error-reason-missing = Please write the reason in one sentence and send it to me.
