objection-named = 署名提异议
objection-anonymous = 匿名提异议
objection-ask-named =
    您要对{ $unit }的公示署名提异议（{ $until }以前）。
    请把意见和依据写成一条消息发给我，发出来就交上去了。上级调查后，我把答复发给您。
objection-ask-anonymous =
    您要对{ $unit }的公示匿名提异议（{ $until }以前）。
    请把意见和依据写成一条消息发给我，发出来就交上去了。不登记您是谁，上级和书记都看不到。但管理这套系统的人翻系统记录，也许能推断出来；您写的话也可能让人认出您。
    答复会写在公示下面，请到时来看。
objection-raised-named = ✓ 您对{ $unit }公示的异议已署名交给上级。调查后，我把答复发给您。
objection-raised-anonymous = ✓ 您对{ $unit }公示的异议已匿名交给上级。答复会写在公示下面。您可以把刚才那条消息删掉。
objection-nobody = 现在上级还没有人在用这个助手，请您再打电话和上级说一声。
objection-told =
    { $unit } { $year } 年度定级公示，收到{ $by }的异议：
    { $words }
    请调查后答复。没有答复以前，不能正式定级。
objection-told-anonymous =
    { $unit } { $year } 年度定级公示，收到一条匿名异议：
    { $words }
    请调查后答复。没有答复以前，不能正式定级。
objection-answer = 答复
objection-answer-number = 答复异议 { $number }
objection-words = 异议：{ $words }
objection-finding = 调查情况：{ $finding }
objection-answered-by = 答复：{ $answer }
objection-ask-finding = （{ $unit }）怎么调查的，查到了什么？请写成一条消息发给我，供上级存档。
objection-ask-answer = 怎么答复？请写成一条消息发给我。提异议的人会收到，匿名的写在公示下面。
objection-sure = 这条异议成立吗？点了以后答复就发出去，不能再改。成立的话，公示撤回，等级重新研究。
objection-reject = 不成立，维持公示
objection-uphold = 成立，撤回公示，重新研究
objection-is-upheld = ✓ 已答复：异议成立（{ $unit }）。
objection-is-rejected = ✓ 已答复：异议不成立（{ $unit }）。
objection-was-upheld = 这条异议已经答复过：成立（{ $unit }）。
objection-was-rejected = 这条异议已经答复过：不成立（{ $unit }）。
objection-back = 公示已撤回，回到“确定等级”这一步。
objection-yours-upheld =
    您对{ $unit }公示的异议：{ $words }
    ✓ 异议成立，公示撤回，等级重新研究。
    答复：{ $answer }
objection-yours-upheld-later =
    您对{ $unit }公示的异议：{ $words }
    ✓ 异议成立。那次公示先前已经撤回，等级正在重新研究，您的异议会一并考虑。
    答复：{ $answer }
objection-yours-rejected =
    您对{ $unit }公示的异议：{ $words }
    经调查，异议不成立。
    答复：{ $answer }
objection-by = { $name }
objection-by-nobody = 匿名
objection-line = { $number }. { $by }，{ $day }：{ $words }
objection-waits = 　⚠ 还没有答复
objection-settled = 　{ $state }。答复：{ $answer }
objection-public = { $number }. { $day }提出，{ $state }。答复：{ $answer }
objection-upheld = 成立
objection-rejected = 不成立
error-objection-too-late = 公示期到 { $until } 已满，或者公示已经撤回，不能再提异议。有意见请直接找书记或上级。
error-objection-waiting = 您署名提的异议上级还在调查，请等答复后再提。
error-objection-short = 这句话太短，没有交上去。请把意见和依据写清楚（至少 { $least } 个字），再发一次；不想提了，发送 /cancel。
error-objection-empty = 没有看到内容。请把意见写成一条文字消息发给我。
error-objection-after-final = 定级已经正式生效，这里不能再按“成立”处理。请选“不成立”答复；确需更改，请上级组织“回头看”，再定一次。
error-own-objection = 这条异议是您自己提的，请上级的其他人来答复。
