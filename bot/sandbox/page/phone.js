/** One phone: whose it is, which chat is open, and everything its owner can do. */

import { act, fileUrl, upload } from "./api.js";
import { pickPicture } from "./attach.js";
import { ChatView } from "./chat.js";
import { el, icon, iconButton } from "./dom.js";
import { askPicture, showAlert } from "./dialogs.js";
import { kindOf, screenPath } from "./links.js";
import { nameOf } from "./media.js";
import { opensMenu } from "./menu.js";
import { pictureOfAddress, pictureOfElement, pictureOfFile } from "./qr.js";
import { half, t } from "./text.js";

const TOAST_MS = 8000;

export const keyOf = (chat) => `${chat.bot_id}:${chat.id}`;

export class Phone {
  /** `desk` has the big screen, the other phones, and what is shown and in use. */
  constructor({ user, note, chats }, desk) {
    this.desk = desk;
    this.user = user;
    this.note = note;
    this.memos = {};
    this.chats = new Map(chats.map((chat) => [keyOf(chat), chat]));
    this.key = this.chats.keys().next().value ?? null;
    this.seen = new Map(chats.map((chat) => [keyOf(chat), chat.messages.at(-1)?.message_id ?? 0]));
    this.element = el("section.phone", { "data-phone": user.id, tabindex: "-1" });
    this.draw();
  }

  get chat() {
    return this.chats.get(this.key);
  }

  get name() {
    return nameOf(this.user);
  }

  /** The other phones of the page. */
  others() {
    return this.desk.phones().filter((phone) => phone !== this);
  }

  /** The address of the newest photo in the open chat, or null. */
  newestPhoto() {
    const photo = this.chat?.messages.findLast((message) => message.photo)?.photo.at(-1);
    return photo ? fileUrl(photo.file_id) : null;
  }

  /** True when the person at the page last worked on this phone. */
  isInUse() {
    return this.desk.inUse === this;
  }

  /** Take over the server's newer state, keeping drafts and the open chat. */
  replace({ user, note, chats }) {
    const owner = JSON.stringify([this.user, this.note]);
    this.user = user;
    this.note = note;
    this.chats = new Map(chats.map((chat) => [keyOf(chat), chat]));
    if (!this.chats.has(this.key)) this.key = this.chats.keys().next().value ?? null;
    if (!this.view || owner !== JSON.stringify([user, note]) || this.key !== this.view.key) this.draw();
    else this.update(this.chat);
  }

  draw() {
    this.element.setAttribute("aria-label", t("phone.label", { name: this.name, note: half(this.note) }));
    this.chatName = el("div.chat-name");
    this.body = el("div.body");
    this.toasts = el("div.toasts", { role: "status" });
    const scan = iconButton("plain.scan", "scan", t("attach.scan"), () => this.scan());
    const stage = el("div.stage", {}, this.body, this.toasts);
    this.element.replaceChildren(this.head(), el("div.chat-bar", {}, this.chatName, scan), stage);
    this.show(this.key);
  }

  head() {
    const face = el("span.face", { "aria-hidden": "true" }, this.name.slice(0, 1));
    const words = el("div.owner", {}, el("h2", {}, this.name), el("p", {}, half(this.note)));
    const label = t("phone.more", { name: this.name });
    const more = el("button.plain.phone-more", { type: "button", "aria-label": label }, icon("more"));
    return el("header.phone-head", {}, face, words, opensMenu(more, () => this.menuItems()));
  }

  menuItems() {
    const action = this.chat?.blocked ? "unblock" : "block";
    const run = () => this.act(action, {});
    return [{ label: t(`phone.${action}`), run, disabled: this.chat?.type !== "private", props: { "data-do": action } }];
  }

  /** Open one of the phone's chats. */
  show(key) {
    this.goal = null;
    this.key = key;
    this.view = this.chat ? new ChatView(this) : null;
    this.view?.update();
    this.body.replaceChildren(this.view?.element ?? el("p.empty", {}, t("phone.none")));
    this.view?.log.toBottom();
    this.drawChatName();
    this.markSeen();
  }

  drawChatName() {
    if (!this.chat) return this.chatName.replaceChildren();
    const subtitle = this.chat.typing ? "chat.typing" : this.chat.type === "private" ? "chat.bot" : "chat.group";
    const state = el(this.chat.typing ? "span.typing" : "span.kind", {}, t(subtitle));
    if (this.chatName.querySelector("select:focus")) return this.chatName.lastChild.replaceWith(state);
    const title = this.chats.size > 1 ? this.chooser() : el("span.chat-title", {}, this.chat.title);
    return this.chatName.replaceChildren(title, state);
  }

  chooser() {
    const select = el("select.chats", { "aria-label": t("chat.choose") });
    for (const [key, chat] of this.chats) {
      const unread = this.unreadIn(key);
      select.append(el("option", { value: key, selected: key === this.key }, unread ? `${chat.title} (${unread})` : chat.title));
    }
    select.addEventListener("change", () => this.show(select.value));
    return select;
  }

  /** A chat of this phone is new or has changed. */
  update(chat) {
    const key = keyOf(chat);
    this.chats.set(key, chat);
    if (!this.view || chat.id === this.goal) return this.show(key);
    if (key === this.key) this.view.update();
    if (key === this.key) this.markSeen();
    this.drawChatName();
    return null;
  }

  markSeen() {
    if (this.chat && this.desk.isShown(this)) this.seen.set(this.key, this.chat.messages.at(-1)?.message_id ?? 0);
  }

  unreadIn(key) {
    const seen = this.seen.get(key) ?? 0;
    return this.chats.get(key).messages.filter((message) => !message.out && message.message_id > seen).length;
  }

  unread() {
    return [...this.chats.keys()].reduce((sum, key) => sum + this.unreadIn(key), 0);
  }

  /** Run a call that may fail; a failure is told on this phone and gives null. */
  async attempt(call) {
    try {
      return await call();
    } catch (error) {
      this.toast(error.message);
      return null;
    }
  }

  /** Do something in the open chat: see `act` in api.js. */
  act(action, body) {
    const chat = { chat_id: this.chat.id, bot_id: this.chat.bot_id };
    return this.attempt(() => act(this.user.id, action, { ...chat, ...body }));
  }

  sendFile(as, file) {
    return this.attempt(() => upload(this.user.id, this.chat, as, file));
  }

  /** Follow a t.me link as Telegram would, and go to the chat it leads to. */
  async openLink(url) {
    const answer = await this.attempt(() => act(this.user.id, "open", { url }));
    if (answer) this.goTo(answer.chat_id);
  }

  /** Show a chat by its id, at once or as soon as the server tells of it. */
  goTo(chatId) {
    if (this.chat?.id === chatId) return;
    const found = [...this.chats].find(([, chat]) => chat.id === chatId);
    if (found) this.show(found[0]);
    else this.goal = chatId;
  }

  /** Scan the big screen's QR code; without one, the newest photo here or on another phone, or a chosen file. */
  async scan() {
    const { screen } = this.desk;
    const shown = screen.qrElement();
    if (shown) return this.scanPicture(() => pictureOfElement(shown));
    const photos = this.photosInSight();
    const source = await askPicture(t(screen.isOpen ? "scan.missing" : "scan.help"), photos);
    const photo = photos.find(({ value }) => value === source);
    if (photo) return this.scanPicture(() => pictureOfAddress(photo.address));
    if (source === "file") pickPicture((file) => this.scanPicture(() => pictureOfFile(file)));
    return null;
  }

  /** The newest photo of this chat, then those open on the other phones: [{value, label, address}]. */
  photosInSight() {
    const own = { value: "photo", label: t("scan.photo"), address: this.newestPhoto() };
    const others = this.others().map((phone) => ({
      value: `photo-${phone.user.id}`,
      label: t("scan.other", { name: phone.name }),
      address: phone.newestPhoto(),
    }));
    return [own, ...others].filter(({ address }) => address);
  }

  async scanPicture(take) {
    const answer = await this.attempt(async () => act(this.user.id, "scan", { image: await take() }));
    if (!answer) return;
    this.toast(t("scan.done", { url: answer.url }));
    if (kindOf(answer.url) === "screen") this.desk.screen.open(screenPath(answer.url), this.element);
  }

  /** Copy for pasting elsewhere, and say so. */
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.toast(t("copy.done", { text }));
    } catch {
      this.toast(t("copy.failed", { text }));
    }
  }

  /** Show a short note for a while. */
  toast(text) {
    const note = el("div.toast", {}, el("span", {}, text));
    note.append(iconButton("plain.toast-close", "close", t("toast.close"), () => note.remove(), true));
    this.toasts.append(note);
    setTimeout(() => note.remove(), TOAST_MS);
  }

  /** What the bot answers to a tap: a note, or a dialog with OK. */
  notify({ text, alert }) {
    if (alert) showAlert(this.name, text);
    else this.toast(text);
  }
}
