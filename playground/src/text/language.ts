// The language of the page: the browser's at first, then the one that was chosen.
import { byId, html } from "../page/dom";
import { de } from "./de";
import { en, type Texts } from "./en";
import { setLocale } from "./format";

const LANGUAGES = { en, de } as const satisfies Record<string, Texts>;
export type Language = keyof typeof LANGUAGES;
const KEY = "rosenblatt.language";
const listeners = new Set<() => void>();
let current: Language = "en";

/** The texts of the present language. */
export const texts = (): Texts => LANGUAGES[current];

/** Calls back whenever the language has changed. */
export function onLanguageChange(listener: () => void): void {
  listeners.add(listener);
}

const isLanguage = (name: string | null | undefined): name is Language =>
  name != null && Object.hasOwn(LANGUAGES, name);

/** The first language of a list like navigator.languages that the page has. */
export const preferred = (languages: readonly string[]): Language =>
  languages.map((name) => name.slice(0, 2).toLowerCase()).find(isLanguage) ?? "en";

export function setLanguage(language: Language): void {
  current = language;
  setLocale(language);
  if (typeof document === "undefined") return;
  document.documentElement.lang = language;
  document.title = texts().title;
  translate(document.documentElement);
  for (const listener of listeners) listener();
}

/** Fills the choice of languages, and begins with the one that was chosen before, or the browser prefers. */
export function startLanguage(): void {
  const select = byId<HTMLSelectElement>("language");
  for (const [value, { name }] of Object.entries(LANGUAGES)) {
    select.append(html("option", { value, lang: value }, name));
  }
  setLanguage(storedLanguage() ?? preferred(navigator.languages));
  select.value = current;
  select.addEventListener("change", () => {
    if (!isLanguage(select.value)) return;
    storeLanguage(select.value);
    setLanguage(select.value);
  });
}

/** Where a text belongs: in an element, or in one of its attributes. */
const TARGETS = {
  "data-text": (element: Element, text: string) => {
    element.innerHTML = text;
  },
  "data-label": (element: Element, text: string) => element.setAttribute("aria-label", text),
  "data-title": (element: Element, text: string) => element.setAttribute("title", text),
};

/** Puts the texts into all elements that name one, such as data-text="perceptron.title". */
export function translate(root: Element): void {
  for (const [attribute, put] of Object.entries(TARGETS)) {
    for (const element of root.querySelectorAll(`[${attribute}]`)) {
      put(element, textAt(element.getAttribute(attribute) as string));
    }
  }
}

/** @throws if there is no text of this name */
export function textAt(path: string): string {
  let value: unknown = texts();
  for (const key of path.split(".")) value = (value as Record<string, unknown> | undefined)?.[key];
  if (typeof value !== "string") throw new Error(`There is no text "${path}"`);
  return value;
}

/** Storage may be forbidden; then the page begins with the browser's language each time. */
function storedLanguage(): Language | undefined {
  try {
    const language = localStorage.getItem(KEY);
    return isLanguage(language) ? language : undefined;
  } catch {
    return undefined;
  }
}

function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // only the choice is lost
  }
}
