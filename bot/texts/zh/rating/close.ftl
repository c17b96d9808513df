rating-close-head =
    【无记名测评】{ $unit }
    { $matter }
rating-close = 关闭测评
rating-close-yes = ✓ 同意关闭
rating-close-void = 作废这场测评
rating-close-paper = 纸质票
rating-close-result = 看结果
rating-close-moved = 刚刚有了变化，这次没有记下您的同意。请看看现在的情况：
rating-close-what =
    投票已经结束，可以关闭了。
    监督人和计票人两个人都点“同意关闭”，选票才会打开、计票。
    关闭以后不能重新打开，结果不能修改。
rating-close-said = ✓ { $who }已同意
rating-close-waits = ○ 等{ $who }同意
rating-close-supervisor = 监督人
rating-close-teller = 计票人
rating-close-committee = 上级（或者管理员）
rating-close-paper-first = 发了 { $count } 张纸质票，还没有录好。请先点“纸质票”，一个人录入，另一个人核对。
rating-close-counting = ✓ 两个人都同意了，正在计票。结果出来后，我马上告诉您。
rating-close-closed = 这场测评已经关闭，计票已完成。
rating-close-ended =
    投票结束了。
    现在请监督人和计票人一起关闭测评，各自点“关闭测评”。
rating-close-asked = { $by }已同意关闭测评，现在等您同意。
rating-close-stopped =
    ⚠ 计票停下来了：{ $why }
    一张票也没有计，也不会只计一部分。请监督人和上级（或者管理员）商量后作废这场测评，再重新测评一次。
rating-close-key-lost =
    ⚠ 现在还不能计票：打开选票的密钥找不到了。
    请告诉管理员，把密钥文件夹放回原处；放好以后会自动计票，您不用再点什么。
    如果确实找不回来，请监督人和上级（或者管理员）商量后作废这场测评，再重新测评一次。
rating-close-fault-damaged = 有选票打不开，可能被改动过。
rating-close-fault-ballots = 选票的数目和投过票的人数对不上。
rating-close-fault-paper = 纸质票的数目对不上。
error-rating-still-open = 投票还没有结束（到 { $closes }），现在还不能办这一步。结束时我会告诉您。
error-rating-faulty = 计票时发现了问题，这场测评不能关闭了。请监督人和上级（或者管理员）商量后作废，再重新测评一次。
