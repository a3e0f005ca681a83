import { CACHED_BYTES, LEAST_CACHED_ROWS } from "../base/costs.js";
import { bytesPer, type DType } from "../base/dtype.js";
import type { Memory, Ptr, StepCode } from "./contract.js";

/** What an epoch works on, as it lies in linear memory; assembly/task.ts says what each field is. */
export interface Task {
  eta: number;
  visits: number;
  d: number;
  k: number;
  stride: number;
  X: Ptr;
  indptr: Ptr;
  indices: Ptr;
  Y: Ptr;
  sampleWeight: Ptr;
  classWeight: Ptr;
  W: Ptr;
  b: Ptr;
  order: Ptr;
  margins: Ptr;
  sums: Ptr;
  biasSums: Ptr;
  step: StepCode;
  fitIntercept: number;
  joint: number;
}

/** The fields of 8 bytes, then those of 4, each in the order of memory. */
const REALS = ["eta", "visits"] as const;
const WORDS = [
  ...["d", "k", "stride", "X", "indptr", "indices", "Y", "sampleWeight", "classWeight", "W", "b", "order"],
  ...["margins", "sums", "biasSums", "step", "fitIntercept", "joint"],
] as readonly Exclude<keyof Task, (typeof REALS)[number]>[];

/** With two words more, which are the kernels' own. */
export const TASK_BYTES = 8 * REALS.length + 4 * (WORDS.length + 2);

/** Features of a panel at most (assembly/panel.ts). */
const MOST_PANEL_FEATURES = 16;
/** Numbers that the kernels' scratch has room for: a panel, or the margins of two rows of joint outputs. */
export const scratchCount = (k: number): number => Math.max(4 * (MOST_PANEL_FEATURES + 1), 2 * (k + 4));

/** How many rows of so many elements stay in the second-level cache while all outputs pass. */
export const cachedRows = (elements: number, dtype: DType): number =>
  Math.max(LEAST_CACHED_ROWS, Math.floor(CACHED_BYTES / (elements * bytesPer[dtype])));

export function writeTask(memory: Memory, at: Ptr, task: Task): void {
  const reals = new Float64Array(memory.buffer, at, REALS.length);
  const words = new Uint32Array(memory.buffer, at + 8 * REALS.length, WORDS.length);
  for (let i = 0; i < REALS.length; i++) reals[i] = task[REALS[i] as "eta"];
  for (let i = 0; i < WORDS.length; i++) words[i] = task[WORDS[i] as "d"];
}

export function readTask(memory: Memory, at: Ptr): Task {
  const reals = new Float64Array(memory.buffer, at, REALS.length);
  const words = new Uint32Array(memory.buffer, at + 8 * REALS.length, WORDS.length);
  const entries = [...REALS.map((name, i) => [name, reals[i]]), ...WORDS.map((name, i) => [name, words[i]])];
  return Object.fromEntries(entries) as unknown as Task;
}

/** `visits` alone, which changes with every epoch. */
export function writeVisits(memory: Memory, at: Ptr, visits: number): void {
  new Float64Array(memory.buffer, at + 8 * REALS.indexOf("visits"), 1)[0] = visits;
}
