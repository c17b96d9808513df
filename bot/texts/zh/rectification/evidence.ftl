evidence-show = 看材料
evidence-ask =
    “{ $problem }”的整改材料：
    请把文字、照片或文件发给我，可以分几条发，也可以发相册。发完以后再点“交上去”。
evidence-gathered = “{ $problem }”的整改材料，已收到 { $count } 件：
evidence-line-text = { $number }. 文字：{ $label }
evidence-line-photo = { $number }. 照片
evidence-line-photo-with-words = { $number }. 照片：{ $label }
evidence-line-document = { $number }. 文件：{ $label }
evidence-go-on =
    还没有交上去。可以接着发；发完请点“交上去”。
    点“取消”也没关系，已发来的都留着，下次接着交。
evidence-hand-in = ✓ 交上去
evidence-drop-last = 删掉最后一件
evidence-is-handed-in = ✓ “{ $problem }”的 { $count } 件材料已经交给上级。审核有了结果，我马上告诉您。
evidence-nobody-to-tell = ✓ “{ $problem }”的 { $count } 件材料已经交上去了，但现在上级还没有人在用这个助手。请您再打电话和上级说一声。
evidence-for-committee =
    “{ $problem }”（{ $unit }）
    { $owner }交来了 { $count } 件整改材料，请审核。先点“看材料”，再决定销号还是退回。
evidence-for-secretary =
    “{ $problem }”（{ $unit }）
    { $owner }已把 { $count } 件整改材料交给上级审核。
evidence-on-its-way = 正在发给您，共 { $count } 件。
evidence-piece = 第 { $number } 件，共 { $of } 件 · { $by } · { $at }
evidence-file-gone = （这份文件找不到了，请告诉管理员。）
evidence-end = 以上是“{ $problem }”的全部 { $count } 件材料。
error-evidence-type = 这种文件不能当材料。可以交文字、照片，和这些文件：{ $endings }。
error-evidence-size = 文件太大了，最大 { $most } MB。请压缩一下，或者拆成几个再发。
error-evidence-too-many = 一次最多交 { $most } 件。请先点“交上去”，或者删掉几件再发。
error-evidence-none = 还没有收到材料。请先把文字、照片或文件发给我。
error-evidence-none-yet = 这一项还没有交过材料。
error-evidence-not-fetched = 这个文件没能从 Telegram 取下来，请过一会儿再发一次；文件大的话，请压缩一下再发。
error-item-of-another = 这件事要由这一项的责任人本人来办。
error-item-not-open = 这一项还是草稿，等书记公布以后再办。
error-item-handed-in = 材料已交，等待审核。审核有了结果，我马上告诉您。
error-item-signed-off = 这一项已经销号，不用再办了。
error-reason-missing = 请写一句原因，再发给我。
