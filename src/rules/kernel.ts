import type { DType } from "../base/dtype.js";
import type { Ptr } from "../core/contract.js";

/**
 * Learns from the rows `from` … `to` − 1 of a task's order, as assembly/rules/index.ts says.
 *
 * @param task  a Task in linear memory (core/task.ts)
 * @param rule  a RuleState in linear memory (rule-state.ts)
 * @returns mistakes, summed over outputs (of a joint task: rows), or NOT_FINITE
 */
export type RuleEpoch = (task: Ptr, rule: Ptr, from: number, to: number) => number;

/** Lays out sparse rows of ones, as assembly/rules/ones.ts says; others stay as they are. */
type LayOutOnes = (task: Ptr, rule: Ptr, rows: number, at: Ptr) => void;

export type RuleKernels = { readonly [name in `epoch_${DType}`]: RuleEpoch } & {
  readonly [name in `layOutOnes_${DType}`]?: LayOutOnes;
};
