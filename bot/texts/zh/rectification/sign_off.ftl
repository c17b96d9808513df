sign-off = 销号
sign-off-return = 退回
sign-off-confirm =
    “{ $problem }”（{ $unit }，责任人{ $owner }）
    要达到的目标：{ $target }
    已交材料 { $count } 件。
    确定销号吗？销号以后不能撤回。
sign-off-open-milestones = ⚠ 还有 { $count } 个节点没有完成：{ $names }。
sign-off-yes = 确定销号
sign-off-number = 〔{ $year }〕{ NUMBER($number, useGrouping: 0) }号
sign-off-is-done = ✓ 已销号：“{ $problem }”，编号{ $number }。已经告诉责任人和书记。
sign-off-was-done = “{ $problem }”已经由{ $by }销号，编号{ $number }。
sign-off-is-returned = 已退回：“{ $problem }”。原因已经告诉责任人和书记。
sign-off-moved = “{ $problem }”刚刚有了变化，可能已经有人处理，这次没有退回。请打开看看现在的情况。
sign-off-why =
    退回“{ $problem }”。
    请写一句退回的原因，发给我就行，例如：照片看不清楚，请重拍。
sign-off-return-confirm =
    退回“{ $problem }”，原因：{ $reason }
    确定退回吗？确定以后，原因会告诉责任人和书记。
sign-off-return-yes = 确定退回
sign-off-return-rewrite = 重写
sign-off-told-done =
    “{ $problem }”（{ $unit }）
    ✓ 已销号，编号{ $number }（{ $by }）。
sign-off-told-returned =
    “{ $problem }”（{ $unit }）
    材料被退回（{ $by }）。原因：{ $reason }
    请补好以后再交一次。
sign-off-told-returned-secretary =
    “{ $problem }”（{ $unit }）
    材料被退回给责任人（{ $by }）。原因：{ $reason }
sign-off-all-done = 这个党组织的整改事项已全部销号，可以在满意度测评后申请重新定级。
sign-off-told-all =
    “{ $problem }”（{ $unit }）已销号，这是最后一项。
    这个党组织的整改事项已全部销号，可以在满意度测评后申请重新定级。
sign-off-administrator = 管理员
error-own-item = 这一项现在或者以前由您负责，不能由您审核，请上级的其他人来办。
error-item-not-handed-in = 这一项现在没有等待审核的材料，不能销号，也不用退回。等责任人交了材料，我会告诉您。
