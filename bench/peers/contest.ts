// The words of this bench: a row is a contest, a contest has contestants, and the library is measured against each.

import type { Work } from "./limit.js";

/** What a contestant computed, flat: weights then biases, a product, or labels. */
export type Result = ArrayLike<number>;

export interface Entry {
  /** Runs once. */
  result(): Result | Promise<Result>;
  /** Seconds per run, in one round. */
  seconds(): Promise<number>;
  leave?(): void;
}

export interface Contestant {
  readonly name: string;
  /** The library is to be at least this many times as fast; unless told, not slower; null if nothing is asked. */
  readonly target?: number | null;
  /** Follows another rule, as this says: compared by time only. */
  readonly note?: string;
  /** @throws {Absent} if it is not here */
  enter(): Promise<Entry> | Entry;
}

export interface Contest {
  readonly title: string;
  readonly library: Entry;
  readonly contestants: readonly Contestant[];
  /** Runs a second that the library is to reach. */
  readonly runsPerSecond?: number;
  /** Seconds a run that the library is not to exceed. */
  readonly atMost?: number;
  /** For the physical limit. */
  readonly work?: Work;
  /** What came out, in words, and whether it is what the library came to. */
  judge(result: Result, library: Result): { agrees: boolean; says: string };
}

export interface Row {
  readonly id: string;
  /** Why it cannot be measured here, if it cannot. */
  absent?(): string | undefined;
  /** Makes the data, which lives as long as the contest. */
  contest(): Contest | Promise<Contest>;
}

/** Why a contestant does not take part. */
export class Absent extends Error {}
