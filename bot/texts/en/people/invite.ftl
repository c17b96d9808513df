invite-unit = { $unit } ({ $count })
invite-places-unbound = In these units there are people without an account (how many, in brackets). Please choose one:
invite-places-bound = In these units there are people with an account (how many, in brackets). Please choose one:
invite-people-unbound = { $unit }: these people have no account yet. Tap a name to make their personal link and QR code.
invite-people-bound = { $unit }: these people have an account. Tap a name to see it or to unbind it.
invite-nobody-unbound = Everyone here has an account; nobody is left to invite.
invite-nobody-bound = Nobody here has an account yet.
invite-show-bound = Those with an account
invite-show-unbound = Those without
invite-make = Make a new link
invite-copy = Copy the link
invite-made =
    The personal QR code of { $name } ({ $unit }).
    Let them scan it, or tap “Copy the link” and send it to them alone. It works once, until { $until }; earlier links are no longer good.
    { $link }
invite-sheet-heading = { $unit }: QR codes for binding accounts
invite-sheet-how-1 = With Telegram on your phone, scan the QR code under your own name.
invite-sheet-how-2 = Tap “Open”, then “Start”; when it says that you are in, you are done.
invite-sheet-how-3 = Each code is for one person and works once. Please do not photograph or pass on; destroy this page afterwards.
invite-sheet-until = Good until: { $until }
error-no-such-unit = The roster has no unit “{ $place }”. Please write its full name from the top, parts separated by “/”.
error-link-made-already = The link was made a moment ago. If it did not reach you, please tap once more.
