rating-voiding-what =
    作废以后：选票永远不会打开，全部销毁，不计票，也没有结果，不能恢复。所有能投票的人都会收到通知。
    要监督人和上级（或者管理员）都同意才行。
rating-voiding-how = 如果确实要作废，请点下面的按钮写明原因。
rating-voiding-reason = 写原因
rating-voiding-other-reason = 改写原因
rating-voiding-because = 原因：{ $reason }
rating-voiding-yes = ✓ 同意作废
rating-voiding-why = 为什么要作废？请写一句原因，发给我就行。所有能投票的人都会看到这句话。
rating-voiding-confirm =
    作废的原因：{ $reason }
    您同意作废，并请另一方同意，对吗？
rating-voiding-propose = 对，提出作废
rating-voiding-rewrite = 重写
rating-voiding-asked =
    { $by }提出作废这场测评，原因：{ $reason }
    您同意才会作废。
rating-voiding-look = 看一看
rating-voiding-done = 这场测评已经作废：没有计票，选票永远不会打开，正在销毁。
rating-voiding-too-few = 这场测评作废了：回收的选票不到 5 张，计票会让人看出谁投了什么，所以一张也没有打开。
rating-voiding-key-lost = 这场测评作废了：打开选票的密钥找不到了，选票谁也打不开，没有计票。
rating-voiding-damaged = 这场测评作废了：有选票打不开，可能被改动过，所以一张也没有计。
rating-voiding-restored = 这场测评作废了：系统从备份恢复过，为了保密，恢复前的选票永远不会打开，没有计票。
rating-voiding-committee = 这场测评由监督人和上级（或者管理员）一起作废了，没有计票。
rating-voiding-told = 选票永远不会打开，正在销毁；谁投了什么，任何人都不会知道。如果要重新测评，会再通知您。
