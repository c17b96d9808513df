/** Every sentence of the page, Chinese first and English second. */

export const TEXTS = {
  zh: {
    "page.title": "练习手机",
    "page.about": "这是只在本机运行的练习用 Telegram，任何内容都不会离开这台电脑。",
    "page.lost": "与本机服务的连接断开了，正在重新连接……",
    "page.theme.dark": "深色",
    "page.theme.light": "浅色",
    "people.label": "选择手机",
    "people.unread": "{count} 条新消息",
    "phones.label": "手机",
    "phone.label": "{name}的手机（{note}）",
    "phone.more": "{name}的手机：更多",
    "phone.block": "屏蔽机器人",
    "phone.unblock": "解除屏蔽",
    "phone.none": "这部手机还没有聊天。请扫二维码或打开链接。",
    "chat.choose": "选择聊天",
    "chat.log": "{name}与“{title}”的聊天",
    "chat.typing": "正在输入……",
    "chat.bot": "机器人",
    "chat.group": "群聊",
    "chat.start": "开始",
    "chat.hello": "点“开始”，机器人就能给您发消息。",
    "chat.blocked": "您已屏蔽这个机器人，它发不了消息。",
    "chat.newest": "有新消息",
    "message.mine": "我：",
    "message.of": "{name}：",
    "message.more": "这条消息：更多",
    "message.reply": "回复",
    "message.forward": "转发",
    "message.edited": "已编辑",
    "message.locked": "不能转发或保存",
    "message.forwarded": "转发自 {name}",
    "message.inreply": "回复 {name}",
    "message.unknown": "这里不能显示这种消息。",
    "message.buttons": "消息按钮",
    "service.joined": "{name} 加入了群",
    "service.left": "{name} 离开了群",
    "service.created": "群已建立",
    "service.title": "群名改为“{title}”",
    "service.pinned": "置顶了一条消息",
    "media.photo": "图片",
    "media.document": "文件",
    "media.download": "下载 {name}",
    "media.contact": "名片",
    "media.place": "位置",
    "media.live": "实时位置",
    "media.sticker": "贴纸",
    "media.voice": "语音 {time}",
    "composer.label": "给“{title}”写消息",
    "composer.placeholder": "写消息",
    "composer.send": "发送",
    "composer.attach": "附件",
    "composer.commands": "命令",
    "composer.keyboard": "按钮",
    "composer.keyboard.label": "快捷按钮",
    "composer.reply.drop": "不再回复这条消息",
    "attach.document": "发文件",
    "attach.photo": "发图片",
    "attach.contact": "发我的名片",
    "attach.other": "发别人的名片",
    "attach.location": "发位置",
    "attach.live": "共享实时位置",
    "attach.sticker": "发贴纸",
    "attach.voice": "发语音",
    "attach.scan": "扫一扫",
    "scan.title": "扫一扫",
    "scan.help": "没有打开大屏幕。请选择一张带二维码的图片。",
    "scan.missing": "大屏幕上没有看到二维码。请选择一张带二维码的图片。",
    "scan.photo": "用聊天里最新的图片",
    "scan.other": "{name}手机上最新的图片",
    "scan.file": "选择图片文件",
    "scan.done": "已扫描：{url}",
    "place.title": "选择位置",
    "place.latitude": "纬度",
    "place.longitude": "经度",
    "place.same": "与聊天里最近的位置相同",
    "place.send": "发送位置",
    "people.choose": "发谁的名片？",
    "forward.title": "转发到哪个聊天？",
    "dialog.ok": "好",
    "dialog.cancel": "取消",
    "screen.title": "大屏幕",
    "screen.close": "关闭大屏幕",
    "screen.wide": "全宽",
    "screen.narrow": "并排",
    "toast.close": "关闭提示",
    "copy.done": "已复制：{text}",
    "copy.failed": "浏览器不让复制。请手动选中这段文字：{text}",
    "error.failed": "没有成功：{error}",
    "error.offline": "连不上本机服务。请看一看启动它的窗口，然后再试一次。",
    "error.picture": "这张图片打不开。请换一张 PNG 或 JPEG 图片。",
  },
  en: {
    "page.title": "Practice phones",
    "page.about": "This is a practice Telegram on your own computer; nothing leaves this computer.",
    "page.lost": "The connection to the local server is gone; trying again…",
    "page.theme.dark": "Dark",
    "page.theme.light": "Light",
    "people.label": "Choose a phone",
    "people.unread": "{count} new messages",
    "phones.label": "Phones",
    "phone.label": "Phone of {name} ({note})",
    "phone.more": "Phone of {name}: more",
    "phone.block": "Block the bot",
    "phone.unblock": "Unblock",
    "phone.none": "No chat on this phone yet. Scan a QR code or open a link.",
    "chat.choose": "Choose a chat",
    "chat.log": "Chat of {name} with \"{title}\"",
    "chat.typing": "typing…",
    "chat.bot": "bot",
    "chat.group": "group",
    "chat.start": "Start",
    "chat.hello": "Press \"Start\" so that the bot can write to you.",
    "chat.blocked": "You have blocked this bot; it cannot write to you.",
    "chat.newest": "New messages",
    "message.mine": "Me: ",
    "message.of": "{name}: ",
    "message.more": "This message: more",
    "message.reply": "Reply",
    "message.forward": "Forward",
    "message.edited": "edited",
    "message.locked": "Cannot be forwarded or saved",
    "message.forwarded": "Forwarded from {name}",
    "message.inreply": "Reply to {name}",
    "message.unknown": "This kind of message cannot be shown here.",
    "message.buttons": "Message buttons",
    "service.joined": "{name} joined the group",
    "service.left": "{name} left the group",
    "service.created": "The group was created",
    "service.title": "The group is now called \"{title}\"",
    "service.pinned": "pinned a message",
    "media.photo": "Photo",
    "media.document": "File",
    "media.download": "Download {name}",
    "media.contact": "Contact",
    "media.place": "Location",
    "media.live": "Live location",
    "media.sticker": "Sticker",
    "media.voice": "Voice {time}",
    "composer.label": "Write to \"{title}\"",
    "composer.placeholder": "Message",
    "composer.send": "Send",
    "composer.attach": "Attach",
    "composer.commands": "Menu",
    "composer.keyboard": "Keys",
    "composer.keyboard.label": "Quick buttons",
    "composer.reply.drop": "Stop replying to this message",
    "attach.document": "Send a file",
    "attach.photo": "Send a photo",
    "attach.contact": "Share my contact",
    "attach.other": "Share someone else’s contact",
    "attach.location": "Send a location",
    "attach.live": "Share live location",
    "attach.sticker": "Send a sticker",
    "attach.voice": "Send a voice message",
    "attach.scan": "Scan",
    "scan.title": "Scan a QR code",
    "scan.help": "No big screen is open. Choose a picture with a QR code.",
    "scan.missing": "There is no QR code on the big screen. Choose a picture with one.",
    "scan.photo": "Use the newest photo in this chat",
    "scan.other": "The newest photo on the phone of {name}",
    "scan.file": "Choose a picture file",
    "scan.done": "Scanned: {url}",
    "place.title": "Choose a location",
    "place.latitude": "Latitude",
    "place.longitude": "Longitude",
    "place.same": "Same as the latest location in this chat",
    "place.send": "Send location",
    "people.choose": "Whose contact?",
    "forward.title": "Forward to which chat?",
    "dialog.ok": "OK",
    "dialog.cancel": "Cancel",
    "screen.title": "Big screen",
    "screen.close": "Close the big screen",
    "screen.wide": "Full width",
    "screen.narrow": "Side by side",
    "toast.close": "Close this note",
    "copy.done": "Copied: {text}",
    "copy.failed": "The browser does not allow copying. Please select this text yourself: {text}",
    "error.failed": "That did not work: {error}",
    "error.offline": "The local server does not answer. Look at the window that started it, then try again.",
    "error.picture": "This picture cannot be opened. Choose another PNG or JPEG.",
  },
};

let current = "zh";
let zone;

export function language() {
  return current;
}

export function setLanguage(name) {
  current = name in TEXTS ? name : "zh";
  document.documentElement.lang = current;
}

/** Show times in this zone ("Asia/Shanghai"); null: in the browser's. */
export function setZone(name) {
  zone = name ?? undefined;
}

/** The sentence of `key` in the chosen language, with {values} filled in. */
export function t(key, values = {}) {
  return TEXTS[current][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** The half of "中文 / English" in the chosen language; a text without halves as it is. */
export function half(text) {
  const [chinese, english] = text.split(" / ");
  return current === "en" ? english ?? chinese : chinese;
}

const moment = (options, seconds) =>
  new Intl.DateTimeFormat(current, { ...options, timeZone: zone }).format(new Date(seconds * 1000));

export const clock = (seconds) => moment({ hour: "2-digit", minute: "2-digit", hour12: false }, seconds);

export const day = (seconds) => moment({ month: "long", day: "numeric", weekday: "short" }, seconds);

/** "12 KB" of a number of bytes. */
export function size(bytes) {
  const [value, unit] = bytes < 1024 ? [bytes, "B"] : bytes < 1048576 ? [bytes / 1024, "KB"] : [bytes / 1048576, "MB"];
  return `${new Intl.NumberFormat(current, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}
