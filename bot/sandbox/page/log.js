/** The messages of one chat: only what changed is drawn again, focus and place are kept. */

import { el, icon } from "./dom.js";
import { messageNode } from "./message.js";
import { t } from "./text.js";

const NEAR_BOTTOM = 48;
const MOVES = { ArrowUp: -1, ArrowDown: 1 };

export class MessageLog {
  constructor(label, language, go) {
    this.go = go;
    this.drawn = new Map();
    this.atBottom = true;
    this.lastTop = 0;
    this.list = el("div.messages", { role: "log", tabindex: "0", "aria-label": label, lang: language });
    this.newest = el("button.newest", { type: "button", hidden: true }, icon("down"), el("span", {}, t("chat.newest")));
    this.element = el("div.log", {}, this.list, this.newest);
    this.newest.addEventListener("click", () => this.toBottom());
    this.list.addEventListener("scroll", () => this.notePlace());
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.list.addEventListener("load", () => this.followBottom(), true);
    new ResizeObserver(() => this.followBottom()).observe(this.list);
  }

  /** Stay at the newest message when the room changes, unless the person has scrolled up. */
  followBottom() {
    if (this.atBottom) this.toBottom();
  }

  toBottom() {
    this.list.scrollTop = this.list.scrollHeight;
    this.atBottom = true;
    this.newest.hidden = true;
  }

  /** Only scrolling up leaves the bottom; the list growing under it does not. */
  notePlace() {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    if (scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM) this.atBottom = true;
    else if (scrollTop < this.lastTop) this.atBottom = false;
    this.lastTop = scrollTop;
    if (this.atBottom) this.newest.hidden = true;
  }

  /** Up and down go from message to message. */
  walk(event) {
    if (!(event.key in MOVES)) return;
    const stops = [...this.list.querySelectorAll(".more")];
    const inside = document.activeElement.closest(".message")?.querySelector(".more");
    const here = inside ? stops.indexOf(inside) : stops.length;
    const next = stops[here + MOVES[event.key]];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** Show the chat's messages as they are now. */
  update(chat) {
    const last = [...this.drawn.keys()].at(-1) ?? 0;
    const kept = new Set(chat.messages.map((message) => message.message_id));
    for (const [id, { node }] of this.drawn) if (!kept.has(id)) this.forget(id, node);
    chat.messages.forEach((message, index) => this.draw(message, chat.messages[index - 1], chat));
    const fresh = chat.messages.filter((message) => message.message_id > last);
    if (this.atBottom || fresh.some((message) => message.out)) this.toBottom();
    else if (fresh.length > 0) this.newest.hidden = false;
  }

  forget(id, node) {
    const hadFocus = node.contains(document.activeElement);
    node.remove();
    this.drawn.delete(id);
    if (hadFocus) this.list.focus();
  }

  draw(message, previous, chat) {
    const look = JSON.stringify([message, previous?.date]);
    const known = this.drawn.get(message.message_id);
    if (known?.look === look) return;
    const node = messageNode(message, previous, chat, this.go);
    if (known) this.exchange(known.node, node);
    else this.list.append(node);
    this.drawn.set(message.message_id, { node, look });
  }

  /** Put `node` where `old` was; a button that had the focus hands it to the one in its place. */
  exchange(old, node) {
    const index = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
    old.replaceWith(node);
    if (index < 0) return;
    const buttons = [...node.querySelectorAll("button, a")];
    (buttons[Math.min(index, buttons.length - 1)] ?? this.list).focus({ preventScroll: true });
  }
}
