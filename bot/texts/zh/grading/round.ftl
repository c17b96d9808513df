grading-open = 打开这次定级
grading-head =
    { $unit }：{ $year } 年度分类定级
    第 { $place } 步（共 7 步）：{ $step }，请在{ $day }以前完成。
grading-head-late =
    { $unit }：{ $year } 年度分类定级
    第 { $place } 步（共 7 步）：{ $step }，⚠ 应在{ $day }以前完成，已经过期。
grading-former = 上次的等级：{ $grade }
grading-former-none = 没有记录
grading-waits-above = 现在轮到上级评定，您不用再做什么。评好了我会告诉支部书记。
grading-waits = 还差：{ $why }
grading-step-survey = 调查摸底
grading-step-self-assessment = 自评
grading-step-rating = 党员群众测评
grading-step-assessment = 上级评定
grading-step-decision = 确定等级
grading-step-notice = 公示
grading-step-final = 定级并整改
grading-next-survey = 请填问卷、走访、座谈的数字，写下情况、问题和建议。
grading-next-self-assessment = 请逐项打分，再由党员大会提出自评等级。
grading-next-rating = 请准备测评；测评结束以后，再写上支部的意见。
grading-next-assessment = 由上级逐项评分。
grading-next-decision = 由上级开会确定等级。
grading-next-notice = 结果正在公示，大家可以提出异议。
grading-next-final = 等级定下来以后，把发现的问题列入整改。
grading-move = ✅ { $step }已完成，进入下一步
grading-move-ask = { $unit }：进入下一步以后，“{ $step }”的内容就不能再改了。都核对过了吗？
grading-move-yes = ✅ 核对过了，进入下一步
grading-skip = 没有测评结果，仍进入上级评定
grading-skip-ask = { $unit }：{ $why }
grading-skip-loses-score = 如果不再等，群众评价这部分没有票，总分算不出来，最后只能“不定等级”。
grading-skip-loses-voices = 如果不再等，党员、群众在测评里的意见就不计入这次定级。
grading-skip-loses-opinion = 如果不再等，上级研究时就看不到支部认为应该是什么等级。
grading-skip-sure = 进入上级评定以后，就不能再回来测评了，这件事会记录在案。确定不再等了吗？
grading-skip-yes = 确定，不再等了
grading-move-all-ask =
    “{ $step }”已完成的（共 { $count } 个）：{ $units }
    进入下一步以后，“{ $step }”的内容就不能再改了。都核对过了吗？
grading-moved = ✓ { $unit }已进入：{ $step }。请在{ $day }以前完成。
grading-moved-already = { $unit }现在在这一步：{ $step }，请在{ $day }以前完成。
grading-moved-all = “{ $step }”：{ $moved } 个已进入下一步，{ $waiting } 个还没有完成。
grading-moved-all-before =
    { $waiting ->
        [0] “{ $step }”：都已经进入下一步了。
       *[other] “{ $step }”：可以进入下一步的都已经进入了，还有 { $waiting } 个没有完成。
    }
grading-moved-waits = · { $unit }：{ $why }
grading-told-moved =
    { $unit }的 { $year } 年度分类定级进入下一步：{ $step }，{ $day }以前完成。
    { $next }
grading-told-moved-committee =
    { $unit }的 { $year } 年度分类定级轮到上级了：{ $step }，请在{ $day }以前完成。
    { $next }
grading-filling-unit = 自评打分：{ $done }/{ $of } 项
grading-filling-committee = 上级评分：{ $done }/{ $of } 项
grading-decide-open = 确定等级
grading-filled-unit = 自评打分：{ $done }/{ $of } 项，合计 { $total } 分
grading-filled-committee = 上级评分：{ $done }/{ $of } 项，合计 { $total } 分
grading-proposed-is = 自评等级：{ $grade }
grading-opinion-is = 测评以后支部的意见：{ $grade }
grading-opinion-ask = 看了测评结果，支部认为应该是什么等级？请点下面的等级。
grading-reason = 理由：{ $reason }
grading-rating-none = 还没有准备测评。
grading-rating = 测评“{ $title }”：{ $state ->
    [draft] 草稿
    [submitted] 等上级指定监督人、计票人并开始
    [opening] 正在开始
    [open] 正在投票
    [ended] 投票已结束，等监督人和计票人计票
    [closing] 正在计票
    [counted] 正在计票
    [closed] 已有结果
   *[void] 已作废
}
grading-rating-open = 看这次测评
grading-rating-prepare = 准备测评
grading-result-open = 看等级、公示和异议
grading-sum-ballots = { $voters ->
    [all] 全部有效票
    [members] 党员的票
    [masses] 群众的票
   *[service_users] 服务对象的票
}：{ $counts }
grading-sum-count = { $name } { $number }
grading-sum-merged = { $groups }的票没有分开公布（有一类的票太少，分开会让人看出谁投了什么），都按全部有效票计算。
grading-sum-nobody = 这里没有{ $groups }，他们那一份按全部有效票计算。
grading-sum-voice = · { $name }：{ $points } 分，占 { $weight }%
grading-sum-score = 总分：{ $points }，对应“{ $grade }”
grading-sum-computed = 按标准算出的等级：{ $grade }
error-grading-not-now = 这一步现在办不了，定级已经到了另一步。请打开这次定级看看现在到哪一步了。
error-own-unit-grade = 这是您自己的支部，请由上级其他同志办理。
error-own-unit-alone = { $unit }是您自己的支部，上面又没有党委，定级要由不在这个支部的另一位管理员来办。请在装这个助手的电脑上运行 python -m bot admin-link，把链接发给那位同志。
error-grading-moved = 刚才有别人改动过，请看最新的内容再办。
error-survey-empty = 调查摸底还没有内容，请先填数字或写一条情况。
error-proposal-missing = 还没有提出自评等级，请先提出等级。
error-rating-running = 测评还没有结束，请等结果出来再办。
error-grading-unrated = 还没有测评结果。请先准备测评，结果出来以后再进入下一步。
error-opinion-missing = 支部还没有写测评以后的意见，请先选一个等级。
error-grade-unknown = 这个标准里没有“{ $grade }”这个等级，请点下面的等级。
error-former-grade-unclear = { $grade ->
    [none] 没有上次等级的记录，没法比
   *[other] 上次的等级“{ $grade }”和现在的标准没法比
}。因为“{ $rule }”，请先打开“特殊情况”，写明这次会不会比上次高，再定等级。
error-self-assessment-missing = 支部的自评打分还没有填完，总分算不出来。
error-ballots-missing = 还没有{ $voters ->
    [all] {""}
    [members] 党员的
    [masses] 群众的
   *[service_users] 服务对象的
}有效票，总分算不出来。
error-ballot-answer-unknown = 测评里有标准没有的选项“{ $answer }”，请联系管理员。
error-decision-above-rule = 因为“{ $rule }”，等级最高是“{ $limit }”，不能定“{ $grade }”。
error-decision-without-reason = 按标准算出的等级是“{ $computed }”，要定别的等级，请写一句理由。
