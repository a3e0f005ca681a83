// The pixels of a drawn digit, and the text that holds them in the address.

export const SIDE = 8;
export const PIXELS = SIDE * SIDE;
/** Of a pixel: so many of the 4 × 4 points under it can be black. */
export const BLACK = 16;

const LETTERS = "0123456789abcdefg";

/** Pixels from 0 to 16 as a text; none for a blank image. */
export const writeInk = (pixels: readonly number[]): string =>
  pixels.some((value) => value > 0) ? pixels.map((value) => LETTERS[value]).join("") : "";

/** The pixels of such a text; null if it is none. */
export function readInk(text: string): number[] | null {
  if (text === "") return new Array<number>(PIXELS).fill(0);
  const pixels = [...text].map((letter) => LETTERS.indexOf(letter));
  return pixels.length === PIXELS && !pixels.includes(-1) ? pixels : null;
}
