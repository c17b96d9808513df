binding-way-link = 专属链接
binding-way-contact = 本人手机号
binding-card =
    { $name }（{ $unit }）
    已绑定账号，{ $since } 起，方式：{ $way }。
binding-card-none = { $name }（{ $unit }）还没有绑定账号。
binding-unbind = 解除绑定
binding-unbind-question = 确定解除{ $name }的账号绑定吗？以前的签到和记录都会保留，原来的账号会收到通知。
binding-unbind-yes = 确定解除
binding-keep = 不解除
binding-undone = 已解除{ $name }的账号绑定。要换新手机，请给他（她）一个新的链接。
binding-told-bound =
    { $name }（{ $unit }）绑定了账号，Telegram 昵称：{ $called }，方式：{ $way }。
    如果不是本人，请点下面的按钮。
binding-not-theirs = 不是本人，解除绑定
binding-told-asked =
    { $name }（{ $unit }）请求绑定账号，Telegram 昵称：{ $called }，方式：{ $way }。
    请核实是不是本人。
binding-yes = 是本人，同意
binding-no = 不是，拒绝
binding-yes-done = 已同意{ $name }的账号绑定。
binding-no-done = 已拒绝。{ $name }的名册信息没有绑定任何账号。
binding-nobody = 名册上的人
binding-refused = 提醒：{ $what }没有绑定成功。
binding-refused-link-unknown = 昵称“{ $called }”的账号打开了一个不存在的链接，
binding-refused-link-used = 昵称“{ $called }”的账号打开了{ $name }已经用过的链接，
binding-refused-link-expired = 昵称“{ $called }”的账号打开了{ $name }的过期链接，
binding-refused-link-revoked = 昵称“{ $called }”的账号打开了{ $name }的作废链接，
binding-refused-foreign-contact = 昵称“{ $called }”的账号发来了别人（{ $name }）的联系方式，
binding-refused-number-unknown = 昵称“{ $called }”的账号发来了自己的手机号，但名册上没有这个号码，
binding-number-unknown-what = 如果是名册上的同志换了号码，请在名册文件里改好手机号再导入，或者点“邀请成员”给他（她）一个专属链接；不认识的人不用理会。
binding-refused-number-shared = 昵称“{ $called }”的账号发来的手机号在名册上不止一个人（其中有{ $name }），
binding-refused-person-taken = 昵称“{ $called }”的账号想绑定{ $name }，但{ $name }已经绑定了另一个账号，
binding-refused-account-taken = 昵称“{ $called }”的账号已经绑定了别人，又想绑定{ $name }，
binding-refused-person-left = 昵称“{ $called }”的账号想绑定已经离开的{ $name }，
binding-told-unbound = 您的账号和{ $name }（{ $unit }）的绑定已经解除。如果这不是您的意思，请联系支部书记。以前的记录都还在。
binding-told-confirmed = { $name }同志，书记已经确认，绑定成功（{ $unit }）！已经通知过的会议，请点下面的“会议”看；正在开会的，请再扫一次会场的签到码。
binding-told-declined = 书记没有同意这次绑定。如果有误，请直接联系支部书记。
binding-told-administrator = 昵称“{ $called }”的账号通过一次性链接成为了管理员。如果您不知情，请马上点下面的按钮取消，并检查服务器。
binding-told-administrator-unbound =
    { $name }（{ $unit }）的账号已经解除绑定，但这个账号还是管理员。
    如果是手机丢了，请马上点下面的按钮取消它的管理员身份。
binding-told-administrator-ended = 您的账号已经不是管理员了。如果有误，请联系其他管理员。
binding-withdraw = 取消管理员身份
binding-withdrawn = 这个账号已经不是管理员了。以后要恢复，请用新的一次性链接。
error-own-administrator = 不能取消自己的管理员身份，请让另一位管理员来办。
error-own-unbinding = 您是管理员，不能给自己的账号解绑：请另一位管理员来办，或者先在服务器上运行 python -m bot admin revoke 取消您的管理员身份。
error-no-such-administrator = 账号 { $account } 不是管理员。运行 python -m bot admin list 可以看到现有的管理员。
error-person-taken = 这个人已经绑定了另一个账号，不能再绑第二个，已经告诉书记。换了手机，请联系支部书记先解除原来的绑定。
error-account-taken = 您的账号已经绑定了另一位同志，一个账号只能对应一个人，已经告诉书记。如果有误，请联系支部书记。
error-person-left = 名册上这位同志已经离开，不能绑定。如果有误，请联系支部书记。
error-foreign-contact = 这不是您本人的手机号。请点“发送我的手机号”按钮，不要发送别人的名片。
error-number-unknown = 名册上没有您的手机号，已经告诉管理员。请联系支部书记更正号码，或者要一个专属链接。
error-number-shared = 您的手机号在名册上对应不止一个人，已经告诉书记。请向支部书记要一个专属链接。
error-not-waiting = 这个请求已经处理过了，没有需要确认的了。
