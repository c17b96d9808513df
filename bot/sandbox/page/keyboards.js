/** The two kinds of keyboard: under a message, and under the chat. */

import { el } from "./dom.js";
import { linkNode } from "./links.js";
import { t } from "./text.js";

const CROWDED = 5;

function rowNode(buttons) {
  const row = el(buttons.length >= CROWDED ? "div.keys.crowded" : "div.keys", {}, ...buttons);
  row.style.setProperty("--keys", buttons.length);
  return row;
}

function inlineButton(button, message, go) {
  if (button.url) return linkNode("key", button.text, button.url, go);
  if (button.copy_text) {
    const { text } = button.copy_text;
    return el("button.key", { type: "button", "data-copy": text, onclick: () => go.copy(text) }, button.text);
  }
  if (button.callback_data === undefined) return el("button.key", { type: "button", disabled: true }, button.text);
  const tap = async (event) => {
    const pressed = event.currentTarget;
    pressed.setAttribute("aria-busy", "true");
    await go.tap(message, button.callback_data);
    pressed.removeAttribute("aria-busy");
  };
  return el("button.key", { type: "button", "data-callback": button.callback_data, onclick: tap }, button.text);
}

/** The buttons under a message. */
export function inlineKeyboard(rows, message, go) {
  const lines = rows.map((row) => rowNode(row.map((button) => inlineButton(button, message, go))));
  return el("div.inline-keyboard", { role: "group", "aria-label": t("message.buttons") }, ...lines);
}

function replyButton(button, press) {
  const key = typeof button === "string" ? { text: button } : button;
  const ask = key.request_contact ? "contact" : key.request_location ? "location" : null;
  return el("button.key", { type: "button", "data-key": key.text, "data-request": ask, onclick: () => press(key) }, key.text);
}

/** The buttons under a chat; `press(button)` runs one. */
export function replyKeyboard(markup, press) {
  const lines = markup.keyboard.map((row) => rowNode(row.map((button) => replyButton(button, press))));
  return el("div.reply-keyboard", { role: "group", "aria-label": t("composer.keyboard.label") }, ...lines);
}
