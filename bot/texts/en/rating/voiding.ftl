rating-voiding-what =
    Voiding means that no ballot is ever opened and all are destroyed: nothing is counted, there is no result, and it cannot be undone. Everyone who could vote is told.
    It takes the supervisor and the committee above (or an administrator).
rating-voiding-how = If it really has to be voided, tap the button and say why.
rating-voiding-reason = Say why
rating-voiding-other-reason = Another reason
rating-voiding-because = Reason: { $reason }
rating-voiding-yes = ✓ Agree to void
rating-voiding-why = Why should it be voided? Please send me one sentence. Everyone who could vote will read it.
rating-voiding-confirm =
    The reason for voiding: { $reason }
    You agree to void it, and the other side is asked. Is that right?
rating-voiding-propose = Yes, ask for it
rating-voiding-rewrite = Write it anew
rating-voiding-asked =
    { $by } asks to void this rating. The reason: { $reason }
    It is voided only if you agree.
rating-voiding-look = Have a look
rating-voiding-done = This rating is void: nothing was counted. The ballots will never be opened and are being destroyed.
rating-voiding-too-few = This rating is void: fewer than 5 ballots came in. Counting them could show who answered what, so none was opened.
rating-voiding-key-lost = This rating is void: the key that opens the ballots is lost, nobody can open them, and nothing was counted.
rating-voiding-damaged = This rating is void: a ballot did not open and may have been tampered with, so none was counted.
rating-voiding-restored = This rating is void: the system was restored from a backup. To keep the secret, the ballots from before will never be opened and were not counted.
rating-voiding-committee = This rating was voided by the supervisor and the committee above (or an administrator). Nothing was counted.
rating-voiding-told = The ballots will never be opened and are being destroyed; nobody will ever know who answered what. If there is to be another rating, you will be told.
