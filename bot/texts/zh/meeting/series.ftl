series-ask-unit = 哪个组织要定期开会？请点一个：
series-ask-group = 哪个党小组？请点一个：
series-ask-type = 要定期召集哪种会议？
series-ask-rule =
    “{ $title }”按什么规律开？
    点一个，或者直接打字，比如“每月第二个周五”“每周三下午三点”“每季度第一个月10日”。
series-ask-hour =
    “{ $title }”几点开？
    点一个，或者直接打字，比如“下午三点到五点”“19:30”。
series-ask-holidays = 遇到节假日或周末，怎么办？（国家规定的调休上班日照常开）
series-ask-place =
    “{ $title }”在哪里开？
    点一个，或者直接打字。
series-ask-place-new = “{ $title }”在哪里开？请打字发给我。
series-rule-weekly = 每{ $weekday }
series-rule-weeks = 每 { $every } 周的{ $weekday }
series-rule-month-day = 每月 { $day } 日
series-rule-month-end = 每月最后一天
series-rule-month-weekday = 每月{ $which }{ $weekday }
series-rule-quarter = 每季度{ $month }月 { $day } 日
series-nth-1 = 第一个
series-nth-2 = 第二个
series-nth-3 = 第三个
series-nth-4 = 第四个
series-nth-last = 最后一个
series-holidays-later = 推到后面的工作日
series-holidays-earlier = 提前到前面的工作日
series-holidays-skip = 那次不开
series-holidays-keep = 照常开
series-why-swap = 调休放假
series-why-weekend = 周末
series-why-off = 休息日
series-why-worked = 调休上班
series-day = · { $day }
series-day-of-year = { $year }年{ $day }
series-day-noted = · { $day }（{ $note }）
series-day-number = { $day }日
series-month = { $month }：{ $days }
series-special = 其中：
series-more-special = ……另有 { $count } 次也作了调整
series-note-moved = 原定{ $day }，遇{ $why }
series-note-busy = { $count } 人同时另有会议
series-note-and = ；
series-left-day = { $day }（{ $why }）
series-left = 不开：{ $days }
series-unknown = 注意：{ $years } 年的放假安排还没有公布，先按周一到周五上班推算。公布以后，可以把受影响的那次单独改期。
series-heading = { $unit } · { $title }
series-line-rule = 规律：{ $rule }，{ $hours }
series-line-rule-only = 规律：{ $rule }
series-line-hours = 时间：{ $hours }
series-line-place = 地点：{ $value }
series-line-host = 主持：{ $value }
series-line-recorder = 记录：{ $value }
series-line-people = 参加：{ $invited } 人，其中有表决权 { $voting } 人
series-line-holidays = 遇放假：{ $rule }
series-line-count = 到{ $last }，共 { $count } 次：
series-line-reason = 原因：{ $reason }
series-card-end = 还没有通知任何人。点“确认并通知大家”后，每人收到一条总通知；每次开会前几天再提醒，临开会时发签到按钮。
series-button-publish = 确认并通知大家
series-button-rule = 改规律
series-button-hour = 改时间
series-button-holidays = 改放假规则
series-button-place = 改地点
series-button-year = 只排到年底
series-button-twelve = 排满十二个月
series-button-back = 不改了，返回
series-button-list = 定期会议
series-button-show = 看看这些会议
series-button-new = 再安排一个定期会议
series-button-end = 后面的都不开了
series-dates-passed = 第一次开会的时间已经过了，我重新排了一遍，请看下面的新安排再确认。
series-published = 已定好：{ $title }，共 { $count } 次。
series-list = 正在进行的定期会议：
series-list-line = · { $title }（{ $unit }）：{ $rule }，还有 { $count } 次，下次 { $next }
series-list-button = { $title } · { $unit }
series-coming = 还有 { $count } 次：
series-coming-none = 后面没有要开的会了。
series-one-by-one = 只改其中一次：发送 /meeting，找到那一次再改期或取消。
series-called = { $unit }通知：{ $title }定好了，共 { $count } 次。
series-called-end = 每次开会前几天会提醒您，可以请假；临开会时会发签到按钮。现在不用做什么。
series-ended = { $unit }通知：{ $title }后面的 { $count } 次不开了。
series-ask-reason =
    { $unit }的“{ $title }”还有 { $count } 次。
    请写一句不再开的原因。发出后，这 { $count } 次全部取消，并通知 { $people } 人。
    不想取消就点下面的“不取消了，返回”，会议照常开。
series-end-done = 已取消“{ $title }”后面的 { $count } 次，通知了 { $people } 人。
error-series-rule-unreadable = 没看懂这个规律。请换个说法，比如“每月5日”“每月第二个周五”“每周一”“每两周周三”“每季度第一个月10日”。
error-series-hour-unreadable = 没看懂这个时间。请只写钟点，比如“15:00”或“下午三点到五点”。
error-series-no-dates = 按这个安排，这段时间里一次也排不上。请换一个规律、放假规则或时间。
error-series-no-types = 这个组织没有可以定期召集的会议。请用 /meeting 单独召集一次。
error-series-over = 这个定期会议后面已经没有要开的了，不用再取消。
