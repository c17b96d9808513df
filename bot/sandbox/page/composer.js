/** Where a person writes: the text, the attachments, the commands, and the buttons under the chat. */

import { attachItems, sendPlace } from "./attach.js";
import { el, icon, iconButton } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";
import { nameOf, summaryOf } from "./media.js";
import { opensMenu } from "./menu.js";
import { t } from "./text.js";

export class Composer {
  /** `memo` outlives redrawing: {draft, replyTo, forced, keyboard, folded}. */
  constructor(phone, memo) {
    this.phone = phone;
    this.memo = memo;
    this.quote = el("div.replying");
    this.field = this.makeField();
    this.keys = el("div.keys-below");
    this.tools = el("div.tools");
    const send = iconButton("primary.send", "send", t("composer.send"), () => this.send(), true);
    this.element = el("div.composer", {}, this.quote, el("div.writing", {}, this.field, send), this.tools, this.keys);
    this.makeTools();
  }

  makeField() {
    const label = t("composer.label", { title: this.phone.chat.title });
    const field = el("textarea", { rows: "1", "aria-label": label });
    field.value = this.memo.draft;
    field.addEventListener("input", () => (this.memo.draft = field.value));
    field.addEventListener("keydown", (event) => this.onKey(event));
    return field;
  }

  makeTools() {
    const attach = iconButton("plain.attach", "attach", t("composer.attach"));
    this.commands = iconButton("plain.commands", "menu", t("composer.commands"));
    this.fold = iconButton("plain.fold", "keyboard", t("composer.keyboard"), () => this.toggleKeys());
    this.tools.append(
      opensMenu(attach, () => attachItems(this.phone)),
      opensMenu(this.commands, () => this.commandItems()),
      this.fold,
    );
  }

  commandItems() {
    return this.phone.chat.commands.map(({ command, description }) => ({
      label: `/${command}`,
      hint: description,
      run: () => this.phone.act("send", { text: `/${command}` }),
      props: { "data-command": `/${command}` },
    }));
  }

  onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") this.replyTo(null);
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.send();
  }

  /** Send what is written; if that fails the text comes back. */
  async send() {
    const text = this.field.value;
    if (text.trim() === "") return;
    const body = { text };
    if (this.memo.replyTo) body.reply_to_message_id = this.memo.replyTo;
    this.write("");
    this.field.focus();
    if (await this.phone.act("send", body)) this.replyTo(null);
    else if (this.field.value === "") this.write(text);
  }

  write(text) {
    this.field.value = text;
    this.memo.draft = text;
  }

  /** Answer a message (its id), or none (null). */
  replyTo(messageId) {
    this.memo.replyTo = messageId;
    this.drawQuote();
  }

  drawQuote() {
    const source = this.phone.chat.messages.find((message) => message.message_id === this.memo.replyTo);
    this.quote.hidden = !source;
    this.quote.replaceChildren();
    if (!source) return;
    const name = source.from ? nameOf(source.from) : "";
    const words = el("span.quote", {}, el("span.quote-name", {}, t("message.inreply", { name })), el("span", {}, summaryOf(source)));
    this.quote.append(words, iconButton("plain.drop", "close", t("composer.reply.drop"), () => this.dropQuote(), true));
  }

  dropQuote() {
    this.replyTo(null);
    this.field.focus();
  }

  /** Follow the chat: a forced reply, other commands, another keyboard. */
  update() {
    const { chat } = this.phone;
    this.commands.hidden = chat.commands.length === 0;
    this.field.placeholder = chat.reply_keyboard?.input_field_placeholder || t("composer.placeholder");
    if (chat.force_reply !== this.memo.forced) this.force(chat.force_reply);
    this.drawQuote();
    this.updateKeys(chat.reply_keyboard);
  }

  force(messageId) {
    this.memo.forced = messageId;
    if (!messageId) return;
    this.memo.replyTo = messageId;
    if (this.phone.isInUse()) this.field.focus();
  }

  updateKeys(markup) {
    const look = JSON.stringify(markup);
    if (look !== this.memo.keyboard) this.memo.folded = false;
    this.memo.keyboard = look;
    if (this.drawnKeys !== look) this.drawKeys(markup);
    this.drawnKeys = look;
    this.showKeys();
  }

  drawKeys(markup) {
    const hadFocus = this.keys.contains(document.activeElement);
    this.keys.replaceChildren();
    if (markup) this.keys.append(replyKeyboard(markup, (key) => this.press(key)));
    if (hadFocus) this.field.focus();
  }

  showKeys() {
    const has = this.memo.keyboard !== "null";
    this.fold.hidden = !has;
    this.fold.setAttribute("aria-expanded", String(has && !this.memo.folded));
    this.keys.hidden = !has || this.memo.folded;
  }

  toggleKeys() {
    this.memo.folded = !this.memo.folded;
    this.showKeys();
  }

  async press(key) {
    if (key.request_contact) await this.phone.act("contact", {});
    else if (key.request_location) await sendPlace(this.phone, false);
    else await this.phone.act("send", { text: key.text });
  }
}
