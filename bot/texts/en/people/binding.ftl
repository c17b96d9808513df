binding-way-link = personal link
binding-way-contact = own phone number
binding-card =
    { $name } ({ $unit })
    Account bound since { $since } by { $way }.
binding-card-none = { $name } ({ $unit }) has no account yet.
binding-unbind = Unbind the account
binding-unbind-question = Unbind the account of { $name }? What was done with it stays on record, and the old account is told.
binding-unbind-yes = Yes, unbind
binding-keep = No, keep it
binding-undone = The account of { $name } is unbound. For a new phone, please make a new link.
binding-told-bound =
    { $name } ({ $unit }) has bound an account, Telegram name: { $called }, by { $way }.
    If this is somebody else, please tap the button below.
binding-not-theirs = Somebody else: unbind
binding-told-asked =
    { $name } ({ $unit }) asks to bind an account, Telegram name: { $called }, by { $way }.
    Please make sure that it is really this person.
binding-yes = It is: agree
binding-no = It is not: refuse
binding-yes-done = Agreed. The account now belongs to { $name }.
binding-no-done = Refused. No account was bound to { $name }.
binding-nobody = someone on the roster
binding-refused = For your attention: { $what } Nothing was bound.
binding-refused-link-unknown = The account named “{ $called }” opened a link that does not exist.
binding-refused-link-used = The account named “{ $called }” opened the link of { $name }, which had been used.
binding-refused-link-expired = The account named “{ $called }” opened the link of { $name }, which had expired.
binding-refused-link-revoked = The account named “{ $called }” opened an old link of { $name }, which a newer one had replaced.
binding-refused-foreign-contact = The account named “{ $called }” sent somebody else's contact ({ $name }).
binding-refused-number-unknown = The account named “{ $called }” sent its own phone number, which is not on the roster.
binding-number-unknown-what = If this is someone on the roster with a new number, please correct it in the roster file and import it, or tap “Invite” to give them a personal link; if you do not know them, do nothing.
binding-refused-number-shared = The account named “{ $called }” sent a phone number that several people on the roster share, { $name } among them.
binding-refused-person-taken = The account named “{ $called }” tried to bind to { $name }, who has another account.
binding-refused-account-taken = The account named “{ $called }”, which is bound to somebody else, tried to bind to { $name }.
binding-refused-person-left = The account named “{ $called }” tried to bind to { $name }, who has left.
binding-told-unbound = Your account no longer belongs to { $name } ({ $unit }). If you did not want this, please talk to your secretary. What you did stays on record.
binding-told-confirmed = { $name }, your secretary has confirmed: you are in ({ $unit })! Meetings announced before are behind the button below; if you are at one now, please scan the code in the room again.
binding-told-declined = Your secretary did not agree to this binding. If that is a mistake, please talk to them.
binding-told-administrator = The account named “{ $called }” has become administrator by a one-time link. If you know nothing of it, please end that with the button below at once, and check the server.
binding-told-administrator-unbound =
    The account of { $name } ({ $unit }) was unbound, but it is still an administrator.
    If the phone is lost, please end that with the button below at once.
binding-told-administrator-ended = Your account is no longer an administrator. If that is a mistake, please talk to another administrator.
binding-withdraw = End administrator rights
binding-withdrawn = This account is no longer an administrator. To make it one again, use a new one-time link.
error-own-administrator = You cannot end your own administrator rights; please ask another administrator.
error-own-unbinding = You are an administrator, so you cannot unbind your own account: please ask another administrator, or first end your administrator rights with python -m bot admin revoke on the server.
error-no-such-administrator = Account { $account } is not an administrator. Run python -m bot admin list to see who is.
error-person-taken = This person has another account already, and a second one cannot be bound. Your secretary has been told. With a new phone, please ask your secretary to unbind the old account first.
error-account-taken = Your account belongs to another person already; one account is for one person. Your secretary has been told. If this is a mistake, please talk to them.
error-person-left = This person has left the roster, so nothing can be bound. If this is a mistake, please talk to your secretary.
error-foreign-contact = That is not your own phone number. Please use the button “Send my phone number” and do not send other people's contacts.
error-number-unknown = Your phone number is not on the roster; the administrator has been told. Please ask your secretary to correct it, or for a personal link.
error-number-shared = Several people on the roster share your phone number; your secretary has been told. Please ask for a personal link.
error-not-waiting = This request has been dealt with already; there is nothing to confirm.
