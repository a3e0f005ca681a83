import type { OwnMemory } from "../core/instantiate.js";

/**
 * The training loop of one output over dense rows, and the memory that it works in. Every call but `reserve`
 * takes the address of a training state in that memory (see sgd-state.ts); all numbers are f64 unless a field
 * says otherwise. assembly/sequential/index.ts is the kernel in Wasm, kernel-js.ts the one in JavaScript: the
 * same bits.
 */
export interface SgdKernel extends OwnMemory {
  /** After samples [n×d] were written. @returns not 0 if rows `from` … `to` − 1 are surely finite */
  prepareRows(state: number, from: number, to: number): number;
  /** Before the first epoch of an output, whose targets [n] and weights [d] were written. */
  beginOutput(state: number): void;
  /** After weights [d] were written. */
  prepareWeights(state: number): void;
  /** Before an epoch: shuffles the rows and lists those that are not held out. @returns how many they are */
  shuffleRows(state: number): number;
  /**
   * The number of the first listed row from `from` on with y·(scale·Σ w·x + b) ≤ threshold, or `to`; after each row,
   * the scale is multiplied by `shrink`. All four are in the state and stay as they are.
   */
  findViolation(state: number, from: number, to: number): number;
  /** The perceptron learning rule over the listed rows up to `to`. @returns mistakes */
  epoch(state: number, to: number): number;
  /** w ← w + factor·x with one row. */
  addRow(state: number, row: number, factor: number): void;
}
