import * as fail from "../base/texts.js";
import { core } from "./core.js";
import { LESSON_BYTES, numberAt, numbersOf, writeLesson } from "./lesson.js";

/** What is to be learned by one output. */
export interface Output {
  /** ±1 [n] */
  readonly y: Int8Array;
  /** To begin with; copied [d] */
  readonly w: Float64Array;
  readonly sampleWeight: Float64Array | undefined;
  readonly classWeight: { readonly positive: number; readonly negative: number };
  /** 1 for each row that is not visited [n] */
  readonly heldOut: Uint8Array | undefined;
  /** Applied to the order of the rows before each epoch [n] */
  readonly shuffle: Uint32Array | undefined;
  readonly eta0: number;
  readonly fitIntercept: boolean;
  /** Whether `epoch` adds up the losses. */
  readonly needsLosses: boolean;
}

/** Dense rows and what is learned from them, in the memory of the kernel, until the next place is taken. */
export interface Place {
  /** [n×d] */
  readonly X: Float64Array;
  /** [d] */
  readonly w: Float64Array;
  /** The rows to visit, after `arrange` [≤ n] */
  readonly order: Uint32Array;
  /** To be called when rows of X were written. @returns whether they are surely finite */
  measureRows(from: number, to: number): boolean;
  /** To be called when w was written. */
  measureWeights(): void;
  begin(output: Output): void;
  /** Before an epoch. @returns how many rows there are to visit */
  arrange(): number;
  /** The number of the first row of the order whose margin is not above `enough`; see assembly/sequential. */
  scan(b: number, scale: number, shrink: number, enough: number, from: number, to: number): number;
  /** Σ w·x of that row. */
  found(): number;
  /** w ← w + x·factor */
  move(row: number, factor: number): void;
  /** Learns from each mistake in the first `to` rows of the order, with the bias from `b` on. */
  epoch(to: number, b: number): { mistakes: number; losses: number; b: number };
}

/** @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY */
export function takePlace(who: string, n: number, d: number): Place {
  const kernel = core();
  let top = kernel.base;
  const take = (bytes: number): number => {
    const at = top;
    top += Math.ceil(bytes / 16) * 16;
    return at;
  };
  const lesson = take(LESSON_BYTES);
  const samples = { n, d, X: take(8 * n * d), near: take(4 * n * d), lengths: take(4 * n) };
  const weights = { w: take(8 * d), nearW: take(4 * d) };
  const targets = { y: take(n), sampleWeight: take(8 * n), heldOut: take(n) };
  const orders = { shuffle: take(4 * n), rows: take(4 * n), spare: take(4 * n), order: take(4 * n) };
  const all = { ...samples, ...weights, ...targets, ...orders, sides: take(4 * n), reach: take(4 * n) };
  if (top > 2 ** 32 - 2 ** 16) throw fail.tooLarge(who, top);
  let buffer: ArrayBuffer;
  try {
    buffer = kernel.reserve(top);
  } catch {
    throw fail.outOfMemory(who, top);
  }
  writeLesson(buffer, lesson, all);
  const [B, LOSSES, FOUND] = [numberAt("b"), numberAt("losses"), numberAt("found")];
  const numbers = numbersOf(buffer, lesson);
  const w = new Float64Array(buffer, all.w, d);
  return {
    X: new Float64Array(buffer, all.X, n * d),
    w,
    order: new Uint32Array(buffer, all.order, n),
    measureRows: (from, to) => kernel.measureRows(lesson, from, to) !== 0,
    measureWeights: () => kernel.measureWeights(lesson),
    begin({ y, w: begun, sampleWeight, classWeight, heldOut, shuffle, eta0, fitIntercept, needsLosses }) {
      const flags = { fitIntercept: Number(fitIntercept), needsLosses: Number(needsLosses) };
      const given = { ...all, ...classWeight, ...flags, eta0 };
      new Int8Array(buffer, all.y, n).set(y);
      w.set(begun);
      if (shuffle === undefined) given.shuffle = 0;
      else new Uint32Array(buffer, all.shuffle, n).set(shuffle);
      if (heldOut === undefined) given.heldOut = 0;
      else new Uint8Array(buffer, all.heldOut, n).set(heldOut);
      if (sampleWeight === undefined) given.sampleWeight = 0;
      else new Float64Array(buffer, all.sampleWeight, n).set(sampleWeight);
      writeLesson(buffer, lesson, given);
      kernel.begin(lesson);
    },
    arrange: () => kernel.arrange(lesson) >>> 0,
    scan: (b, scale, shrink, enough, from, to) =>
      kernel.scan(lesson, b, scale, shrink, enough, from, to) >>> 0,
    found: () => numbers[FOUND] as number,
    move: (row, factor) => kernel.move(lesson, row, factor),
    epoch(to, b) {
      numbers[B] = b;
      numbers[LOSSES] = 0;
      const mistakes = kernel.epoch(lesson, to) >>> 0;
      return { mistakes, losses: numbers[LOSSES] as number, b: numbers[B] as number };
    },
  };
}
