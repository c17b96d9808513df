# The list of meetings, for the person who asks; above it the leaves that wait for the reader's answer

leave-which = Which meeting do you need leave from? Please tap a button below.
leave-nothing-ahead = You are expected at no meeting soon, so there is nothing to ask leave from.
leave-from = Leave: { $day } { $title }
leave-withdraw-from = Withdraw leave: { $day } { $title }
leave-more = More meetings »
leave-waiting = Requests for leave waiting for your answer: { $count }
leave-line = · { $name }, “{ $title }” ({ $at }), reason: { $reason }

# The person who asks: the form, then how the leave stands

leave-why =
    Leave from “{ $title }” ({ $at }).
    Please type the reason in a sentence and send it, for example: I am unwell.
leave-asker-asked =
    Your request for leave from “{ $title }” ({ $at }) has gone to the secretary; I will tell you the answer at once.
    Reason: { $reason }
leave-nobody-to-ask =
    Your request for leave from “{ $title }” ({ $at }) is written down, but nobody who could answer it uses this assistant now. Please also tell your secretary yourself.
    Reason: { $reason }
leave-asker-granted = ✓ Your leave from “{ $title }” ({ $at }) is granted ({ $by }). If you can come after all, simply check in.
leave-asker-refused = Your leave from “{ $title }” ({ $at }) is not granted ({ $by }). Please come; if that is difficult, please talk to your secretary.
leave-asker-withdrawn = Your request for leave from “{ $title }” ({ $at }) is withdrawn. Please come.
leave-asker-over-here = You are checked in to “{ $title }” ({ $here }), and that is what counts: there is no leave left to withdraw.
leave-withdraw = Withdraw

# Those who decide: the request, then the answer to their tap

leave-asked =
    { $name } asks for leave from “{ $title }” ({ $at }).
    Reason: { $reason }
leave-grant = ✓ Grant
leave-refuse = Refuse
leave-decider-granted = ✓ Leave granted: { $name }, “{ $title }”. They have been told.
leave-decider-refused = Leave not granted: { $name }, “{ $title }”. They have been told.
leave-decided-before-granted = { $by } has granted { $name } leave from “{ $title }” already.
leave-decided-before-refused = { $by } has decided already not to grant { $name } leave from “{ $title }”.
leave-they-withdrew = { $name } has withdrawn the request for leave from “{ $title }” ({ $at }) and will come.

# Everybody who reads who decided, where an administrator did

leave-administrator = the administrator

# Refusals: to the person who asks; `error-own-leave` to one who decides

error-meeting-over = “{ $title }” is over, so one cannot ask for leave any more. If your attendance is wrong, please ask your secretary to correct it.
error-checked-in-already = You are checked in to “{ $title }” ({ $at }), so there is no leave to ask for. If you have to go early, please tell your secretary there.
error-own-leave = Your own leave is for someone else to answer; whoever can has been asked.
