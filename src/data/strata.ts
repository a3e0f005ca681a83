import { shuffledWork } from "../base/random.js";
import * as fail from "../base/texts.js";
import { shouldYield, type Work } from "../base/work.js";
import { classNumbersWork, distinctWork, type Label } from "./labels.js";

/** Rows by class: the sorted classes, the class number of each row [n], the members of each class. */
export interface Strata {
  readonly classes: readonly Label[];
  readonly numbers: Uint32Array;
  readonly members: readonly number[];
}

/** @param counts  1 for each row that counts as a member [n]; undefined for all */
export function* strataWork(labels: ArrayLike<Label>, counts?: Uint8Array): Work<Strata> {
  const classes = yield* distinctWork(labels);
  const numbers = yield* classNumbersWork(labels, classes);
  return { classes, numbers, members: yield* membersOf(numbers, classes.length, counts) };
}

/** How many rows each class has, of those that count. */
export function* membersOf(numbers: Uint32Array, classes: number, counts?: Uint8Array): Work<number[]> {
  const members = new Array<number>(classes).fill(0);
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row] as number;
    if (counts?.[row] !== 0) members[number] = (members[number] as number) + 1;
    if (shouldYield(row)) yield;
  }
  return members;
}

/** A permutation of the rows. Stream 0 of a seed belongs to no epoch of a fit, which count from 1. */
export function* shuffledRows(rows: number, seed: number): Work<Uint32Array> {
  const order = new Uint32Array(rows);
  yield* shuffledWork(order, seed, 0);
  return order;
}

/** How the user may help where a class is too small to be parted. */
interface Advice {
  readonly ofClass: string;
  readonly ofPart: string;
}

/** Where rows are held out for early stopping. */
export const HELD_OUT: Advice = {
  ofClass: "turn earlyStopping off",
  ofPart: "change validationFraction, or turn earlyStopping off",
};

/**
 * Parts rows in two; with strata, each class as evenly as can be.
 *
 * @param order  the rows, shuffled; both parts keep their order
 * @throws {ValueError} CLASS_TOO_SMALL if a class has one member; PART_TOO_SMALL if a part has fewer rows than
 *   there are classes
 */
export function* parted(
  order: Uint32Array,
  testCount: number,
  strata: Strata | undefined,
  advice: Advice,
): Work<{ train: Uint32Array; test: Uint32Array }> {
  const left = strata === undefined ? [testCount] : shares(strata, testCount, order.length, advice);
  const test = new Uint32Array(testCount);
  const train = new Uint32Array(order.length - testCount);
  let tested = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i] as number;
    const number = strata?.numbers[row] ?? 0;
    const wanted = left[number] as number;
    if (wanted > 0) test[tested++] = row;
    else train[i - tested] = row;
    left[number] = wanted - 1;
    if (shouldYield(i)) yield;
  }
  return { train, test };
}

/**
 * The test rows of each class by largest remainder (Hamilton): ⌊t·nᵢ/n⌋, and one more for the classes with the
 * largest t·nᵢ mod n until there are t; among equals for the smaller class, which lacks a row sooner, then the first.
 */
function shares({ classes, members }: Strata, testCount: number, rows: number, advice: Advice): number[] {
  members.forEach((count, i) => {
    if (count === 1) throw fail.classTooSmall(classes[i], count, 2, advice.ofClass);
  });
  const present = members.filter((count) => count > 0).length;
  for (const [part, partSize] of [["test", testCount] as const, ["train", rows - testCount] as const]) {
    if (partSize < present) throw fail.partTooSmall(part, partSize, present, advice.ofPart);
  }
  const counts = members.map((count) => Math.floor((testCount * count) / rows));
  const rest = testCount - counts.reduce((sum, count) => sum + count, 0);
  const remainders = members.map((count, i) => ({ i, count, remainder: (testCount * count) % rows }));
  remainders.sort((a, b) => b.remainder - a.remainder || a.count - b.count || a.i - b.i);
  for (const { i } of remainders.slice(0, rest)) counts[i] = (counts[i] as number) + 1;
  return counts;
}
