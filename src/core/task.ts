import { CACHED_BYTES, LEAST_CACHED_ROWS } from "../base/costs.js";
import { bytesPer, type DType } from "../base/dtype.js";
import type { Memory, Ptr, StepCode } from "./contract.js";
import { Struct } from "./struct.js";

/** What an epoch works on, as it lies in linear memory; assembly/task.ts says what each field is. */
export interface Task {
  eta: number;
  visits: number;
  decay: number;
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
  lastVisits: Ptr;
  step: StepCode;
  fitIntercept: number;
  joint: number;
}

/** The fields as assembly/task.ts has them, with two words behind them that only the kernels know. */
const LAYOUT = /* @__PURE__ */ new Struct(
  ["eta", "visits", "decay"],
  [
    "d",
    "k",
    "stride",
    "X",
    "indptr",
    "indices",
    "Y",
    "sampleWeight",
    "classWeight",
    "W",
    "b",
    "order",
    "margins",
    "sums",
    "biasSums",
    "lastVisits",
    "step",
    "fitIntercept",
    "joint",
  ],
  2,
);

export const taskBytes = (): number => LAYOUT.bytes;

/** Features of a panel at most (assembly/panel.ts). */
const MOST_PANEL_FEATURES = 16;
/** Numbers that the kernels' scratch has room for: a panel, or the margins of two rows of joint outputs. */
export const scratchCount = (k: number): number => Math.max(4 * (MOST_PANEL_FEATURES + 1), 2 * (k + 4));

/** How many rows of so many elements stay in the second-level cache while all outputs pass. */
export const cachedRows = (elements: number, dtype: DType): number =>
  Math.max(LEAST_CACHED_ROWS, Math.floor(CACHED_BYTES / (elements * bytesPer[dtype])));

export const writeTask = (memory: Memory, at: Ptr, task: Task): void => LAYOUT.write(memory.buffer, at, task);

export const readTask = (memory: Memory, at: Ptr): Task => LAYOUT.read(memory.buffer, at) as Task;

/** `visits` alone, which changes with every epoch. */
export function writeVisits(memory: Memory, at: Ptr, visits: number): void {
  LAYOUT.realsAt(memory.buffer, at)[LAYOUT.reals.indexOf("visits")] = visits;
}
