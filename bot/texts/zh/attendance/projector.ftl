board-link =
    “{ $title }”的大屏幕签到页，请在连着投影的电脑上打开：
    { $address }
    链接只能打开一次，{ $until } 前有效。二维码每 { $seconds } 秒换一次，请不要拍照外传；请主持人对照一下人名和在场的人。
board-picture = 把二维码发到这里
board-picture-again = 换一张新的二维码
board-caption = “{ $title }”签到码，{ $until } 换新。请现场同志用手机相机扫码，在 Telegram 里打开。
error-no-code-here = 这次会议没有开通扫码签到。可以在会议的“签到方式”里打开。
board-page-heading = 扫码签到
board-page-how = 用手机相机对准二维码，在 Telegram 里打开
board-page-present = 已签到
board-page-expected = 应到
board-page-session = 第 { $number } 场，共 { $count } 场
board-page-note = 二维码每 { $seconds } 秒更换。视频转播无法识别，请主持人核对到场人员。
board-page-lost = 连接断开了，正在重新连接……
board-page-closed = 签到已结束，谢谢大家！
error-board-link-made = 大屏幕的链接刚才已经发给您了，请看上面的消息。没有收到的话，请再点一次按钮。
