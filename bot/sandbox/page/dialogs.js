/** Dialogs. Each is modal, closes with Escape, and gives the focus back. */

import { el } from "./dom.js";
import { t } from "./text.js";

const PLACE_KEY = "phones.place";
let count = 0;

/** Show a dialog and wait: gives the value of the button pressed, or "" for Escape. */
function ask(className, title, body, buttons) {
  const id = `dialog-${(count += 1)}`;
  const actions = el("div.actions", {}, ...buttons);
  const form = el("form", { method: "dialog" }, el("h2", { id }, title), ...body, actions);
  const dialog = el(`dialog.${className}`, { "aria-labelledby": id }, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    dialog.showModal();
  });
}

const button = (value, label, className = "plain", props = {}) =>
  el(`button.${className}`, { type: "submit", value, ...props }, label);

const cancel = () => button("", t("dialog.cancel"), "plain", { formnovalidate: true });

/** A message that must be read: the bot's alert. */
export function showAlert(title, text) {
  return ask("alert", title, [el("p", {}, text)], [button("ok", t("dialog.ok"), "primary", { autofocus: true })]);
}

/** One of `choices` ([{value, label}]), or "". */
export function choose(title, choices) {
  return ask("choose", title, [], [...choices.map(({ value, label }) => button(String(value), label)), cancel()]);
}

function coordinate(name, limit, value) {
  const props = { type: "number", name, min: -limit, max: limit, step: "any", required: true, value };
  return el("label.field", {}, t(`place.${name}`), el("input", props));
}

function sameAs(nearest) {
  if (!nearest) return null;
  const fill = (event) => {
    event.currentTarget.form.elements.latitude.value = nearest.latitude;
    event.currentTarget.form.elements.longitude.value = nearest.longitude;
  };
  return el("button.plain", { type: "button", onclick: fill }, t("place.same"));
}

/** Coordinates of a place ({latitude, longitude}), or null; `nearest` is offered as a shortcut. */
export async function askPlace(nearest) {
  const last = JSON.parse(localStorage.getItem(PLACE_KEY) ?? "null") ?? { latitude: 39.9042, longitude: 116.4074 };
  const fields = [coordinate("latitude", 90, last.latitude), coordinate("longitude", 180, last.longitude)];
  const inputs = fields.map((field) => field.querySelector("input"));
  const shortcut = [sameAs(nearest)].filter(Boolean);
  const actions = [button("send", t("place.send"), "primary"), cancel()];
  if ((await ask("place", t("place.title"), [...fields, ...shortcut], actions)) !== "send") return null;
  const place = { latitude: Number(inputs[0].value), longitude: Number(inputs[1].value) };
  localStorage.setItem(PLACE_KEY, JSON.stringify(place));
  return place;
}

/** Where the picture to scan comes from: the value of one of `photos` ([{value, label}]), "file" or "". */
export function askPicture(help, photos) {
  const choices = [...photos.map(({ value, label }) => button(value, label)), button("file", t("scan.file"))];
  return ask("scan-source", t("scan.title"), [el("p", {}, help)], [...choices, cancel()]);
}
