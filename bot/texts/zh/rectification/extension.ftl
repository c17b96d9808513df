extension-until-when =
    “{ $problem }”现在的期限是 { $due }。
    想延到哪一天？点日历，或者直接打字，例如：12月31日、一个月后。
extension-picked = 延到：{ $until }
extension-why =
    “{ $problem }”想延到 { $until }。
    请写一句原因，发给我就行，例如：设备要下月才到货。
extension-is-asked = 已请上级把“{ $problem }”的期限延到 { $until }，有了答复我马上告诉您。答复以前，原来的期限不变。
extension-nobody-to-ask = 已记下：想把“{ $problem }”的期限延到 { $until }。但现在上级还没有人在用这个助手，请您再打电话和上级说一声。答复以前，原来的期限不变。
extension-asked =
    “{ $problem }”（{ $unit }）
    { $owner }想把期限从 { $due } 延到 { $until }。
    原因：{ $reason }
extension-agree = ✓ 同意延期
extension-refuse = 不同意
extension-you-agreed = ✓ 已同意：“{ $problem }”延到 { $until }。已经告诉责任人。
extension-you-refused = 没有同意“{ $problem }”延到 { $until }。已经告诉责任人。
extension-was-agreed = “{ $problem }”延到 { $until }，{ $by }已经同意了。
extension-was-refused = “{ $problem }”延到 { $until }，{ $by }已经决定不同意。
extension-is-agreed = “{ $problem }”：✓ 同意延期，期限从 { $due } 改为 { $until }（{ $by }）。
extension-is-refused = “{ $problem }”：没有同意延到 { $until }，期限还是 { $due }（{ $by }）。有困难请直接联系上级。
error-extension-not-later = 新的期限要晚于现在的期限（{ $due }），请换一个日期。
error-extension-past = 这一天已经过去了（今天是 { $today }），请换一个以后的日期。
error-extension-waiting = 已经申请延到 { $until }，正等上级答复，不用再申请。
