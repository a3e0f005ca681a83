import { texts } from "../text/language";

/** What is wrong with a proposition, and where. */
export interface SyntaxErrorText {
  /** Where it is, in the language of the page; "" if it has no position. */
  readonly place: string;
  /** What the library says of it, in English. */
  readonly sentence: string;
  /** The text before the error, at it and after it; null if it has no position. */
  readonly excerpt: { readonly before: string; readonly at: string; readonly after: string } | null;
}

/** Splits the library's error about a text into its parts. */
export function describeSyntaxError(error: unknown, text: string): SyntaxErrorText {
  const message = error instanceof Error ? error.message : String(error);
  const match = /^compile: character (\d+): (.*)$/m.exec(message);
  if (match === null) return { place: "", sentence: `${message.replace(/^compile: /, "")}.`, excerpt: null };
  const position = Number(match[1]) - 1;
  const rest = [...text.slice(position)];
  const [at = "", ...after] = rest;
  return {
    place: texts().logic.error(position + 1),
    sentence: `${match[2]}.`,
    excerpt: { before: text.slice(0, position), at, after: after.join("") },
  };
}
