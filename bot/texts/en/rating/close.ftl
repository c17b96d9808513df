rating-close-head =
    Secret rating · { $unit }
    { $matter }
rating-close = Close the rating
rating-close-yes = ✓ Agree to close
rating-close-void = Void this rating
rating-close-paper = Paper ballots
rating-close-result = See the result
rating-close-moved = Something has just changed, so your yes was not taken. Please look at how it is now:
rating-close-what =
    Voting is over, and the rating can be closed.
    The ballots are opened and counted only when supervisor and teller have both tapped “Agree to close”.
    After that it cannot be opened again, and the result cannot be changed.
rating-close-said = ✓ { $who } agrees
rating-close-waits = ○ Waiting for the { $who }
rating-close-supervisor = supervisor
rating-close-teller = teller
rating-close-committee = committee above (or an administrator)
rating-close-paper-first = { $count } paper ballots were handed out and are not entered yet. Please tap “Paper ballots”: one of you enters them, the other checks.
rating-close-counting = ✓ Both agree, and the ballots are being counted. I will tell you as soon as there is a result.
rating-close-closed = This rating is closed and counted.
rating-close-ended =
    Voting is over.
    Supervisor and teller, please close the rating together: each taps “Close the rating”.
rating-close-asked = { $by } agrees to close the rating. Now it waits for you.
rating-close-stopped =
    ⚠ Counting has stopped: { $why }
    No ballot was counted, and there will be no partial count. Supervisor and committee above (or an administrator), please talk, void this rating and hold another one.
rating-close-key-lost =
    ⚠ Counting has to wait: the key that opens the ballots is not there.
    Please tell an administrator to put the key folder back in its place; counting then goes on by itself, and you need not tap anything.
    If the key cannot be found, supervisor and committee above (or an administrator), please talk, void this rating and hold another one.
rating-close-fault-damaged = a ballot does not open; it may have been tampered with.
rating-close-fault-ballots = the number of ballots and of those who voted do not agree.
rating-close-fault-paper = the numbers of the paper ballots do not agree.
error-rating-still-open = Voting is not over yet (until { $closes }), so this has to wait. I will tell you when it ends.
error-rating-faulty = Counting found something wrong, so this rating cannot be closed. Supervisor and committee above (or an administrator), please void it and hold another one.
