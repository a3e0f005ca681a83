import { MAX_CLASSES } from "../data/points";
import { onLanguageChange, texts } from "../text/language";
import { byId } from "./dom";

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];
const KEY = "rosenblatt.theme";
const listeners = new Set<() => void>();

/** The colours of the page, for what is drawn on a canvas. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly border: string;
  readonly error: string;
  readonly classes: readonly string[];
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    background: colour("background"),
    text: colour("text"),
    muted: colour("muted"),
    border: colour("border"),
    error: colour("error"),
    classes: Array.from({ length: MAX_CLASSES }, (_, label) => colour(`class-${label}`)),
  };
}

/** Calls back whenever the colours have changed. */
export function onThemeChange(listener: () => void): void {
  listeners.add(listener);
}

/** The button that goes from the system's colours to light, to dark, and back. */
export function startTheme(): void {
  const button = byId("theme");
  const describe = (theme: Theme): void => {
    button.setAttribute("aria-label", texts().theme[theme]);
    button.title = texts().theme[theme];
  };
  const show = (theme: Theme): void => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.dataset.shows = theme;
    describe(theme);
    for (const listener of listeners) listener();
  };
  let theme = storedTheme();
  show(theme);
  onLanguageChange(() => describe(theme));
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] as Theme;
    storeTheme(theme);
    show(theme);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show(theme));
}

/** Storage may be forbidden; then the page begins with the system's colours each time. */
function storedTheme(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? "auto";
  } catch {
    return "auto";
  }
}

function storeTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // nothing is lost but the choice
  }
}
