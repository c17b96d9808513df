/** The server's side of the phones: one function a call. Failures are Errors with a sentence in `message`. */

import { t } from "./text.js";

async function answer(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error(t("error.offline"));
  }
  const body = await response.json().catch(() => ({ error: `HTTP ${response.status}` }));
  if (!response.ok) throw new Error(t("error.failed", { error: body.error }));
  return body;
}

export const loadPhones = () => answer("/phones");

/** Do something on a person's phone: send, start, tap, contact, location, … */
export function act(userId, action, body) {
  return answer(`/phones/${userId}/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Send a file; `as` is "document" or "photo". */
export function upload(userId, chat, as, file) {
  const form = new FormData();
  form.append("chat_id", chat.id);
  form.append("bot_id", chat.bot_id);
  form.append("as", as);
  form.append("file", file, file.name);
  return answer(`/phones/${userId}/file`, { method: "POST", body: form });
}

export const fileUrl = (fileId) => `/phones/files/${encodeURIComponent(fileId)}`;

/** Follow what happens. `onConnected` runs at every (re)connection, since events may have been missed. */
export function follow(onEvent, onConnected, onLost) {
  const source = new EventSource("/phones/events");
  source.addEventListener("open", onConnected);
  source.addEventListener("error", onLost);
  source.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
}
