import * as fail from "../base/texts.js";
import { type Core, core } from "./core.js";

/** Dense rows and what is learned from them, in the memory of the kernel, until the next place is taken. */
export interface Place {
  /** [n×d] */
  readonly X: Float64Array;
  /** [d] */
  readonly w: Float64Array;
  /** ±1 [n] */
  readonly y: Int8Array;
  /** [n] */
  readonly order: Uint32Array;
  /** The number of the first row of the order that is answered wrongly; see assembly/sequential. */
  scan(b: number, scale: number, shrink: number, from: number, to: number): number;
  /** Σ w·x of that row. */
  found(): number;
  /** w ← w + x·factor for row number `row` of X. */
  move(row: number, factor: number): void;
}

/** @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY */
export function takePlace(who: string, n: number, d: number): Place {
  const { base, reserve, scan, found, move } = core();
  const X = Math.ceil(base / 16) * 16;
  const w = X + 8 * n * d;
  const order = w + 8 * d;
  const y = order + 4 * n;
  const bytes = y + n;
  if (bytes > 2 ** 32 - 2 ** 16) throw fail.tooLarge(who, bytes);
  let buffer: ReturnType<Core["reserve"]>;
  try {
    buffer = reserve(bytes);
  } catch {
    throw fail.outOfMemory(who, bytes);
  }
  return {
    X: new Float64Array(buffer, X, n * d),
    w: new Float64Array(buffer, w, d),
    y: new Int8Array(buffer, y, n),
    order: new Uint32Array(buffer, order, n),
    found,
    move: (row, factor) => move(d, factor, X + 8 * d * row, w),
    scan: (b, scale, shrink, from, to) => scan(d, X, y, w, b, scale, shrink, order, from, to),
  };
}
