menu-main =
    { $name }同志，您好！（{ $unit }）
    请点下面的按钮，也可以直接把想问的话发给我。
menu-main-administrator =
    您好！您是管理员。
    请点下面的按钮。
menu-open-home = 回到主菜单
menu-open-checkin = 签到
menu-open-meeting = 会议
menu-open-leave = 请假
menu-open-rating = 测评
menu-open-grade = 支部等级
menu-open-reminders = 提醒
menu-open-rectify = 整改
menu-open-me = 我的
menu-open-ask = 提问
menu-open-language = 语言 Language
menu-open-call = 召集会议
menu-open-series = 定期会议
menu-open-ledger = 考勤台账
menu-open-invite = 邀请成员
menu-open-posts = 职务
menu-open-roster = 名册
menu-earlier = « 上一页
menu-later = 下一页 »
menu-command-start = 主菜单
menu-command-checkin = 签到
menu-command-meeting = 会议
menu-command-leave = 请假
menu-command-rating = 无记名测评
menu-command-grade = 支部等级
menu-command-reminders = 提醒和设置
menu-command-rectify = 整改台账
menu-command-posts = 职务
menu-command-me = 我的信息
menu-command-ask = 提问
menu-command-language = 语言 Language
menu-command-help = 帮助
menu-command-cancel = 取消正在填写的内容
menu-help-member =
    您可以：
    · 签到：/checkin，或者点会议通知里的按钮、扫会场屏幕上的二维码
    · 看会议：/meeting　请假：/leave
    · 无记名测评，投票、看结果：/rating
    · 看支部等级：/grade　看自己的信息：/me
    · 看整改台账，交整改材料：/rectify
    · 看会提醒您什么，改提醒的时间：/reminders
    · 有问题直接打字问，比如“下次会议什么时候”
menu-help-duties =
    您有职务，还可以：
    · 召集会议、看考勤台账、邀请成员：发送 /start，点相应的按钮
    · 看职务和换人：/posts
    · 导入名册：把 XLSX 或 CSV 文件直接发给我
menu-help-administrator = 您是管理员：可以给各级党组织任命职务（/posts），也可以导入任何一级的名册。
menu-help-end = 填到一半不想填了，发送 /cancel。换语言：/language。
message-cut = ……（太长了，后面的没有显示）
