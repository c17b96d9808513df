invite-unit = { $unit }（{ $count }）
invite-places-unbound = 下面这些党组织里还有人没有绑定账号（括号里是人数），请选一个：
invite-places-bound = 下面这些党组织里有人已经绑定账号（括号里是人数），请选一个：
invite-people-unbound = { $unit }：下面的同志还没有绑定账号。点名字，生成他（她）的专属链接和二维码。
invite-people-bound = { $unit }：下面的同志已经绑定账号。点名字查看或解除绑定。
invite-nobody-unbound = 这里的人都已经绑定账号了，不用再邀请。
invite-nobody-bound = 这里还没有人绑定账号。
invite-show-bound = 看已绑定的
invite-show-unbound = 看未绑定的
invite-make = 生成新链接
invite-copy = 复制链接
invite-made =
    { $name }（{ $unit }）的专属二维码。
    请本人用手机扫一扫，或者点“复制链接”，单独发给本人。只能用一次，{ $until } 前有效；以前发的链接已经作废。
    { $link }
invite-sheet-heading = { $unit }：账号绑定二维码
invite-sheet-how-1 = 在手机上装好 Telegram，用手机相机或 Telegram 扫自己名字下面的二维码。
invite-sheet-how-2 = 点“打开”，再点“开始”，看到“绑定成功”就可以了。
invite-sheet-how-3 = 每个二维码只给本人用，只能用一次。请勿拍照转发；用完请销毁本页。
invite-sheet-until = 有效期至：{ $until }
error-no-such-unit = 名册里没有“{ $place }”这个党组织。请写从上到下的全名，用“/”隔开。
error-link-made-already = 链接刚才已经生成了。如果没有收到，请再点一次。
