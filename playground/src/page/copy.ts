import { texts } from "../text/language";
import { setText } from "./dom";

/** Milliseconds for which a button says how it went. */
const FEEDBACK_MS = 1500;

/** Copies a text, and lets the button say so, or that the browser does not allow it. */
export async function copyWith(button: HTMLElement, content: string): Promise<void> {
  const { copy, copied, copyFailed } = texts().share;
  try {
    await navigator.clipboard.writeText(content);
    setText(button, copied);
  } catch {
    setText(button, copyFailed);
  }
  setTimeout(() => setText(button, copy), FEEDBACK_MS);
}
