/** A button that opens a menu: arrow keys move, Enter chooses, Escape or a click elsewhere closes. */

import { el } from "./dom.js";

const GAP = 6;

function place(menu, button) {
  const around = button.getBoundingClientRect();
  const above = around.top - GAP;
  const below = window.innerHeight - around.bottom - GAP;
  menu.style.maxHeight = `${Math.max(above, below) - GAP}px`;
  const box = menu.getBoundingClientRect();
  const left = Math.min(around.left, window.innerWidth - box.width - GAP);
  const top = below >= box.height || below >= above ? around.bottom + GAP : around.top - GAP - box.height;
  menu.style.left = `${Math.max(GAP, left)}px`;
  menu.style.top = `${top}px`;
}

function moveFocus(menu, event) {
  const items = [...menu.querySelectorAll("[role=menuitem]:not(:disabled)")];
  const here = items.indexOf(document.activeElement);
  const targets = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 };
  if (event.key === "Tab") menu.hidePopover();
  if (!(event.key in targets)) return;
  event.preventDefault();
  event.stopPropagation();
  items.at(targets[event.key] % items.length)?.focus();
}

function itemNode(item, menu, button) {
  const choose = () => {
    menu.hidePopover();
    button.focus();
    item.run();
  };
  const props = { type: "button", role: "menuitem", onclick: choose, disabled: item.disabled, ...item.props };
  return el("button.item", props, el("span", {}, item.label), item.hint && el("span.hint", {}, item.hint));
}

function open(button, items) {
  const menu = el("div.menu", { role: "menu", popover: "auto", "aria-label": button.ariaLabel ?? button.textContent });
  menu.append(...items.map((item) => itemNode(item, menu, button)));
  menu.addEventListener("keydown", (event) => moveFocus(menu, event));
  const close = () => menu.hidePopover();
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    button.setAttribute("aria-expanded", "false");
    window.removeEventListener("resize", close);
    menu.remove();
  });
  window.addEventListener("resize", close);
  button.after(menu);
  button.setAttribute("aria-expanded", "true");
  menu.showPopover();
  place(menu, button);
  menu.querySelector("[role=menuitem]:not(:disabled)")?.focus();
}

/** Make `button` open the menu of `items()`: [{label, hint?, run, disabled?, props?}]. */
export function opensMenu(button, items) {
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => open(button, items()));
  return button;
}
