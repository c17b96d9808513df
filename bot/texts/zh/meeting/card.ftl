meeting-heading = 【{ $title }】
meeting-line-type = 类型：{ $type }
meeting-line-unit = 召集：{ $unit }
meeting-line-time = 时间：{ $when }
meeting-line-session = 第 { $number } 场：{ $when }
meeting-line-place = 地点：{ $value }
meeting-line-host = 主持：{ $value }
meeting-line-recorder = 记录：{ $value }
meeting-line-ways = 签到方式：{ $ways }
meeting-line-agenda = 议程：
meeting-item = { $number }. { $item }
meeting-item-to-decide = { $number }. { $item }（表决）
meeting-line-people =
    应到：{ $invited } 人，其中有表决权 { $voting } 人{ $guests ->
        [0] {""}
       *[other] ；列席 { $guests } 人
    }
meeting-line-coming = 已回复会来：{ $coming } 人
meeting-line-reason = 原因：{ $reason }
meeting-you-come = ✓ 您已回复：会来
meeting-you-are-here = ✓ 您已签到：{ $at }
meeting-is-cancelled = 这场会议已经取消，不用来了。
meeting-way-button = 点按钮
meeting-way-qr = 扫码
meeting-way-place = 共享位置
meeting-way-by-hand = 由书记或记录人代为登记
meeting-way-remote = 线上
meeting-busy = ⚠ 有 { $count } 人同一时间另有会议：{ $names }
meeting-busy-more = ⚠ 有 { $count } 人同一时间另有会议：{ $names }等
meeting-holiday = ⚠ 这一天放假（{ $name }）。
meeting-day-off = ⚠ 这一天是休息日。
meeting-nothing = 没有
meeting-published = 已发布。
meeting-told =
    已通知 { $told } 人{ $unbound ->
        [0] 。
       *[other] ；另有 { $unbound } 人还没有绑定账号，请另行告知。
    }
meeting-told-at =
    现在是休息时间，先不打扰大家：{ $at } 通知 { $told } 人{ $unbound ->
        [0] 。
       *[other] ；另有 { $unbound } 人还没有绑定账号，请另行告知。
    }
meeting-told-others =
    已通知其他 { $told } 人{ $unbound ->
        [0] 。
       *[other] ；另有 { $unbound } 人还没有绑定账号，请另行告知。
    }
meeting-button-come = 会来
meeting-button-leave = 请假
meeting-button-checkin = 签到
meeting-button-checkin-session = 签到 第 { $number } 场 { $hour }
meeting-button-change = 修改
meeting-button-live = 到会人数
meeting-button-board = 会场二维码
meeting-button-guests = 列席人员
meeting-button-cancel = 取消会议
meeting-button-back = « 返回
meeting-button-week = 本周会议
meeting-button-month = 本月会议
meeting-button-call = 召集会议
meeting-field-title = 标题
meeting-field-time = 时间
meeting-field-place = 地点
meeting-field-host = 主持
meeting-field-recorder = 记录
meeting-field-agenda = 议程
meeting-field-ways = 签到方式
meeting-come-noted = 好的，记下了：您会来。
meeting-list = 接下来的会议：
meeting-list-none = 接下来没有安排会议。有新的会议，我会马上通知您。
meeting-list-between = { $first }到{ $last }的会议：
meeting-list-between-none = { $first }到{ $last }没有会议。
meeting-list-line = { $number }. { $title }，{ $when }，{ $place }
meeting-list-button = { $number }. { $title }
meeting-called = 请您参加会议：
meeting-called-what-to-do = 能来请点“会来”，来不了请点“请假”。到了会场，点“签到”。
meeting-changed = 会议有变动，请留意：
meeting-was = 原来的{ $field }：{ $value }
meeting-is-now = { $field }改为：{ $value }
meeting-asked-again = 时间改了，请重新回答：能来请点“会来”，来不了请点“请假”。
meeting-cancelled = 会议取消了，请不要前往：

error-meeting-has-ended = “{ $title }”已经结束了。发送 /meeting 可以看到接下来的会议。
