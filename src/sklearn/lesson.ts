/** One output's lesson in memory; assembly/sequential/lesson.ts says what each field is. */
export type Lesson = Record<(typeof WORDS)[number] | (typeof REALS)[number], number>;

/** The fields of 4 bytes, then those of 8, in the order of memory. */
const WORDS = [
  ...(["d", "n", "X", "near", "lengths", "w", "nearW", "y", "sampleWeight", "heldOut", "shuffle"] as const),
  ...(["rows", "spare", "order", "sides", "reach", "fitIntercept", "needsLosses"] as const),
] as const;
const REALS = ["eta0", "negative", "positive", "b", "losses", "found", "length"] as const;

export const LESSON_BYTES = 4 * WORDS.length + 8 * REALS.length;

export function writeLesson(buffer: ArrayBufferLike, at: number, lesson: Partial<Lesson>): void {
  new Uint32Array(buffer, at, WORDS.length).set(WORDS.map((name) => lesson[name] ?? 0));
  numbersOf(buffer, at).set(REALS.map((name) => lesson[name] ?? 0));
}

export function readLesson(buffer: ArrayBufferLike, at: number): Lesson {
  const words = new Uint32Array(buffer, at, WORDS.length);
  const reals = numbersOf(buffer, at);
  const entries = [...WORDS.map((name, i) => [name, words[i]]), ...REALS.map((name, i) => [name, reals[i]])];
  return Object.fromEntries(entries) as Lesson;
}

/** What changes while it is learned; `numberAt` says which is which. */
export const numbersOf = (buffer: ArrayBufferLike, at: number): Float64Array =>
  new Float64Array(buffer, at + 4 * WORDS.length, REALS.length);

export const numberAt = (name: (typeof REALS)[number]): number => REALS.indexOf(name);
