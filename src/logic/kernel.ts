import type { OwnMemory } from "../core/instantiate.js";

/** Evaluates a network over its truth table, many rows at a time; and the memory that it works in. */
export interface LogicKernel extends OwnMemory {
  readonly evaluateBlock: EvaluateBlock;
}

/**
 * Evaluates every neuron of an encoded network over a block of rows, in their order.
 *
 * @param network  the address of the words               (see encoded-network.ts) u32
 * @param end      the address behind them
 * @param values   one column of bits per source          [sources × vectors] v128, the inputs' filled in
 * @param target   the column of the first neuron         = values + (sources − neurons) columns
 * @param vectors  length of a column in v128, 128 rows each
 * @param counter  scratch for the bit planes of a count  [largest plane count] v128
 */
export type EvaluateBlock = (
  network: number,
  end: number,
  values: number,
  target: number,
  vectors: number,
  counter: number,
) => void;
