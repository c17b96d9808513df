rating-list = 和您有关的测评。点一个看看。
rating-none = 现在没有和您有关的测评。有了新的测评，我会告诉您。
rating-name = { $unit }：{ $title }
rating-title-person = 对{ $name }的评议
rating-label = { $name } · { $state }（{ $day }）
rating-look = 看这场测评
rating-prepare = 准备新的测评
rating-state-submitted = 待开启
rating-state-opening = 正在开启
rating-state-open = 进行中
rating-state-ended = 待计票
rating-state-closing = 正在计票
rating-state-counted = 正在计票
rating-state-closed = 已结束
rating-state-void = 已作废
rating-state-withdrawn = 已撤回
rating-now-submitted = 状态：已经报上去，等上级（或者管理员）定监督人、计票人并开启。
rating-now-opening = 状态：正在开启，一般几秒钟就好。开启以后会通知每一位投票人。
rating-now-open = 状态：正在投票。
rating-now-ended = 状态：投票已经结束，等监督人和计票人一起计票。
rating-now-closing = 状态：正在计票，一般几秒钟就好。
rating-now-waits = 状态：还不能计票，打开选票的密钥找不到了。请告诉管理员把密钥文件夹放回原处，放好以后会自动计票。
rating-now-counted = 状态：正在计票，一般几秒钟就好。
rating-now-closed = 状态：已经结束。
rating-now-void = 状态：已经作废，没有结果。
rating-now-withdrawn = 状态：开启以前就撤回了，没有人投过票。
rating-line-turnout = 发出 { $issued } 票，收回 { $returned } 票。
rating-line-returned = 截至 { $at }，收回 { $count } 票，应投 { $of } 人。这个数每十分钟更新一次，不显示谁投了。
rating-line-asked = 问什么：{ $questions }
rating-asked = { $choices }
rating-asked-more = { $choices }；另有 { $count } 项指标
rating-asked-comment = ；可以写意见
rating-line-closes = 投票截止：{ $at }
rating-line-closes-void = 原定投票到：{ $at }
rating-line-who-list = 投票人：{ $groups }，共 { $count } 人
rating-line-who-present = 投票人：开启时已签到的{ $groups }，{ $count } 人
rating-line-roles = 监督人：{ $supervisor }　计票人：{ $teller }
rating-nobody-yet = 未定
rating-groups-members = 党员
rating-groups-masses = 党员和群众
rating-groups-all = 党员、群众和服务对象
rating-groups-full = 正式党员
rating-appoint-first = 请先定好监督人和计票人，再开启。
rating-may-open = 可以开启了。开启以后，投票人名单和截止时间都不能再改。
rating-too-few = ⚠ 投票人不到 { $least } 人，不能开启。
rating-appoint-supervisor = 定监督人
rating-appoint-teller = 定计票人
rating-change-supervisor = 换监督人
rating-change-teller = 换计票人
rating-open = ✅ 开启测评
rating-paper = 纸质票
rating-void = 作废这场测评
rating-roll = 投票人名单（{ $count } 人待确认）
rating-waiting = 有 { $count } 人要您确认以后才能投票。
rating-none-waiting = 没有人在等您确认。
rating-told-submitted =
    { $unit }准备了一场无记名测评“{ $title }”，投票到{ $closes }为止。
    请定好监督人和计票人，然后开启。
rating-told-supervisor =
    { $unit }：{ $title }
    这场无记名测评请您监督，共 { $electors } 人投票，到{ $closes }为止。
    投票结束以后，请您和计票人一起计票。谁也看不到谁投了什么。
rating-told-teller =
    { $unit }：{ $title }
    这场无记名测评请您计票，共 { $electors } 人投票，到{ $closes }为止。
    投票结束以后，请您和监督人一起计票。谁也看不到谁投了什么。
rating-told-code = 校验码：{ $code }。投票人看到的都应当一样；有人说不一样，请让大家先不要投票，马上告诉上级。
rating-card = { $unit }的无记名测评，请核对一遍。要改哪一项，就点哪一项。
rating-card-person = · 测评对象：{ $value }
rating-card-title = · 表决事项：{ $value }
rating-card-indicators = · 每项指标也打分：{ $value }
rating-card-majority = · 通过条件：{ $value }
rating-card-groups = · 谁投票：{ $value }
rating-card-split = · 各类人分开统计（每类不少于 5 票才显示）：{ $value }
rating-card-source = · 名单：{ $value }
rating-card-comment = · 可以写意见：{ $value }
rating-card-paper = · 给不能用手机的人发纸质票：{ $value }
rating-card-closes = · 投票截止：{ $value }
rating-card-electors = 照现在的名单，投票人有 { $count } 人；以开启那一刻为准。
rating-card-round = 这是本次分类定级的测评。
rating-on = 是
rating-off = 否
rating-missing = （还没有填）
rating-subject-unit = 支部定级
rating-subject-person = 评议人
rating-subject-motion = 表决
rating-edit-person = 选测评对象
rating-edit-title = 写表决事项
rating-edit-indicators = 每项指标
rating-edit-majority = 换通过条件
rating-edit-groups = 换投票人
rating-edit-split = 分开统计
rating-edit-source = 名单
rating-edit-comment = 写意见
rating-edit-paper = 纸质票
rating-edit-closes = 改截止时间
rating-submit = ✅ 报给上级
rating-back = 回到核对页
rating-left = 好的，没有改。
rating-ask-unit = 准备哪个党组织的测评？也可以打字查找。
rating-ask-person = 测评谁？点下面的名字，或者打字发姓名。
rating-ask-title = 表决什么？请打字发给我，最多 100 个字，比如“同意某某同志转为正式党员”。
rating-ask-meeting = 谁来投票？可以是本单位全体，也可以是某次会议已签到的人（以开启那一刻的签到为准）。
rating-ask-closes = 投票到什么时候为止？点一个，或者打字，比如“十分钟后”“明天18:00”。
rating-source-list = 全体
rating-source-present = 已签到“{ $meeting }”的人
rating-until-soon = 半小时后
rating-until-tonight = 今天 22:00
rating-until-tomorrow = 明天 18:00
rating-submitted = ✓ “{ $unit }：{ $title }”已经报上去了。上级（或者管理员）定好监督人和计票人、开启以后，每位投票人都会收到通知。
rating-submitted-untold = “{ $unit }：{ $title }”已经准备好了，但还没有人能开启：上级没有人绑定账号；没有上级的，要由不是这个党组织的管理员来开启。请联系上级或者管理员。
rating-ask-supervisor =
    { $unit }：{ $title }
    请谁监督？{ $above ->
        [no] 这个党组织没有上级，有账号的人都可以，只是不能是投票人、委员和被测评的人。
       *[yes] 监督人由上级派出，不能是这个党组织的人。
    }点下面的名字，或者打字发姓名。
rating-ask-teller =
    { $unit }：{ $title }
    请谁计票？计票人是这个党组织的人，不能是支委，也不能是被测评的人。点下面的名字，或者打字发姓名。
rating-roll-head = 投票人共 { $count } 人，{ $source }。这里看不到谁投了。
rating-roll-list = 按名册确定
rating-roll-present = 按会议签到确定
rating-confirm = 确认{ $name }
rating-confirmed = ✓ 已确认{ $name }的账号，可以投票了。已经告诉本人。
rating-bound = { $day }绑定账号
rating-bound-long = 已绑定账号
rating-unbound = 没有账号
rating-on-paper = 用纸质票
rating-voters-members = 党员
rating-voters-masses = 群众
rating-voters-service-users = 服务对象
rating-doubt-new-account = 最近才绑定账号
rating-doubt-new-standing = 最近改了类别或单位
rating-doubt-by-hand = 由别人代签到
rating-doubt-outside = 外部代表
rating-doubt-rebound = 开启以后换了账号
error-rating-case-rated = 这次定级已经有测评结果了，不能再测一次。结果请看定级的那一页。
error-rating-groups-wanted = 这次定级的标准要听这些人的意见，并且分开计票，所以这里不能改。
error-rating-not-now = 这场测评已经到另一步了，这件事现在不能办。发送 /rating 看看现在的情况。
error-own-rating = 这场测评测的是您本人，不能由您代表上级办理，请上级其他同志办理。
error-own-unit-rating = 您在这个党组织的支委会任职，这场测评不能由您代表上级办理，请上级其他同志办理。
error-rating-changed = 这场测评刚刚有变化，还没有开启。发送 /rating 再看一遍，然后开启。
error-rating-overdue = 投票截止时间已经过去了，这场测评不能再开启。请点“退回这场测评”，请支部书记重新准备一场。
error-rating-too-late = 投票截止时间已经过去了，请换一个以后的时间。
error-rating-too-long = 投票最多开放 { $days } 天，请换一个早一点的时间。
error-rating-roles-missing = 还没有定好监督人和计票人，请先定好再开启。
error-electors-too-few = 投票人现在只有 { $count } 人，不到 { $least } 人，不能开启，否则容易猜出谁投了什么。
error-rating-group-absent = 这次定级要听{ $voters ->
    [members] 党员
    [masses] 群众
   *[service_users] 服务对象
}的意见，可是他们还没有人在会上签到，现在不能开启。请书记请他们到会签到，再来开启；或者撤回这场测评，改成按名单投票，再报一次。
error-rating-too-alike = { $days } 天之内，同一件事已经测评过，投票人只差几个人，再测一次就能推算出这几个人投了什么，所以不能开启。请过些日子再办。
error-rating-same-again = { $days } 天之内，同一件事已经由同样的人测评过，或者正在测评，不能再来一次。请以那一次为准，或者过些日子再办。
error-rating-voting-over = 投票时间已经过了，不能再确认投票人。
error-rating-mark = 文字里不能有“{ $mark }”这个符号，请去掉以后再发。
error-rating-person-missing = 还没有选测评对象，请点“选测评对象”。
error-rating-motion-missing = 还没有写表决事项，请点“写表决事项”。
error-rated-unfit = 测评对象要是{ $unit }的人，请另选一位。
error-rating-meeting-unfit = 这次会议不能用来确定投票人，请选本单位最近的一次会议，或者选“全体”。
error-supervisor-unfit = { $name }不能监督：监督人要由上级派出，不能是这个党组织的人。请另选一位。
error-teller-unfit = { $name }不是这个党组织的人，不能计票。请另选一位。
error-role-barred = { $name }是被测评的人，或者是这个党组织的委员，不能监督或计票。请另选一位。
error-role-unbound = { $name }还没有绑定账号，不能监督或计票。请先发给邀请链接，或者另选一位。
error-role-nobody =
    { $role ->
        [supervisor] 现在没有合适的人当监督人：要绑定了账号，而且不是投票人、委员和被测评的人。请先邀请合适的人绑定账号。
       *[teller] 现在没有合适的人当计票人：要是这个党组织的人，绑定了账号，而且不是委员和被测评的人。请先邀请合适的人绑定账号。
    }
error-elector-on-paper = 已经给这位投票人发了纸质票，不能再用手机投票。
error-elector-account-changed = 这位投票人的账号刚刚换了，或者解绑了，这次没有确认。请重新打开名单看看。
