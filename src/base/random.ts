import { finish, inParts, type Work } from "./work.js";

/**
 * The visiting order of an epoch: a permutation of 0 … n−1 that depends on (seed, epoch, n) alone, so that a
 * fit can stop anywhere and go on elsewhere. Fisher and Yates's shuffle, fed by sfc32.
 *
 * @param order  [n] u32, overwritten
 * @param seed   an integer in 0 … 2³² − 1
 * @param epoch  ≥ 1
 */
export const shuffledOrder = (order: Uint32Array, seed: number, epoch: number): void =>
  finish(shuffledWork(order, seed, epoch));

/** `shuffledOrder`, in parts. */
export function* shuffledWork(order: Uint32Array, seed: number, epoch: number): Work<void> {
  yield* inOrder(order);
  const random = sfc32(seed, epoch);
  const last = order.length - 1;
  yield* inParts(last, (from, to) => swap(order, random, last - from, last - to));
}

/** 0, 1, 2, … in parts. */
export const inOrder = (order: Uint32Array): Work<void> =>
  inParts(order.length, (from, to) => count(order, from, to));

/** 0 … n − 1 */
export function upTo(n: number): Uint32Array {
  const order = new Uint32Array(n);
  count(order, 0, n);
  return order;
}

// The loops are functions of their own: in a generator they take three times as long.

function count(order: Uint32Array, from: number, to: number): void {
  for (let i = from; i < to; i++) order[i] = i;
}

/** The steps of the shuffle from place `last` down to the place above `end`. */
function swap(order: Uint32Array, random: () => number, last: number, end: number): void {
  for (let i = last; i > end; i--) {
    const j = ((random() / 2 ** 32) * (i + 1)) >>> 0;
    const swapped = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swapped;
  }
}

/** Chris Doty-Humphrey's sfc32 (PractRand, 2010), keyed by two words: uniform integers in 0 … 2³² − 1. */
export function sfc32(key: number, stream: number): () => number {
  const state = Uint32Array.of(key, stream, 0x9e3779b9, 1); // in variables of a closure, a number takes longer
  const next = (): number => {
    const b = state[1] as number;
    const c = state[2] as number;
    const result = (state[0] as number) + b + (state[3] as number)++;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + result;
    return result >>> 0;
  };
  for (let round = 0; round < 20; round++) next(); // its author asks for 12 or more, to mix the key
  return next;
}
