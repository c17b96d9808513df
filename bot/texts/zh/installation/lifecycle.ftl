lifecycle-started = 机器人停了一段时间（{ $since } 到 { $until }），现在恢复了。期间发来的消息都会处理；期间点的按钮可能没有收到，请再点一次，按钮仍然有效。
lifecycle-started-unclean = 机器人意外中断过（{ $since } 到 { $until }），现在恢复了，已记录的内容都在。期间发来的消息都会处理；期间点的按钮可能没有收到，请再点一次，按钮仍然有效。
lifecycle-parked = 有一条消息连续三次没能处理，已先放在一边（消息 { $number }，编号 { $reference }）。对方已收到提示；请凭编号查看日志。
lifecycle-parked-more = 刚才一小时里，另外还有 { $more } 条消息没能处理，也已先放在一边。请查看日志。
