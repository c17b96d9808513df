/** What a message carries besides text: photo, file, contact, place, sticker, voice. */

import { fileUrl } from "./api.js";
import { el, icon } from "./dom.js";
import { size, t } from "./text.js";

const nameOf = (who) => [who.first_name, who.last_name].filter(Boolean).join(" ");

function photo(message) {
  const largest = message.photo.at(-1);
  const props = { src: fileUrl(largest.file_id), alt: message.caption ?? t("media.photo") };
  const image = el("img", { ...props, width: largest.width, height: largest.height });
  return el("a.photo", { href: fileUrl(largest.file_id), target: "_blank", "data-file": largest.file_id }, image);
}

function chip(className, drawing, ...lines) {
  const words = el("span.chip-words", {}, ...lines);
  return el(`span.chip.${className}`, {}, el("span.chip-mark", {}, drawing), words);
}

function documentChip({ document: file }) {
  const name = file.file_name ?? t("media.document");
  const words = [el("span.chip-name", {}, name), el("span.chip-detail", {}, size(file.file_size ?? 0))];
  const address = { href: fileUrl(file.file_id), download: name, "data-file": file.file_id };
  const label = `${t("media.download", { name })}, ${size(file.file_size ?? 0)}`;
  return el("a.download", { ...address, "aria-label": label }, chip("document", icon("document"), ...words));
}

function contact({ contact: card }) {
  const name = nameOf(card);
  const words = [el("span.chip-name", {}, name), el("span.chip-detail", {}, card.phone_number)];
  return chip("contact", el("span", { "aria-hidden": "true" }, name.slice(0, 1)), ...words);
}

function place({ location }) {
  const title = t(location.live_period ? "media.live" : "media.place");
  const where = `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
  return chip("place", icon("place"), el("span.chip-name", {}, title), el("span.chip-detail", {}, where));
}

function sticker({ sticker: drawing }) {
  return el("span.sticker", { role: "img", "aria-label": `${t("media.sticker")} ${drawing.emoji ?? ""}`.trim() }, icon("sticker"));
}

function voice({ voice: sound }) {
  const time = `${Math.floor(sound.duration / 60)}:${String(sound.duration % 60).padStart(2, "0")}`;
  return chip("voice", icon("voice"), el("span.chip-name", {}, t("media.voice", { time })));
}

const KINDS = { photo, document: documentChip, contact, location: place, sticker, voice };

/** The node of a message's media, or null. */
export function mediaOf(message) {
  const kind = Object.keys(KINDS).find((name) => name in message);
  return kind ? KINDS[kind](message) : null;
}

/** The sentence of a service message ("… joined the group"), or null. */
export function serviceOf(message) {
  if (message.new_chat_members) return t("service.joined", { name: message.new_chat_members.map(nameOf).join("、") });
  if (message.left_chat_member) return t("service.left", { name: nameOf(message.left_chat_member) });
  if (message.new_chat_title) return t("service.title", { title: message.new_chat_title });
  if (message.group_chat_created || message.supergroup_chat_created) return t("service.created");
  return message.pinned_message ? `${nameOf(message.from)} ${t("service.pinned")}` : null;
}

/** A line that stands for a message in a quote. */
export function summaryOf(message) {
  const words = message.text ?? message.caption;
  if (words) return words;
  const kind = Object.keys(KINDS).find((name) => name in message);
  const names = { location: "place", voice: "voice" };
  return kind ? t(`media.${names[kind] ?? kind}`).trim() : t("message.unknown");
}

export { nameOf };
