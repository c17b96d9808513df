grade-good = 好
grade-fairly-good = 较好
grade-average = 一般
grade-poor = 较差
grade-points = { $points } 分
grade-no-points = 不计分
grade-current =
    { $unit }现在的等级：{ $grade }（{ $score }）
    { $year } 年度分类定级，{ $day }定级。
grade-none = { $unit }还没有定级记录。定级公布后，这里马上就能看到。
grade-show-history = 历次等级
grade-history = { $unit }历次定级：
grade-line = · { $year } 年度：{ $grade }，{ $score }（{ $day }）
