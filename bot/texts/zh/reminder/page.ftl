reminders-own = 接下来 14 天会提醒您：
reminders-own-none = 接下来 14 天没有要提醒您的事。
reminders-more = ……另有 { $count } 条，到时会提醒您。
reminders-hour = 每天最多一条，{ $hour } 发给您（签到提醒在开会前另发）。
reminders-muted = 您已关闭的提醒：{ $kinds }。
reminders-when = { $when }
reminders-entry-people = · { $entry } → { $people } 人
reminders-of-unit = 全支部的提醒：{ $unit }
reminders-settings =
    现在每天 { $hour } 提醒您。要换时间，请点下面的时间。
    不想收到的种类，点一下就关闭，再点一下打开。
    这几种不能关闭：{ $stays }。
    周末和节假日只提醒开会和测评的事，其他的在工作日提醒。
reminders-typed = 输入别的时间
reminders-reset = 全部恢复默认
reminders-back = « 返回
reminders-chosen = ● { $what }
reminders-on = ✅ { $kind }
reminders-off = 🔕 { $kind }
reminders-hour-prompt = 您希望每天几点收到提醒？请输入 { $first } 到 { $last } 之间的时间，比如“早上9点”或 9:00。
reminders-unit = { $unit }接下来 14 天会发出的提醒（改过提醒时间的人，按自己选的时间收到）：
reminders-unit-none = { $unit }接下来 14 天没有要发出的提醒。
reminders-lost = 有 { $count } 人收不到提醒。
reminders-lost-none = 所有人都能收到提醒。
reminders-who = 谁收不到？
reminders-who-lost = { $unit }收不到提醒的人：没有绑定账号 { $unbound } 人，停用了机器人 { $blocked } 人。
reminders-blocked = 停用了机器人：{ $names }。请他们在 Telegram 里打开本机器人，点“重新启动”；手机丢了或换了账号的，点名字解除绑定。
reminders-unbound = 还没有绑定：{ $names }。点名字，生成一条新的链接发给本人。
reminders-card = { $name }
reminders-link = 发链接：{ $name }
reminder-kind-meeting = 会议
reminder-kind-checkin = 签到
reminder-kind-topic = 没定主题
reminder-kind-due = 整改到期
reminder-kind-month = 整改月度小结
reminder-kind-overdue = 整改逾期
reminder-kind-leave = 请假待批
reminder-kind-norm = 应开的会
reminder-kind-probation = 预备期满
reminder-kind-term = 任期到期
reminder-entry-meeting = “{ $what }”提前 { $days } 天提醒
reminder-entry-checkin = “{ $what }”签到提醒
reminder-entry-topic = “{ $what }”还没有定主题
reminder-entry-due = 整改事项{ $due }到期：{ $what }
reminder-entry-month =
    整改月度小结：{ $scope ->
        [own] 我负责的整改事项
        [owners] 各责任人负责的整改事项
        [below] 下级党组织的整改事项
       *[unit] 本党组织的整改事项
    }（{ $what }）
reminder-entry-overdue = 整改事项逾期 { $days } 天提醒：{ $what }
reminder-entry-overdue-unless = 如果到时还没交：逾期提醒（{ $due }到期：{ $what }）
reminder-entry-leave = “{ $what }”有请假待批
reminder-entry-norm = 应开的会：{ $what }
reminder-entry-probation = 预备期快满：{ $what }
reminder-entry-term = 任期快到期：{ $what }
reminder-entry-elsewhere = 其他党组织的事（{ $kind }）
error-reminder-hour-quiet = 这个时间不发提醒。请选 { $first } 到 { $last } 之间的时间。
error-reminder-hour-unread = 没看懂是几点。请输入时间，比如“早上9点”或 9:00。
error-reminder-stays = 这种提醒很重要，不能关闭。
