/** The row of names: on a narrow window it chooses the one phone (or the big screen) that is shown; on a wide one it jumps there. */

import { el, spoken } from "./dom.js";
import { language, t } from "./text.js";

const NARROW = window.matchMedia("(max-width: 699px)");
const SCREEN = "screen";

export class People {
  /** `changed()` is called after another phone is chosen or the window's width class changes. */
  constructor(element, changed) {
    this.element = element;
    this.changed = changed;
    this.chosen = null;
    this.screenWasOpen = false;
    NARROW.addEventListener("change", changed);
  }

  isShown(userId) {
    return !NARROW.matches || this.chosen === String(userId);
  }

  choose(name, target) {
    this.chosen = name;
    this.changed();
    target.focus();
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Show the names, who is chosen, and who has new messages. */
  draw(phones, screen) {
    this.settle(phones, screen);
    for (const phone of phones.values()) phone.element.classList.toggle("chosen", this.chosen === String(phone.user.id));
    screen.element.classList.toggle("chosen", this.chosen === SCREEN);
    const people = [...phones.values()].map((phone) => [phone.user.id, phone.name, phone.unread()]);
    const look = JSON.stringify([language(), this.chosen, screen.isOpen, people]);
    if (look !== this.look) this.drawButtons(phones, screen);
    this.look = look;
  }

  drawButtons(phones, screen) {
    const focused = document.activeElement?.dataset.person;
    const buttons = [...phones.values()].map((phone) => this.button(String(phone.user.id), phone.user.first_name, phone.element, phone.unread()));
    if (screen.isOpen) buttons.push(this.button(SCREEN, t("screen.title"), screen.element.querySelector("h2"), 0));
    this.element.replaceChildren(...buttons);
    if (focused) this.element.querySelector(`[data-person="${focused}"]`)?.focus();
  }

  /** Keep the choice valid: a big screen just opened is shown, a closed one gives way to the phone before it. */
  settle(phones, screen) {
    const first = String(phones.keys().next().value ?? "");
    if (screen.isOpen && !this.screenWasOpen) [this.before, this.chosen] = [this.chosen, SCREEN];
    if (!screen.isOpen && this.chosen === SCREEN) this.chosen = this.before;
    this.screenWasOpen = screen.isOpen;
    this.chosen ??= first || null;
  }

  button(name, label, target, unread) {
    const props = { type: "button", "data-person": name, "aria-current": String(this.chosen === name) };
    const count = el("span", { "aria-hidden": "true" }, String(unread));
    const badge = unread > 0 && el("span.badge", {}, count, spoken(t("people.unread", { count: unread })));
    return el("button.person", { ...props, onclick: () => this.choose(name, target) }, label, badge);
  }
}
