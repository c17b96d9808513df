/** Links in messages and on buttons: to the big screen, to Telegram (this local one), or to the web. */

import { el } from "./dom.js";

const TELEGRAM_HOSTS = new Set(["t.me", "telegram.me", "telegram.dog"]);

function parse(url) {
  try {
    return new URL(/^[\w-]+:/.test(url) ? url : `https://${url}`);
  } catch {
    return null;
  }
}

/** "screen", "telegram", "web", or null for what must not become a link. */
export function kindOf(url) {
  const parsed = parse(url);
  if (parsed === null) return null;
  if (parsed.protocol === "tg:") return "telegram";
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return null;
  if (TELEGRAM_HOSTS.has(parsed.hostname)) return "telegram";
  return parsed.pathname.startsWith("/screen/") ? "screen" : "web";
}

/** The address below /screen/ on this server, whatever host the link names. */
export function screenPath(url) {
  const parsed = parse(url);
  return parsed.pathname + parsed.search;
}

/** A link or button for `url`. `go` has `screen(path, opener)` and `telegram(url)`. */
export function linkNode(className, label, url, go) {
  const kind = kindOf(url);
  if (kind === "telegram") {
    return el(`button.${className}`, { type: "button", "data-url": url, onclick: () => go.telegram(url) }, label);
  }
  if (kind === "screen") {
    const open = (event) => {
      event.preventDefault();
      go.screen(screenPath(url), event.currentTarget);
    };
    return el(`a.${className}`, { href: screenPath(url), "data-url": url, onclick: open }, label);
  }
  if (kind === null) return el("span", {}, label);
  const away = { href: parse(url).href, target: "_blank", rel: "noopener noreferrer", "data-url": url };
  return el(`a.${className}`, away, label);
}
