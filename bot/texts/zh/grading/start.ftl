grading-start = 开始新一轮定级
grading-start-which = 为哪个党组织的下级支部开始定级？
grading-start-card =
    { $committee }：{ $year } 年度分类定级
    已选 { $chosen } 个支部（可选 { $free } 个，已经定级或正在定级的 { $busy } 个）。
    点支部的名字可以选上或去掉。开始以后，各支部书记会收到通知和各步骤的日期。
grading-start-own = 这里没有列{ $units }：您在那里任职，请上级其他同志来开始。
grading-start-year = 改为 { $year } 年度
grading-start-all = 全选
grading-start-none = 全不选
grading-start-go = ✅ 开始（{ $count } 个支部）
grading-started =
    ✓ { $committee }的 { $year } 年度分类定级已经开始，共 { $units } 个支部，最后一步{ $day }以前完成。
    { $told ->
        [0] 现在还没有支部书记在用这个助手，请另行通知。
       *[other] 已经告诉 { $told } 位负责人。
    }
grading-told =
    { $committee }开始了 { $year } 年度分类定级，{ $unit }按《{ $scheme }》评定。
    各步骤最晚的日期：
    { $steps }
    请先做调查摸底，点下面打开。
grading-told-second =
    { $committee }要对{ $unit } { $year } 年度的定级再看一遍（回头看），按《{ $scheme }》评定。
    各步骤最晚的日期：
    { $steps }
    请先做调查摸底，点下面打开。
grading-told-step = · { $step }：{ $day }
error-grading-nobody = 没有可以开始的支部：一个也没有选，或者都已经定级、正在定级。
error-grading-taken = { $unit }这一年已经定级，或者正在定级，不能再开始一次。
error-grading-year = 只能为今年或去年定级，请换一个年度。
