grading-sheet-unit = { $unit }：{ $year } 年度自评打分表
grading-sheet-committee = { $unit }：{ $year } 年度上级评分表
grading-sheet-open-unit = 看自评打分表
grading-sheet-open-committee = 看上级评分表
grading-sheet-total = 合计：{ $points } 分
grading-line = { $name }：{ $points }/{ $most }
grading-line-parts = { $name }（{ $most } 分）：
grading-line-waiting = { $name }：还没有打分（{ $most } 分）
grading-line-ballots = { $name }：{ $points }/{ $most }（按测评的票计算）
grading-line-ballots-waiting = { $name }：按测评的票计算（{ $most } 分）
grading-deduction = 　−{ $points }：{ $reason }
grading-score-begin = 开始打分
grading-score-next = 接着打分
grading-score-rest = 其余都是满分
grading-score-full = 满分，不扣分
grading-score-ask =
    { $unit }，第 { $place }/{ $of } 项：{ $name }，满分 { $most } 分。
    要扣分，请打字，一行一条，先写扣几分，再写为什么，例如：
    2 缺一次支委会
    不扣分就点下面的按钮。
grading-score-now = 现在是：
grading-score-full-now = 满分
grading-score-noted = ✓ { $name }：{ $points }/{ $most }
form-left-score = 好的，先停在这里。已经打的分都留着，随时可以接着打。
error-indicator-missing = “{ $indicator }”还没有打分，请先打分。
error-indicator-unknown = 这个标准里没有这一项，请点打分表里的项目。
error-indicator-by-ballots = “{ $indicator }”按测评的票计算，不用打分。
error-indicator-has-parts = “{ $indicator }”要按小项打分，请点它的小项。
error-score-below-zero = “{ $indicator }”的得分不能低于 0，请重新发。
error-score-above-maximum = “{ $indicator }”最多 { $maximum } 分，不能是 { $score } 分，请重新发。
error-deduction-unfit = “{ $indicator }”扣的分要大于 0。不扣分请点“满分”。
error-deduction-above-maximum = “{ $indicator }”一共 { $maximum } 分，一条扣分不能比这还多，请重新发。
error-deduction-without-reason = “{ $indicator }”扣分要写原因，例如：2 缺一次支委会。
error-deduction-unreadable = 没看懂“{ $line }”。请先写扣几分（最多一位小数），再写为什么，例如：2 缺一次支委会。
error-deductions-too-many = 一项最多写 { $most } 条扣分，请合并一些再发。
error-scheme-without-points = 这个支部的标准不打分，直接定等级。
