start-stranger =
    您好！这里是党支部的工作助手。我还不认识您，请用下面任意一种办法：
    1. 点下面的“发送我的手机号”，号码和名册上的一致就可以了。
    2. 请支部书记给您一个专属链接或二维码，点开或扫一扫。
start-share-contact = 发送我的手机号
start-scan-again = 绑定好以后，请再扫一次会场屏幕上的签到码，就能签到了。
start-ahead = 下面是您绑定以前已经通知的会议，要签到或请假请点按钮；刚才扫过会场签到码的，请再扫一次。
start-owed = 您有 { $count } 项整改事项要办，请点下面的“整改”看。
start-bound = { $name }同志，绑定成功！您的账号已经对应到{ $unit }的名册。
start-already = { $name }同志，您的账号早已绑定好了（{ $unit }），不用再做什么。
start-waiting = { $name }同志，已经告诉书记，请等书记确认。确认以后我会马上告诉您。
start-still-waiting = 您的绑定请求还在等书记确认。确认以后我会马上告诉您。
start-administrator = 您现在是管理员了。请先导入名册，再任命职务。
start-already-administrator = 您已经是管理员了。
error-link-unknown = 这个链接不对，可能没有复制完整。请重新点一次原来的链接，或者请支部书记再发一个。
error-link-used = 这个链接已经用过了，每个链接只能用一次。请支部书记再发一个。
error-link-expired = 这个链接过期了。请支部书记再发一个。
error-link-revoked = 这个链接已经作废，因为后来又发了新的。请用最新的那个链接。
error-too-many-wrong-links = 不对的链接点得太多了，请等到 { $until } 以后再试，或者直接联系支部书记。
