/**
 * The page of phones: a local Telegram to look at and to touch.
 *
 * Hooks for tests (stable):
 *   [data-phone="<user id>"]            a phone; everything below is inside one
 *   .messages                           the open chat's messages (role log)
 *   [data-message="<message id>"]       one message; .out when sent by the phone's owner
 *     .text .photo .download .contact .place .sticker .voice .service .quote .forwarded .edited .lock
 *     .more                             opens the menu with [data-do="reply"] and [data-do="forward"]
 *     [data-callback="<data>"]          an inline button; [data-url] one with an address, [data-copy] one that copies
 *   .composer textarea, .send           writing; .replying the quoted message, .drop takes it away
 *   .attach                             opens the menu with [data-attach="document|photo|contact|other|location|live|
 *                                       sticker|voice|scan"]
 *   .commands                           opens the menu with [data-command="/…"]
 *   .reply-keyboard [data-key="<text>"] a button under the chat, with [data-request="contact|location"]; .fold shows or hides them
 *   .start, .unblock, .scan             the buttons of that name; .phone-more opens the menu with [data-do="block|unblock"]
 *   select.chats                        chooses the chat, value "<bot id>:<chat id>"
 *   .typing, .toast, .newest            the bot types; a note; "new messages" further down
 * A phone's note may read "中文 / English"; the half in the page's language is shown.
 * Of the page: #people [data-person="<user id>"] (one phone at a time on a narrow window), #screen iframe with .screen-close and
 * .screen-wide, dialog.alert, dialog.place, dialog.choose, dialog.scan-source, #language, #theme. body[data-ready] once the phones
 * are drawn and events arrive.
 */

import { follow, loadPhones } from "./api.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";
import { BigScreen } from "./screen.js";
import { startSettings } from "./settings.js";
import { setZone, t } from "./text.js";

const phonesElement = document.getElementById("phones");
const connection = document.getElementById("connection");
const phones = new Map();

const people = new People(document.getElementById("people"), () => noteSeen());
const screen = new BigScreen(document.getElementById("screen"), () => people.draw(phones, screen));

const desk = {
  screen,
  inUse: null,
  phones: () => [...phones.values()],
  isShown: (phone) => people.isShown(phone.user.id),
};

function noteSeen() {
  for (const phone of phones.values()) {
    phone.markSeen();
    phone.view?.log.followBottom();
  }
  people.draw(phones, screen);
}

function addPhone(data) {
  const phone = new Phone(data, desk);
  for (const kind of ["pointerdown", "focusin"]) phone.element.addEventListener(kind, () => (desk.inUse = phone));
  phones.set(data.user.id, phone);
  phonesElement.append(phone.element);
}

function removePhone(id, phone) {
  phone.element.remove();
  phones.delete(id);
}

/** Show the phones as the server has them; those already here keep drafts and open chats. */
async function load() {
  const { phones: list, zone } = await loadPhones();
  setZone(zone);
  const kept = new Set(list.map(({ user }) => user.id));
  for (const [id, phone] of phones) if (!kept.has(id)) removePhone(id, phone);
  for (const data of list) {
    if (phones.has(data.user.id)) phones.get(data.user.id).replace(data);
    else addPhone(data);
  }
  people.draw(phones, screen);
  document.body.dataset.ready = "";
}

function onEvent(event) {
  if (event.type === "phones") return load();
  const phone = phones.get(event.user_id);
  if (event.type === "chat") phone?.update(event.chat);
  if (event.type === "toast") phone?.notify(event);
  return people.draw(phones, screen);
}

function onConnected() {
  connection.textContent = "";
  return load();
}

function onLost() {
  connection.textContent = t("page.lost");
}

function redraw() {
  for (const phone of phones.values()) phone.draw();
  screen.draw();
  people.draw(phones, screen);
}

startSettings(redraw);
follow(onEvent, onConnected, onLost);
