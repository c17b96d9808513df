month-score-open = 本月评分
month-score-list = { $month }评分
month-score-card = 看评分表
month-score-head =
    { $month }评分：共 { $count } 个支部。
    还没有评 { $none } 个，已评、等公布 { $draft } 个，已公布 { $published } 个{ $changed ->
        [0] 。
       *[other] ，公布后又有改动 { $changed } 个。
    }
    点一个支部，打开它的评分表。
month-score-head-none = { $month }没有要评分的支部。
month-score-row-none = ○ { $unit }：还没有评
month-score-row-draft = ✎ { $unit }：{ $points } 分，等公布
month-score-row-published = ✓ { $unit }：{ $points } 分，已公布
month-score-row-changed = ✎ { $unit }：改为 { $points } 分，等重新公布
month-score-title-none = { $unit } { $month }评分：还没有评。
month-score-title-draft = { $unit } { $month }评分：{ $points } 分，还没有公布。
month-score-title-published = { $unit } { $month }评分：{ $points } 分，已公布。
month-score-title-changed = { $unit } { $month }评分：改为 { $points } 分，还没有重新公布。
month-score-was = 现在算数的是已公布的 { $points } 分，重新公布以后才会变。
month-score-hint = 共 { $count } 项，满分 100 分。哪一项要扣分，就点哪一项；没有扣分的都是满分。
month-score-ask =
    { $unit }：{ $name }，满分 { $most } 分。
    要扣分，请打字，一行一条，先写扣几分，再写为什么，例如：
    2 学习记录不全
    不扣分就点下面的按钮。
month-score-all-full = ✅ 没有扣分，满分
month-score-moved = 这张评分表刚才已经改过，您这一次的没有记上。请看看最新的内容，需要的话再改。
month-score-moved-again = 这张评分表刚才又改过，所以还没有重新公布。请看看最新的内容，再点“重新公布”。
month-score-moved-same = 这张评分表现在和已经公布的一样，不用再公布。
month-score-publish = 公布
month-score-publish-again = 重新公布
month-score-publish-ask = 要公布{ $unit }的评分吗？请再看一遍：
month-score-publish-next = 公布以后，支部的同志发 /grade，就能看到最近一个月的得分；再要改，就得写明理由。
month-score-publish-yes = ✅ 看过了，公布
month-score-done = ✓ { $unit }的{ $month }评分已公布。
month-score-why =
    { $unit }的{ $month }评分已经公布过，是 { $before } 分，现在改为 { $points } 分。
    请写一句为什么要改，支部的同志发 /grade 会看到。
month-score-again-ask = { $unit }的{ $month }评分要重新公布吗？原来是 { $before } 分。请再看一遍：
month-score-again-yes = ✅ 看过了，重新公布
month-score-rewrite = 重写理由
month-score-all = 公布全部已评的（{ $count } 个）
month-score-all-ask = { $month }评分，要公布下面 { $count } 个支部的吗？请再看一遍：
month-score-all-yes = ✅ 看过了，公布这 { $count } 个
month-score-all-done = ✓ { $month }评分已公布，共 { $count } 个支部：
month-score-all-line = · { $unit }：{ $points } 分
month-score-all-nothing = { $month }没有等着第一次公布的评分。{ $count ->
    [0] {""}
   *[other] 有 { $count } 个支部改过分，要写明理由重新公布：请打开它的评分表，点“重新公布”。
}
month-score-scored = { $month }得分 { $points }：
month-score-full = { $month }得分 { $points }，没有扣分。
month-score-line = · { $name } −{ $points } { $reason }
month-score-corrected = { $day }更正，理由：{ $reason }
month-score-told = { $unit }的{ $month }评分公布了。
month-score-told-again = { $unit }的{ $month }评分改了，重新公布。理由：{ $reason }
month-score-told-next = 支部的同志发 /grade，能看到最近一个月的得分，以后的更正也能看到。有不清楚的，请和上级联系。
error-month-score-aspect = 这个月的评分里没有这一项，请点评分表里的项目。
error-month-score-ahead = 这个月还没有到，不能评分。请选本月。
error-month-score-over = 这个月没有评过，现在已经过了时间。请评本月的。
error-month-score-elsewhere = 这个党组织没有按月评分，请回到评分列表选一个支部。
error-month-score-none = 这个支部这个月还没有评。请先打分；没有扣分的，请点“没有扣分，满分”。
error-month-score-reason = 这个月的评分已经公布过，再公布要写一句理由。请打开评分表，点“重新公布”。
