group-greeting =
    大家好，我是支部的小助手。
    支部书记、副书记或组织委员点一下“连接本群”，以后会议通知就会发到群里。
group-link-button = 连接本群
group-open-bot = 打开和我的私聊
group-which-unit = 本群要连接到哪个组织？请点一个：
group-is-linked =
    本群已连接到{ $unit }，以后会议通知会发到这里。
    签到、请假和个人的事，请在和我的私聊里办。
    不再需要时，书记在群里发送 /unlink 即可。
group-is-unlinked = 本群和{ $unit }的连接已取消，以后会议通知不再发到这里。需要时发送 /link 可以重新连接。
group-was-not-linked = 本群还没有连接任何组织。书记在群里发送 /link 就可以连接。
group-in-private = 为保护个人信息，这件事请在和我的私聊里办。点下面的按钮就能打开。
group-called =
    【会议通知】{ $unit }
    { $title }
    时间：{ $when }
    地点：{ $place }
    签到和请假请在私聊里办。
group-changed =
    【会议有变动】{ $unit }
    { $title }，以下面的为准：
    时间：{ $when }
    地点：{ $place }
group-cancelled =
    【会议取消】{ $unit }
    { $title }不开了，原定时间：
    { $when }
    请大家不用前来。
group-series =
    【会议安排】{ $unit }
    { $title }，共 { $count } 次，{ $hours }，{ $place }
    { $when }
    每次开会前一天，私聊里会收到提醒和签到按钮。
group-series-ended =
    【会议安排结束】{ $unit }
    { $title }后面的 { $count } 次不开了：
    { $when }
error-group-only = 这个命令要在群里用。请先把我加进支部的群，再在群里发送 /link。
error-group-for-secretary = 连接本群要由支部书记、副书记或组织委员来办，请他们在群里发送 /link。
error-group-linked-elsewhere = 本群已经连接到{ $unit }。要换组织，请那里的书记先在群里发送 /unlink。
