/** The big screen: the bot's projector page in a frame beside the phones. */

import { el, icon } from "./dom.js";
import { t } from "./text.js";

const DRAWABLE = "img, canvas, svg";

export class BigScreen {
  /** `changed()` is called after opening and closing. */
  constructor(element, changed) {
    this.element = element;
    this.changed = changed;
    this.frame = null;
    this.opener = null;
  }

  get isOpen() {
    return this.frame !== null;
  }

  /** Show a page below /screen/. `opener` gets the focus back on closing. */
  open(path, opener) {
    this.opener = opener;
    this.frame = el("iframe", { src: path, title: t("screen.title") });
    this.draw();
    this.changed();
    this.element.querySelector("h2").focus();
  }

  close() {
    this.frame = null;
    document.body.classList.remove("wide-screen");
    this.element.replaceChildren();
    this.element.hidden = true;
    this.changed();
    if (this.opener?.isConnected) this.opener.focus();
  }

  /** Draw the panel around the frame; a frame that is already there is not loaded again. */
  draw() {
    if (!this.isOpen) return;
    this.element.hidden = false;
    this.frame.title = t("screen.title");
    const heading = el("h2", { tabindex: "-1" }, t("screen.title"));
    const wide = el("button.plain.screen-wide", { type: "button", onclick: () => this.widen(wide) });
    const close = el("button.plain.screen-close", { type: "button", onclick: () => this.close() });
    close.append(icon("close"), el("span", {}, t("screen.close")));
    const bar = el("div.screen-bar", {}, heading, wide, close);
    this.element.querySelector(".screen-bar")?.remove();
    this.element.prepend(bar);
    this.label(wide);
    if (this.element.querySelector("iframe") !== this.frame) {
      this.element.querySelector("iframe")?.remove();
      this.element.append(this.frame);
    }
  }

  widen(button) {
    document.body.classList.toggle("wide-screen");
    this.label(button);
  }

  label(button) {
    const isWide = document.body.classList.contains("wide-screen");
    button.replaceChildren(icon("wide"), el("span", {}, t(isWide ? "screen.narrow" : "screen.wide")));
  }

  /** The element that shows the QR code on the screen now, or null. */
  qrElement() {
    const marked = this.frame?.contentDocument?.querySelector("[data-qr]");
    if (!marked) return null;
    return marked.matches(DRAWABLE) ? marked : marked.querySelector(DRAWABLE);
  }
}
