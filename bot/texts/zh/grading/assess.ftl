grading-rules-open = 特殊情况（最高、最低等级）
grading-rules = { $unit }：{ $year } 年度定级的特殊情况
grading-rules-none = 现在没有适用的特殊情况。
grading-rule-held = · { $rule }（{ $evidence }）：最高“{ $limit }”
grading-rule-overridden = · { $rule }（{ $evidence }）：不适用，理由：{ $reason }
grading-rule-unclear =
    · { $rule }（{ $evidence }）：⚠ { $former ->
        [none] 没有上次等级的记录，没法比
       *[other] 上次的等级“{ $former }”和现在的标准没法比
    }，会不会比上次高，请您判断。
grading-rule-judged = · { $rule }（{ $evidence }）：上级的判断：{ $reason }
grading-rule-judge = 请判断：{ $rule }
grading-rule-ask-judgement =
    { $unit }：“{ $rule }”
    { $former ->
        [none] 没有上次等级的记录，没法直接比。
       *[other] 上次的等级是“{ $former }”，和现在的标准没法直接比。
    }这次准备定的等级，会不会比上次高？请写一句判断和理由，发给我就行。
grading-rule-share = { $valid } 张有效票里有 { $count } 张，占 { $percent }%
grading-rule-state = 有这种情况：{ $rule }
grading-rule-override = 不适用：{ $rule }
grading-rule-take-back = 撤回：{ $rule }
grading-rule-restore = 恢复适用：{ $rule }
grading-rule-ask-evidence =
    { $unit }：“{ $rule }”
    有什么依据？请打字发给我，例如文件号、日期、事实。
grading-rule-ask-reason =
    { $unit }：“{ $rule }”
    为什么不适用？请写一句理由，发给我就行。
error-rule-unknown = 这个标准里没有这一条，请点下面列出的。
error-rule-by-ballots = “{ $rule }”由测评的票决定，不用另外说明。
error-evidence-missing = “{ $rule }”要有依据，请写一句。
error-rule-not-overridable = “{ $rule }”没有例外，一定要照办。
error-rule-not-in-force = “{ $rule }”现在用不上，不用说明例外。
error-override-without-reason = “{ $rule }”不适用要写理由，请写一句。
