extension-until-when =
    “{ $problem }” is due on { $due }.
    Until which day would you like? Tap the calendar or type it, for example: 31 December, in one month.
extension-picked = Until { $until }
extension-why =
    “{ $problem }”: until { $until } instead.
    Please write the reason in one sentence and send it to me, for example: the equipment comes only next month.
extension-is-asked = The committee above has been asked to move “{ $problem }” to { $until }. I will tell you their answer; until then the present date holds.
extension-nobody-to-ask = It is noted that “{ $problem }” should move to { $until }, but nobody above uses this assistant yet. Please also tell them by phone. Until they answer, the present date holds.
extension-asked =
    “{ $problem }” ({ $unit })
    { $owner } asks to move the due date from { $due } to { $until }.
    Reason: { $reason }
extension-agree = ✓ Agree
extension-refuse = Refuse
extension-you-agreed = ✓ Agreed: “{ $problem }” is due on { $until }. The owner has been told.
extension-you-refused = Refused: “{ $problem }” does not move to { $until }. The owner has been told.
extension-was-agreed = { $by } has already agreed to move “{ $problem }” to { $until }.
extension-was-refused = { $by } has already refused to move “{ $problem }” to { $until }.
extension-is-agreed = “{ $problem }”: ✓ agreed, the due date moves from { $due } to { $until } ({ $by }).
extension-is-refused = “{ $problem }”: { $until } was refused, it is still due on { $due } ({ $by }). If that is difficult, please talk to them directly.
error-extension-not-later = The new date must be later than the present one ({ $due }). Please choose another.
error-extension-past = That day has passed (today is { $today }). Please choose a later one.
error-extension-waiting = A later date, { $until }, has been asked already and waits for an answer.
