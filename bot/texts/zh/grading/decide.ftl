grading-ungraded = 不定等级
grading-outcome = { $grade }（{ $points } 分）
grading-decide-reason = 理由：{ $reason }
grading-decide-reason-other = 按标准计算是“{ $computed }”。定为现在这个等级的理由：{ $reason }
grading-over-quota = ⚠ 这样“{ $grade }”一共 { $count } 个，超过建议的 { $most } 个（这一年按同一标准定级的共 { $graded } 个）。这是提醒，不影响决定。
grading-decide-computed = 定为“{ $grade }”（按标准计算）
grading-decide-other = 定为“{ $grade }”…
grading-decide-grade = 定为“{ $grade }”
grading-decide-none = 不定等级…
grading-decide-head = { $unit }：准备定为“{ $grade }”。
grading-decide-head-other = { $unit }：准备定为“{ $grade }”，按标准计算是“{ $computed }”。
grading-decide-why = 请写明理由，发给我就行，公示时大家都会看到。例如：年底新建了活动室，服务群众成效明显。
grading-decide-sure = 确定这样定吗？
grading-decide-yes = 确定
grading-decide-done = ✓ 已记下研究决定：{ $unit }，{ $outcome }。还没有公示，公示以前可以重新研究。
grading-decide-was = { $unit }已经研究决定：{ $outcome }，还没有公示。
grading-decide-told = { $unit } { $year } 年度分类定级已研究决定：{ $outcome }。还没有公示，请先不要外传。
grading-decide-told-all =
    { $year } 年度分类定级：已按计算结果研究决定 { $count } 个党支部。
    还没有公示，请先不要外传。
error-grading-undecided = 还没有研究决定等级，不能公示。请先定等级。
error-grading-is-decided = 已经研究决定了等级。
error-grading-names-grade = 它的标准不计分，请点开它，直接选定等级。
