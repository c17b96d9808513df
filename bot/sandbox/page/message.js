/** One message of a chat: who, what, when, and the buttons under it. */

import { el, icon, spoken } from "./dom.js";
import { inlineKeyboard } from "./keyboards.js";
import { mediaOf, nameOf, serviceOf, summaryOf } from "./media.js";
import { opensMenu } from "./menu.js";
import { richText } from "./richtext.js";
import { clock, day, t } from "./text.js";

function originName({ forward_origin: origin }) {
  if (origin.sender_user) return nameOf(origin.sender_user);
  return origin.sender_user_name ?? origin.sender_chat?.title ?? origin.chat?.title ?? "";
}

function sender(message, chat) {
  if (message.out) return [spoken(t("message.mine"))];
  const name = message.sender_chat?.title ?? (message.from ? nameOf(message.from) : chat.title);
  if (chat.type === "private") return [spoken(t("message.of", { name }))];
  return [el("span.from", {}, name), spoken(t("message.of", { name: "" }))];
}

function quote({ reply_to_message: source }) {
  const name = source.from ? nameOf(source.from) : "";
  return el("span.quote", {}, el("span.quote-name", {}, t("message.inreply", { name })), el("span", {}, summaryOf(source)));
}

function footer(message) {
  const when = new Date(message.date * 1000).toISOString();
  const lock = message.has_protected_content && el("span.lock", { title: t("message.locked") }, icon("lock"), spoken(t("message.locked")));
  const edited = message.edit_date && el("span.edited", {}, t("message.edited"));
  return el("span.when", {}, lock, edited, el("time", { datetime: when }, clock(message.date)));
}

function content(message, go) {
  const media = mediaOf(message);
  const words = message.text ?? message.caption;
  const text = words && el("div.text", {}, ...richText(words, message.entities ?? message.caption_entities ?? [], go));
  const unknown = !media && !text && el("em", {}, t("message.unknown"));
  return [media, text, unknown];
}

function moreButton(message, go) {
  const button = el("button.more", { type: "button", "aria-label": t("message.more"), tabindex: "-1" }, icon("more"));
  return opensMenu(button, () => [
    { label: t("message.reply"), run: () => go.reply(message), props: { "data-do": "reply" } },
    {
      label: t("message.forward"),
      run: () => go.forward(message),
      disabled: message.has_protected_content,
      hint: message.has_protected_content ? t("message.locked") : null,
      props: { "data-do": "forward" },
    },
  ]);
}

function bubble(message, chat, go) {
  const forwarded = message.forward_origin && el("span.forwarded", {}, t("message.forwarded", { name: originName(message) }));
  const parts = [forwarded, message.reply_to_message && quote(message), ...content(message, go), footer(message)];
  return el("div.bubble", {}, ...sender(message, chat), ...parts);
}

/** The node of a message; `previous` is the one before it, for the line between two days. */
export function messageNode(message, previous, chat, go) {
  const item = el("div.message", { "data-message": message.message_id, role: "article" });
  if (!previous || day(previous.date) !== day(message.date)) item.append(el("p.day", {}, day(message.date)));
  const service = serviceOf(message);
  if (service) {
    item.append(el("p.service", {}, service));
    return item;
  }
  if (message.out) item.classList.add("out");
  item.append(el("div.row", {}, bubble(message, chat, go), moreButton(message, go)));
  const rows = message.reply_markup?.inline_keyboard;
  if (rows?.length) item.append(inlineKeyboard(rows, message, go));
  return item;
}
