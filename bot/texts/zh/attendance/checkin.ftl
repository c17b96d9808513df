checkin-meeting = “{ $title }”
checkin-session = “{ $title }”第 { $number } 场
checkin-present = ✓ 签到成功：{ $what }，{ $at }。
checkin-late =
    ✓ 签到成功：{ $what }，{ $at }。
    已过规定时间，记为“迟到”。如有特殊情况，请和书记说明。
checkin-remote = ✓ 已记为远程参加：{ $what }，{ $at }。
checkin-again = 您已经签过到了，不用再签：{ $what }，{ $at }，记为“{ $state }”。
checkin-marked-absent = { $what }中，您被记为“缺席”。如果不对，请联系书记更正。
checkin-by-place = 按位置签到只作参考；您的位置没有保存。
checkin-outside = 您现在不在“{ $title }”的会场范围内，没有签到。请到会场后再发一次实时位置，或者请书记代您登记。只记下您不在会场附近，您的位置没有保存。
checkin-despite-leave = 您请过假，现在以到会为准。
checkin-toast = ✓ 签到成功
checkin-toast-again = 您已经签过到了
checkin-where = 参加“{ $title }”，您现在是：
checkin-here = 在现场
checkin-remotely = 远程参加
checkin-which = 现在有几场可以签到，请点您参加的那一场（后面是截止时间）：
checkin-none = 现在没有需要您签到的会议。有会议时，我会提前告诉您。
checkin-next = 现在还不能签到。下一次是{ $what }，{ $opens } 开始签到。到时发送 /checkin 或点会议消息里的按钮就可以。
error-not-open-yet = 签到还没有开始，{ $opens } 开始。请到时再点一次。
error-closed = 签到已在 { $closes } 结束，现在不能再签。如果您到会了，请联系书记更正。
error-way-not-accepted = { $way ->
    [button] 这次会议不用按钮签到。请扫会场屏幕上的二维码，或者请书记代您登记。
    [qr] 这次会议不用扫码签到。请点会议消息里的“签到”按钮，或者请书记代您登记。
    [remote] 这次会议不能远程参加。请到现场签到；来不了的话，请点“请假”。
   *[other] 这次会议不接受这种签到方式。请看会议消息里写的方式，或者请书记代您登记。
}
error-remote-not-for-you = 远程参加只面向离退休和流动党员。请到现场签到；来不了的话，请点“请假”。
error-code-unreadable = 这个码不是签到码。请用手机重新扫一下会场屏幕上的二维码。
error-code-not-valid = 这个签到码已经过期了。请重新扫一下会场屏幕上现在的二维码。
error-meeting-cancelled = “{ $title }”已经取消了，不用再办。
error-not-invited = 您不在这次会议的参加名单里。如果您应该参加，请联系会议的组织者。
error-place-pin = 这是地图上选的位置，不能用来签到。请点“附件 → 位置 → 分享实时位置”再发一次。
error-place-forwarded = 转发的位置不能用来签到。请在会场用自己的手机分享实时位置。
error-no-place-now = 现在没有需要按位置签到的会议。您的位置没有保存。发送 /checkin 看看现在可以签到的会议。
by-hand-who = { $what }还没有签到的人。要代谁签到？
by-hand-all-here = { $what }没有要代签到的人了。
by-hand-share = 已签到 { $attended } 人，其中代签到 { $by_hand } 人。
by-hand-why = 为什么代{ $name }签到？
by-hand-no-phone = 没有手机
by-hand-no-power = 手机没电
by-hand-other = 其他原因（自己写）
by-hand-back = « 返回名单
by-hand-done = ✓ 已代{ $name }签到（{ $at }）。
by-hand-already = { $name }自己已经签到了（{ $at }），不用代签。
by-hand-type = 请写出在“{ $title }”代{ $name }签到的原因，发给我就行。
error-use-correction = 这一场已经结束了，不能再代签到。请在会议的“到会人数”里点“出勤明细”，再点“更正”。
error-not-invited-there = 这个人不在这次会议的参加名单里。请先在会议里加上，再登记出勤。
live-attended = 应到 { $expected } 人，已到 { $attended } 人
live-states = 到会 { $present }，迟到 { $late }，远程 { $remote }
live-others = 请假 { $leave }，未到 { $waiting }；回复参加 { $coming } 人
live-by-hand = 代签到 { $by_hand } 人，占已到的 { $percent }%
live-guests = 其中列席 { $guests } 人
live-exempt = 免于出勤 { $exempt } 人
live-quorum-reached = ✓ 有表决权的 { $expected } 人中到了 { $attending } 人，够法定人数（需 { $enough } 人）
live-quorum-missing = 有表决权的 { $expected } 人中到了 { $attending } 人，还差 { $missing } 人才够法定人数（需 { $enough } 人）
live-missing = 还没到：{ $names }
live-missing-more = 等，另有 { $count } 人
live-by-hand-button = 代签到
live-sheet-button = 出勤明细
