/** Language and colours: chosen by the system until the person chooses; remembered in this browser. */

import { language, setLanguage, t } from "./text.js";

const LANGUAGE_KEY = "phones.language";
const THEME_KEY = "phones.theme";
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

const languageButton = document.getElementById("language");
const themeButton = document.getElementById("theme");

const isDark = () => (localStorage.getItem(THEME_KEY) ?? (systemDark.matches ? "dark" : "light")) === "dark";

function label() {
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  document.title = t("page.title");
  languageButton.textContent = language() === "zh" ? "English" : "中文";
  languageButton.lang = language() === "zh" ? "en" : "zh";
  themeButton.textContent = t(isDark() ? "page.theme.light" : "page.theme.dark");
}

function applyTheme() {
  const chosen = localStorage.getItem(THEME_KEY);
  if (chosen) document.documentElement.dataset.theme = chosen;
  label();
}

function switchLanguage(redraw) {
  setLanguage(language() === "zh" ? "en" : "zh");
  localStorage.setItem(LANGUAGE_KEY, language());
  label();
  redraw();
}

function switchTheme() {
  localStorage.setItem(THEME_KEY, isDark() ? "light" : "dark");
  applyTheme();
}

/** Apply what was chosen before and listen to the two buttons; `redraw()` shows the phones in the new language. */
export function startSettings(redraw) {
  setLanguage(localStorage.getItem(LANGUAGE_KEY) ?? "zh");
  applyTheme();
  languageButton.addEventListener("click", () => switchLanguage(redraw));
  themeButton.addEventListener("click", switchTheme);
  systemDark.addEventListener("change", applyTheme);
}
