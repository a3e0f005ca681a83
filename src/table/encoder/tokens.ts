const WORDS = /[\p{L}\p{N}]+/gu;

export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(WORDS) ?? [];

/**
 * The words of a text, and their runs of three characters with a space at either end: " fr", "fre", "ree", "ee " of "free".
 * Runs begin with #, so that none is a word.
 */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const word of wordsOf(text)) {
    tokens.push(word);
    const spaced = [" ", ...word, " "];
    for (let at = 0; at + 3 <= spaced.length; at++) {
      tokens.push(`#${spaced[at]}${spaced[at + 1]}${spaced[at + 2]}`);
    }
  }
  return tokens;
}
