start-stranger =
    Hello! This is your branch's assistant. I do not know you yet. Please do one of these:
    1. Tap “Send my phone number” below; it only has to match the one on the roster.
    2. Ask your secretary for your personal link or QR code, and open or scan it.
start-share-contact = Send my phone number
start-scan-again = Once I know you, please scan the code on the screen in the room again to check in.
start-ahead = These meetings were announced before I knew you. Please tap to check in or ask for leave; if you have just scanned the code in the room, please scan it again.
start-owed =
    { $count ->
        [one] You have { $count } rectification item to do; please tap “Rectification” below.
       *[other] You have { $count } rectification items to do; please tap “Rectification” below.
    }
start-bound = { $name }, you are in! Your account now belongs to your entry on the roster of { $unit }.
start-already = { $name }, your account has been in order all along ({ $unit }). There is nothing to do.
start-waiting = { $name }, your secretary has been asked to confirm. I will tell you as soon as that is done.
start-still-waiting = Your request is still waiting for your secretary. I will tell you as soon as it is confirmed.
start-administrator = You are an administrator now. Please import a roster first, then give posts.
start-already-administrator = You are an administrator already.
error-link-unknown = This link is not right; perhaps it was not copied in full. Please tap the original link again, or ask your secretary for a new one.
error-link-used = This link has been used; each works only once. Please ask your secretary for a new one.
error-link-expired = This link has expired. Please ask your secretary for a new one.
error-link-revoked = This link is no longer good, because a newer one was made. Please use the newest one.
error-too-many-wrong-links = Too many wrong links. Please wait until { $until } and try again, or talk to your secretary.
