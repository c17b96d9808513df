meeting-change-what = 要改哪一项？
meeting-change-title = 请发“{ $title }”的新标题，最多 80 个字。
meeting-change-time = “{ $title }”改到什么时候？
meeting-change-place = “{ $title }”改到哪里？请发新的地点，最多 80 个字。
meeting-change-host = “{ $title }”换谁主持？点下面的名字，或者打字查找姓名。
meeting-change-recorder = “{ $title }”换谁记录？点下面的名字，或者打字查找姓名。
meeting-change-agenda = 请发“{ $title }”的新议程，一行一项；要表决的，在行末写上“（表决）”。
meeting-change-ways = “{ $title }”可以用哪些方式签到？点一下打开或关闭，好了点“完成”。要用位置签到，先发来会场的位置（点回形针，选“位置”）。
meeting-change-cancel = 为什么取消“{ $title }”？请写一句原因发给我，参加人员会看到。
meeting-is-now-still = 现在是：{ $value }
meeting-ask-reason = 会议已经开始了，这样改属于更正，会留下记录。请写一句原因发给我。
meeting-moved-on = ⚠ 刚才这场会议有变化，现在是这样的：
meeting-confirm-change = 确定要改“{ $title }”吗？
meeting-confirm-cancel = 确定要取消“{ $title }”吗？取消以后不能恢复。
meeting-will-tell =
    会通知 { $told } 人{ $unbound ->
        [0] 。
       *[other] ；另有 { $unbound } 人还没有绑定账号，请另行告知。
    }
meeting-will-ask-again = 时间改了，大家要重新回答会不会来。
meeting-button-change-yes = 确定修改
meeting-button-cancel-yes = 确定取消会议
meeting-button-keep = 不取消了，返回
meeting-change-done = 改好了。
meeting-cancel-done = 会议已取消。
meeting-guests = “{ $title }”请谁列席？点名字就发邀请；打 ✓ 的已经邀请了。列席人员没有表决权。
meeting-guest-invited = 已邀请{ $name }列席。
meeting-guest-unbound = 已把{ $name }列为列席人员。{ $name }还没有绑定账号，请另行告知。

error-spot-first = 还不知道会场在哪里。请先发来会场的位置（点回形针，选“位置”），位置签到就打开了。
error-nothing-changes = 和现在的一样，没有改动。请发新的内容，或者点“取消”。
