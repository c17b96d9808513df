# The list of meetings, for the person who asks; above it the leaves that wait for the reader's answer

leave-which = 要从哪次会议请假？请点下面的按钮。
leave-nothing-ahead = 您近期没有需要参加的会议，不用请假。
leave-from = 请假：{ $day } { $title }
leave-withdraw-from = 撤回请假：{ $day } { $title }
leave-more = 更多会议 »
leave-waiting = 有 { $count } 份请假等您批：
leave-line = · { $name }，“{ $title }”（{ $at }），原因：{ $reason }

# The person who asks: the form, then how the leave stands

leave-why =
    向“{ $title }”（{ $at }）请假。
    请写一句请假的原因，发给我就行，例如：身体不适。
leave-asker-asked =
    “{ $title }”（{ $at }）的请假已经交给书记了，批复后我马上告诉您。
    原因：{ $reason }
leave-nobody-to-ask =
    “{ $title }”（{ $at }）的请假已经记下了，但现在没有能批假的人在用这个助手。请您再当面或打电话和书记说一声。
    原因：{ $reason }
leave-asker-granted = ✓ “{ $title }”（{ $at }）的请假已获批准（{ $by }）。如果又能来了，到时直接签到就行。
leave-asker-refused = “{ $title }”（{ $at }）的请假没有获批（{ $by }）。请按时参加；有困难请直接联系书记。
leave-asker-withdrawn = “{ $title }”（{ $at }）的请假已经撤回，请按时参加。
leave-asker-over-here = 您在“{ $title }”已签到（{ $here }），以到会为准，不用再撤回请假。
leave-withdraw = 撤回请假

# Those who decide: the request, then the answer to their tap

leave-asked =
    { $name }向“{ $title }”（{ $at }）请假。
    原因：{ $reason }
leave-grant = ✓ 准假
leave-refuse = 不准
leave-decider-granted = ✓ 已准假：{ $name }，“{ $title }”。已经告诉本人。
leave-decider-refused = 没有准假：{ $name }，“{ $title }”。已经告诉本人。
leave-decided-before-granted = { $name }向“{ $title }”的请假，{ $by }已经批准了。
leave-decided-before-refused = { $name }向“{ $title }”的请假，{ $by }已经决定不批准。
leave-they-withdrew = { $name }撤回了“{ $title }”（{ $at }）的请假，会来参加。

# Everybody who reads who decided, where an administrator did

leave-administrator = 管理员

# Refusals: to the person who asks; `error-own-leave` to one who decides

error-meeting-over = “{ $title }”已经结束，不能再请假了。如果出勤记录不对，请联系书记更正。
error-checked-in-already = 您在“{ $title }”已签到（{ $at }），不用再请假。要提前离开，请当面和书记说一声。
error-own-leave = 自己的请假要由别人来批，我已经交给能批的人了。
