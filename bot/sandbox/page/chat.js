/** One open chat on a phone: its messages, and below them the composer, or a button to start or unblock. */

import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { choose } from "./dialogs.js";
import { MessageLog } from "./log.js";
import { t } from "./text.js";

const freshMemo = () => ({ draft: "", replyTo: null, forced: null, keyboard: "null", folded: false });

function footState(chat) {
  if (chat.type !== "private") return "open";
  if (chat.blocked) return "blocked";
  return chat.started ? "open" : "new";
}

export class ChatView {
  constructor(phone) {
    this.phone = phone;
    this.key = phone.key;
    phone.memos[phone.key] ??= freshMemo();
    this.memo = phone.memos[phone.key];
    const label = t("chat.log", { name: phone.user.first_name, title: phone.chat.title });
    this.log = new MessageLog(label, phone.user.language_code, this.actions());
    this.foot = el("div.foot");
    this.element = el("div.chat", {}, this.log.element, this.foot);
  }

  /** What the messages may ask of the phone. */
  actions() {
    const { phone } = this;
    return {
      tap: (message, data) => phone.act("tap", { message_id: message.message_id, data }),
      copy: (text) => phone.copy(text),
      telegram: (url) => phone.openLink(url),
      screen: (path, opener) => phone.desk.screen.open(path, opener),
      command: (text) => phone.act("send", { text }),
      reply: (message) => this.reply(message),
      forward: (message) => this.forward(message),
    };
  }

  reply(message) {
    this.composer?.replyTo(message.message_id);
    this.composer?.field.focus();
  }

  /** Forward into this chat, or into another of the phone's chats. */
  async forward(message) {
    const chats = [...this.phone.chats.entries()];
    const choices = chats.map(([key, chat]) => ({ value: key, label: chat.title }));
    const key = chats.length > 1 ? await choose(t("forward.title"), choices) : this.phone.key;
    if (!key) return;
    const target = this.phone.chats.get(key);
    const source = { from_chat_id: this.phone.chat.id, from_message_id: message.message_id };
    await this.phone.act("forward", { ...source, chat_id: target.id, bot_id: target.bot_id });
  }

  update() {
    this.log.update(this.phone.chat);
    const state = footState(this.phone.chat);
    if (state !== this.state) this.drawFoot(state);
    this.composer?.update();
  }

  drawFoot(state) {
    const hadFocus = this.foot.contains(document.activeElement);
    this.state = state;
    this.composer = state === "open" ? new Composer(this.phone, this.memo) : null;
    this.foot.replaceChildren(...(this.composer ? [this.composer.element] : this.doorstep(state)));
    if (hadFocus) this.foot.querySelector("textarea, button").focus();
  }

  doorstep(state) {
    const [action, words, label] =
      state === "new" ? ["start", "chat.hello", "chat.start"] : ["unblock", "chat.blocked", "phone.unblock"];
    const button = el(`button.primary.${action}`, { type: "button", onclick: () => this.phone.act(action, {}) }, t(label));
    return [el("p.doorstep", {}, t(words)), button];
  }
}
