sign-off = Sign off
sign-off-return = Return
sign-off-confirm =
    “{ $problem }” ({ $unit }, owner { $owner })
    Target: { $target }
    { $count ->
        [one] { $count } piece of evidence is handed in.
       *[other] { $count } pieces of evidence are handed in.
    }
    Sign it off? This cannot be undone.
sign-off-open-milestones =
    ⚠ { $count ->
        [one] { $count } milestone is not reached yet: { $names }.
       *[other] { $count } milestones are not reached yet: { $names }.
    }
sign-off-yes = Yes, sign off
sign-off-number = { $year }-{ NUMBER($number, minimumIntegerDigits: 3) }
sign-off-is-done = ✓ Signed off: “{ $problem }”, number { $number }. The owner and the secretary have been told.
sign-off-was-done = “{ $problem }” has been signed off by { $by }, number { $number }.
sign-off-is-returned = Returned: “{ $problem }”. The owner and the secretary have been told why.
sign-off-moved = “{ $problem }” has just changed; someone may have dealt with it. It was not returned now. Please open it to see how it stands.
sign-off-why =
    Returning “{ $problem }”.
    Please write the reason in one sentence and send it to me, for example: the photos are blurred, please take them again.
sign-off-return-confirm =
    Returning “{ $problem }”. Reason: { $reason }
    Return it? Then the owner and the secretary will be told why.
sign-off-return-yes = Yes, return it
sign-off-return-rewrite = Write it again
sign-off-told-done =
    “{ $problem }” ({ $unit })
    ✓ Signed off, number { $number } ({ $by }).
sign-off-told-returned =
    “{ $problem }” ({ $unit })
    The evidence was returned ({ $by }). Reason: { $reason }
    Please complete it and hand it in again.
sign-off-told-returned-secretary =
    “{ $problem }” ({ $unit })
    The evidence was returned to the owner ({ $by }). Reason: { $reason }
sign-off-all-done = All rectification items of this unit are signed off; after a satisfaction rating it can be put up for a new grade.
sign-off-told-all =
    “{ $problem }” ({ $unit }) is signed off, the last one.
    All rectification items of this unit are signed off; after a satisfaction rating it can be put up for a new grade.
sign-off-administrator = an administrator
error-own-item = You are or were this item's owner: someone else above has to decide on it.
error-item-not-handed-in = No evidence of this item waits for a decision now: it can be neither signed off nor returned. I will tell you when its owner hands some in.
