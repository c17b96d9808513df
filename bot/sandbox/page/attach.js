/** What can be sent besides text: the items of the attachment menu. */

import { el } from "./dom.js";
import { askPlace, choose } from "./dialogs.js";
import { nameOf } from "./media.js";
import { t } from "./text.js";

function pickFile(accept, then) {
  const input = el("input", { type: "file", accept, hidden: true });
  input.addEventListener("cancel", () => input.remove());
  input.addEventListener("change", () => {
    input.remove();
    then(input.files[0]);
  });
  document.body.append(input);
  input.click();
}

/** Let the person choose a picture; runs `then(file)`. */
export const pickPicture = (then) => pickFile("image/*", then);

function latestPlace(chat) {
  return chat.messages.findLast((message) => message.location && !message.out)?.location;
}

/** Send a place that the person chooses; `live` shares it as a live location. */
export async function sendPlace(phone, live) {
  const place = await askPlace(latestPlace(phone.chat));
  if (place) await phone.act("location", { ...place, live });
}

async function sendOther(phone) {
  const others = phone.others().map(({ user }) => ({ value: user.id, label: nameOf(user) }));
  const chosen = await choose(t("people.choose"), others);
  if (chosen) await phone.act("contact", { of: Number(chosen) });
}

/** Menu items for a phone; each is marked data-attach. */
export function attachItems(phone) {
  const runs = {
    document: () => pickFile(null, (file) => phone.sendFile("document", file)),
    photo: () => pickPicture((file) => phone.sendFile("photo", file)),
    contact: () => phone.act("contact", {}),
    other: () => sendOther(phone),
    location: () => sendPlace(phone, false),
    live: () => sendPlace(phone, true),
    sticker: () => phone.act("sticker", {}),
    voice: () => phone.act("voice", {}),
    scan: () => phone.scan(),
  };
  return Object.entries(runs).map(([name, run]) => ({ label: t(`attach.${name}`), run, props: { "data-attach": name } }));
}
