/** What is wrong with a proposition, and where. */
export interface Problem {
  readonly sentence: string;
  /** The text before the place, at it and behind it; null if the problem has no place. */
  readonly place: { readonly before: string; readonly at: string; readonly after: string } | null;
}

/** The library's error about a text, taken apart. */
export function describeProblem(error: unknown, text: string): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const found = /^compile: character (\d+): (.*)$/m.exec(message);
  if (found === null) return { sentence: `${message.replace(/^compile: /, "")}.`, place: null };
  const position = Number(found[1]) - 1;
  const rest = [...text.slice(position)];
  const [at = "", ...after] = rest;
  return {
    sentence: `At character ${position + 1}: ${found[2]}.`,
    place: { before: text.slice(0, position), at, after: after.join("") },
  };
}
