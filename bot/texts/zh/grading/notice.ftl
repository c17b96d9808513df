grading-notice =
    公示：{ $unit } { $year } 年度分类定级
    拟定：{ $outcome }
grading-notice-days = 公示期 { $days } 个工作日：{ $first }公布，到 { $until } 为止。
grading-notice-object = 有不同意见，请在公示期内提出，署名、匿名都可以。每一条都会调查、答复。
grading-notice-head =
    核验码：{ $head }
    （请留存。以后有人改动结果，用它能查出来。）
grading-notice-publish = 公示…
grading-notice-ask = 准备公示：{ $unit } { $year } 年度，{ $outcome }。公示期 { $days } 个工作日，到 { $until } 为止。
grading-notice-ask-sure = 公示出去以后，支部里绑定了账号的人马上收到，分数和等级就不能再改了，只有异议成立才撤回。请核对。
grading-notice-go = 公示出去
grading-notice-code = 核验码
grading-notice-none = { $unit }现在没有公示。
grading-notice-done = ✓ 已公示：{ $unit }，{ $outcome }。公示到 { $until }。已经发给 { $count } 人；还没有绑定账号的人，请另行告知。
grading-notice-was = { $unit }已经在公示，到 { $until } 为止。
grading-notice-withdrawn = { $unit } { $year } 年度分类定级的公示已撤回：有一条异议成立。上级会重新研究，新的结果再公示。
grading-card = { $unit } · { $year } 年度分类定级
grading-card-second = { $unit } · { $year } 年度分类定级（回头看）
grading-card-open = 看定级情况
grading-card-decided = 已研究决定：{ $outcome }，还没有公示。
grading-card-notice = 正在公示，还没有最后确定：{ $outcome }。公示到 { $until }，还有 { $days } 天可以提异议。
grading-card-notice-over = 公示到 { $until } 已满：{ $outcome }，等待正式定级。
grading-card-final = 已正式定级：{ $outcome }。
grading-card-fault = 现在还算不出等级：{ $why }
grading-card-no-points = 这套标准不计分，请直接选定等级。
grading-card-computed = 按标准计算：{ $outcome }
grading-card-rule = · { $rule }，最高“{ $limit }”。依据：{ $evidence }
grading-card-rule-ballots = · { $rule }，最高“{ $limit }”。依据：有效票 { $valid } 张，其中 { $count } 张。
grading-card-overridden = · { $rule }（原则上最高“{ $limit }”），不适用，理由：{ $reason }
grading-card-objections = 异议 { $count } 条：
grading-card-answers = 已答复的异议 { $count } 条：
grading-look = 回头看
grading-look-begun = ✓ 已开始回头看：{ $unit } { $year } 年度。从头再走一遍七步，书记已收到通知。
grading-look-was = { $unit } { $year } 年度的定级正在进行，不用再开始。
grading-look-head = 回头看，和上一次比：
grading-look-before = 上一次：{ $outcome }
grading-look-not-yet = 这一次还没有评完分，评完后这里显示变化。
grading-look-score = 总分：{ $before } → { $now }
grading-look-indicator = · { $name }：{ $before } → { $now }
grading-look-why = { $line }，现在的扣分：{ $reasons }
grading-look-deduction = { $points } 分，{ $reason }
grading-look-gone = · 这一次不再适用：{ $rule }
grading-look-new = · 这一次适用：{ $rule }
grading-look-same = 各项得分没有变化。
error-look-too-early = 这一轮定级还没有结束，结束以后才能回头看。
