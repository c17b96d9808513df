rectify-open-item = 打开这一项
rectify-state-draft = 草稿
rectify-state-open = 整改中
rectify-state-handed-in = 材料已交，等销号
rectify-state-returned = 已退回，请补材料
rectify-state-signed-off = 已销号
rectify-overdue = ⚠ 已逾期 { $days } 天
rectify-due-extended = 原定 { $first }，延到 { $due }
rectify-today = 今天
rectify-nobody = 还没有
rectify-gap = {"　"}
rectify-attached = { $kind }：{ $name }
rectify-horizon-near = 近期
rectify-horizon-mid = 中期
rectify-horizon-long = 长期
rectify-line-problem = 问题：{ $value }
rectify-line-measure = 措施：{ $value }
rectify-line-target = 目标：{ $value }
rectify-line-owner = 责任人：{ $value }
rectify-line-due = 期限：{ $value }（{ $horizon }）
rectify-line-start = 开始：{ $value }
rectify-line-unit = 党组织：{ $value }
rectify-line-category = 类别：{ $value }
rectify-line-source = 来源：{ $value }
rectify-line-cause = 原因：{ $value }
rectify-milestones = 节点：
rectify-milestone = ○ { $due } { $name }
rectify-milestone-late = ⚠ { $due } { $name }（还没完成）
rectify-milestone-reached = ✓ { $due } { $name }（{ $day }完成）
rectify-item-head = 整改事项 · { $state }
rectify-pieces =
    { $gathered ->
        [0] 材料：已交 { $count } 件
       *[other] 材料：已交 { $count } 件，另有 { $gathered } 件还没交
    }
rectify-returned = 退回原因：{ $reason }
rectify-later = 申请延到 { $until }，等待答复。
rectify-later-reason = 延期原因：{ $reason }
rectify-signed-off = ✓ 已销号，编号{ $number }（{ $committee }，{ $name }，{ $day }）
rectify-all-done = ✓ 整改事项已全部销号，可以在满意度测评后申请重新定级。
rectify-gather = 交材料
rectify-gather-on = 接着交材料
rectify-ask-later = 申请延期
rectify-reach = ✓ 完成：{ $name }
rectify-open-draft = ✅ 公布
rectify-edit = 修改
rectify-correct = 改措施、目标、责任人
rectify-delete = 删除草稿
rectify-history = 办理记录
rectify-back-to-ledger = « 整改台账
rectify-history-of = “{ $problem }”的办理记录，最近的在前：
rectify-event =
    { $at }　{ $by }
    { $what }
rectify-event-entered = 登记了这一项
rectify-event-edited = 修改了草稿
rectify-event-imported = 从表格导入
rectify-event-opened = 公布，责任人{ $owner }，期限 { $due_on }
rectify-event-corrected = 改了内容，原来是：
rectify-event-was-measure = 措施：{ $value }
rectify-event-was-target = 目标：{ $value }
rectify-event-was-owner = 责任人：{ $was }（改为{ $name }）
rectify-event-milestone = 完成节点：{ $name }
rectify-event-handed-in = 交了材料，共 { $pieces } 件
rectify-event-returned = 退回，原因：{ $reason }
rectify-event-signed-off = 销号，编号{ $number }
rectify-event-extension-asked = 申请延期到 { $until }，原因：{ $reason }
rectify-event-extension-agreed = 同意延期：从 { $was } 延到 { $until }
rectify-event-extension-refused = 没有同意延期到 { $until }
rectify-ledger = { $unit }整改台账
rectify-counts = 整改中 { $todo } 项（逾期 { $overdue } 项），等销号 { $handed } 项，已销号 { $done } 项
rectify-only = 只看：{ $what }
rectify-page = 第 { $page } 页
rectify-yours = 您负责的：
rectify-yours-none = 您现在没有负责的整改事项。
rectify-others = 其他事项：
rectify-none = 还没有整改事项。
rectify-none-such = 没有这样的整改事项。
rectify-item = { $number }. { $problem }
rectify-item-measure = 措施：{ $value }
rectify-item-target = 目标：{ $value }
rectify-item-facts = 责任人：{ $owner }　期限：{ $due }　{ $state }
rectify-item-number = 编号：{ $number }
rectify-item-unit = 党组织：{ $unit }
rectify-show-all = 全部
rectify-show-work = 待办
rectify-show-handed = 已交
rectify-show-done = 已销号
rectify-show-draft = 草稿
rectify-filter = { $what }
rectify-filter-now = ✓ { $what }
rectify-by-owner = 按责任人看
rectify-of-everybody = 不限责任人
rectify-other-units = « 其他党组织
rectify-units = 请点一个党组织，看它的整改台账。
rectify-unit-line = · { $unit }：{ $counts }
rectify-mine = 我负责的
rectify-owners = { $unit }：看谁负责的？
rectify-owner = { $name }（共 { $items } 项，没销号 { $pending } 项）
rectify-attach = 选{ $kind }
rectify-attach-whom = 谁来担任{ $unit }的{ $kind }？请点名字。
rectify-attach-nobody = 上级党组织的名册里还没有可以担任{ $unit }{ $kind }的人。请先导入上级的名册。
rectify-attach-done = 已定：{ $name }担任{ $unit }的{ $kind }。本人绑定了账号的话，已经告诉本人。
rectify-told-opened =
    “{ $problem }”（{ $unit }）
    这一项整改由您负责，期限 { $due }。
rectify-told-relieved =
    “{ $problem }”（{ $unit }）
    这一项整改已改由{ $name }负责，您不用再办了。
rectify-told-corrected =
    “{ $problem }”（{ $unit }）
    您负责的这一项，措施或目标有修改，期限还是 { $due }。请打开看看。
error-item-at-rest = 这一项现在不能这样改。请打开看看现在的情况。
error-item-changed = 这一项刚刚被别人改过。请取消后重新打开，再改一次。
error-item-not-given-away = 您可以审核这一项，所以不能把自己负责的交给别人，请上级的其他人来改责任人。
error-attached-missing = { $unit }的等级需要先定好挂点领导和联络员，才能公布整改事项。请上级党组织先选好这两个人。
error-attached-left = { $name }已经离开，不能担任。请选别人。
error-attached-unfit = 挂点领导和联络员要从上级党组织里选。请在名单里点一个人。
