grading-propose-open = 提出自评等级
grading-propose = 党员大会提出什么等级？点一个。
grading-propose-computed =
    自评合计 { $points } 分，按标准是“{ $grade }”。
    党员大会提出什么等级？提别的等级要写理由。
grading-propose-why = 按标准是“{ $computed }”，想提“{ $grade }”。请写一句理由，发给我就行。
grading-proposed = ✓ 已记下{ $unit }的自评等级：{ $grade }
grading-opinion-kept = ✓ 已记下{ $unit }测评以后的意见：{ $grade }。进入下一步以后，上级就能看到。
