reminder-own = 提醒您：
reminder-duties = 您负责的，请处理：
reminder-line = · { $text }
reminder-in-days =
    { $days ->
        [0] 今天（{ $day }）
        [1] 明天（{ $day }）
        [2] 后天（{ $day }）
       *[other] { $days } 天后（{ $day }）
    }
reminder-days-ago =
    { $days ->
        [1] 昨天（{ $day }）
       *[other] { $days } 天前（{ $day }）
    }
reminder-meeting = { $day } { $hour } “{ $title }”，地点：{ $place }。能不能来，请点下面的按钮。
reminder-meeting-coming = { $day } { $hour } “{ $title }”，地点：{ $place }。您已回复会来。
reminder-meeting-leave-asked = { $day } { $hour } “{ $title }”，地点：{ $place }。您已请假，还在等批复。
reminder-topic = { $day } { $hour } 的“{ $title }”还没有定主题，请写上标题或议程。
reminder-leave = { $name }向“{ $title }”（{ $day } { $hour }）请假，还在等您批。
reminder-door = { $what } { $at } 就要开始了，到了请点“签到”。
reminder-door-leave-asked = 您的请假还没有批复；如果能来，到了直接签到就行。
reminder-button-come = 会来：{ $title }
reminder-button-leave = 请假：{ $title }
reminder-button-topic = 定主题：{ $title }
reminder-button-grant = ✓ 准假 { $name }
reminder-button-refuse = 不准 { $name }
reminder-later = 明天再提醒
reminder-settings = 提醒设置
reminder-put-off = 好的，还没办完的{ $day }再提醒您。
reminder-too-late = 等不到明天，不能往后推：
reminder-nothing-left = 这些事都已经办完或过去了，不用再提醒。
