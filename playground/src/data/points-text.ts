import { type Point, type PointSet, pointSet } from "./points";

/** The most points that an address holds. */
export const MAX_ADDRESS_POINTS = 400;

/** One for each class; an e would be read as part of a number. */
const LETTERS = "abcdfghijk";
const NUMBER = String.raw`(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)`;
const POINT = new RegExp(`([${LETTERS}])${NUMBER},${NUMBER}`, "y");

/** Points as a short text: a letter for the class, then the coordinates, as in `a1.4,0.2b3,1`. */
export function writePoints({ xy, labels }: PointSet): string {
  const texts = Array.from(labels, (label, i) => `${LETTERS[label]}${xy[2 * i]},${xy[2 * i + 1]}`);
  return texts.join("");
}

/** The points of such a text, of too many the first ones; null if it is none. */
export function readPoints(text: string, names?: Partial<PointSet>): PointSet | null {
  const points: Point[] = [];
  POINT.lastIndex = 0;
  while (POINT.lastIndex < text.length && points.length < MAX_ADDRESS_POINTS) {
    const match = POINT.exec(text);
    if (match === null) return null;
    const [, letter = "", x, y] = match;
    if (!Number.isFinite(Number(x)) || !Number.isFinite(Number(y))) return null;
    points.push({ x: Number(x), y: Number(y), label: LETTERS.indexOf(letter) });
  }
  return pointSet(points, names);
}
