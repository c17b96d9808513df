calendar-other-day = « 换一天
meeting-chosen = 已选：{ $choice }
meeting-left = 好的，回到会议内容。
meeting-ask-unit = 由哪个党组织召集？也可以打字查找，比如发送“高中部”。
meeting-ask-group = 哪个党小组开会？
meeting-ask-type = 召集什么会议？请点一个。
meeting-ask-when = 什么时候开？直接打字就行，比如“下周三下午三点”“3月12日 14:00”；也可以在下面点日期。
meeting-ask-day = { $hour } 开始，是哪一天？打字或在下面点日期。
meeting-ask-hour = { $day }，几点开始？打字或在下面点时间。
meeting-card = 请核对一遍，没有问题就点“发布”，我会通知参加人员。要改哪一项，就点哪一项；要改时间，也可以直接打字。
meeting-line-audience =
    参加：{ $who }，{ $invited } 人，其中有表决权 { $voting } 人{ $guests ->
        [0] {""}
       *[other] ；列席 { $guests } 人
    }
meeting-audience-unit = 全体党员
meeting-audience-committee = 委员会成员
meeting-audience-chosen = 指定人员
meeting-nobody-yet = ⚠ 还没有参加人员，请点“参加人员”选择。
meeting-button-publish = ✅ 发布
meeting-edit-title = 标题
meeting-edit-when = 时间
meeting-edit-place = 地点
meeting-edit-host = 主持
meeting-edit-recorder = 记录
meeting-edit-agenda = 议程
meeting-edit-audience = 参加人员
meeting-edit-guests = 列席人员
meeting-edit-sessions = 分场次
meeting-edit-ways = 签到方式
meeting-edit-spot = 位置签到
meeting-edit-unit = 换党组织
meeting-back-to-card = « 不改，返回
meeting-done = 完成
meeting-ask-title = 现在的标题是“{ $now }”。请发新的标题，最多 80 个字。
meeting-ask-place = 现在的地点是“{ $now }”。请发新的地点，最多 80 个字。
meeting-ask-place-known = 现在的地点是“{ $now }”。请发新的地点，最多 80 个字；也可以点下面用过的地点。
meeting-ask-host = 谁来主持？点下面的名字，或者打字查找姓名。
meeting-ask-recorder = 谁来记录？点下面的名字，或者打字查找姓名。
meeting-ask-agenda =
    请发议程，一行一项，最多 30 项。要表决的，在行末写上“（表决）”，比如：
    学习上级文件
    讨论发展党员（表决）
meeting-no-agenda = 不要议程
meeting-ask-audience = 请谁参加？
meeting-ask-chosen = 点名字选人，再点一次取消；也可以打字查找姓名。已选 { $count } 人。
meeting-ask-guests = 请谁列席？点名字选人，再点一次取消；也可以打字查找姓名。列席人员没有表决权。已选 { $count } 人。
meeting-ask-guests-none = 名册上还没有可以列席的人。请在名册文件里加上他们，“类别”写“群众代表”“两代表一委员”或“服务对象”，把文件发给我，或者交给管名册的人导入。会议内容会留着，导入以后再点“列席人员”就能选。
meeting-searched = 只显示姓名里有“{ $name }”的。
meeting-chosen-mark = ✓ { $name }
meeting-not-chosen-mark = ○ { $name }
meeting-page-earlier = « 上一页
meeting-page-later = 下一页 »
meeting-ask-sessions =
    请发每一场的时间，一行一场，每场单独签到，比如：
    9:00-11:30
    14:00-16:30
    不在同一天的，行首写上日期。只发一行就是一场。
meeting-ask-ways = 可以用哪些方式签到？点一下打开或关闭。没带手机的人，书记或记录人总可以代为登记。
meeting-ask-spot = 请发来会场的位置（点回形针，选“位置”）。在它周围 300 米以内可以用位置签到。
meeting-no-spot = 不用位置签到

error-text-missing = 没有看到文字，请打字发给我。
error-when-unreadable = 没看懂这个时间。请这样发：“下周三下午三点”，或者“3月12日 14:00”。
error-card-takes-a-time = 这里只能直接打新的时间，比如“下周三下午三点到五点”。要改别的，请点下面对应的按钮。
error-when-impossible = 没有这个日期或时间，请检查后再发一次。
error-when-past = 这个时间已经过去了，请换一个以后的时间。
error-when-too-far = 这个时间太远了，只能安排十八个月以内的会议，请换一个时间。
error-agenda-too-long = 议程太多了，最多 { $most } 项，请合并一些再发。
error-sessions-too-many = 场次太多了，最多 { $most } 场，请减少后再发。
error-sessions-overlap = 各场的时间有重叠，或者先后顺序不对，请改好再发。
error-session-needs-end = “{ $line }”缺少开始或结束时间，请写成“9:00-11:30”这样。
error-spot-missing = 开了位置签到，但还没有会场的位置。请点“位置签到”发位置，或者在“签到方式”里关掉它。
error-meeting-incomplete = 会议内容还不完整，请把标题、时间、地点补上再发布。
error-meeting-nobody = 还没有参加人员，请点“参加人员”选择后再发布。
error-nobody-called = 没有找到“{ $name }”，请检查后再发一次，或者点下面的按钮。
error-people-too-many = 人数太多了，一场会议最多选 { $most } 人。
