/** Building elements. Text always becomes a text node; nothing here parses markup. */

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  attach: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  document: "M7 3h7l4 4v14H7zM14 3v4h4",
  down: "M12 5v13M6 12l6 6 6-6",
  keyboard: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  place: "M12 21s-6-6-6-11a6 6 0 0 1 12 0c0 5-6 11-6 11zM12 10h.01",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
  send: "M4 12l16-8-6 16-3-7z",
  sticker: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9 10h.01M15 10h.01M8 14q4 4 8 0",
  voice: "M5 10v4M9 7v10M13 9v6M17 5v14M21 10v4",
  wide: "M3 12h18M7 8l-4 4 4 4M17 8l4 4-4 4",
};

/** Set one attribute, or listen to an event when the name begins with "on". */
function assign(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : value);
}

/** `el("button.key.wide", {type: "button", onclick}, "text", child)`; empty children are left out. */
export function el(selector, props = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const node = document.createElement(tag);
  if (classes.length > 0) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(props)) assign(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A decorative line drawing, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Words for screen readers only. */
export function spoken(text) {
  return el("span.spoken", {}, text);
}

/** A button with a drawing; `label` is shown unless `bare`, and always names it. */
export function iconButton(className, name, label, onclick, bare = false) {
  const props = { type: "button", onclick, "aria-label": bare ? label : null, title: bare ? label : null };
  return el(`button.${className}`, props, icon(name), bare ? null : el("span", {}, label));
}
