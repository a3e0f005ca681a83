// What comes in parts: a model's answers block by block, and the batches of a stream.

import { dtypeOf, filled, zeros } from "../base/dtype.js";
import type { Targets } from "../data/labels.js";
import { isArray, isVector, type Matrix, type MatrixInput } from "../data/view.js";
import { type Batches, iteratorOf, type StreamOptions, untilAborted } from "../learn/train/stream.js";
import { take } from "../metrics/take.js";

/** Lists one behind the other, or matrices one below the other. */
export function concatenated<R>(parts: readonly R[]): R {
  if (parts.length === 1) return parts[0] as R;
  if (isArray(parts[0])) return parts.flat() as R;
  const matrices = parts as unknown as Matrix[];
  const rows = matrices.reduce((sum, part) => sum + part.rows, 0);
  const { data: first, cols } = matrices[0] as Matrix;
  const data = filled(
    zeros(dtypeOf(first), rows * cols),
    matrices.map((part) => part.data),
  );
  return { data, rows, cols } as R;
}

/** The share of rows that are right, from the share of each block. */
export function meanScore(
  blocks: Iterable<MatrixInput>,
  y: Targets,
  score: (X: MatrixInput, y: Targets) => number,
): number {
  let [rows, right] = [0, 0];
  for (const block of blocks) {
    const count = rowCountOf(block);
    const numbers = Array.from({ length: count }, (_, i) => rows + i);
    right += Math.round(score(block, take(y, numbers)) * count);
    rows += count;
  }
  return right / rows;
}

const rowCountOf = (X: MatrixInput): number => (isVector(X) ? X.length : (X as Matrix).rows);

/** A batch of a stream, X being what the first step takes. */
export interface PipelineBatch {
  /** What the first step takes. */
  readonly X: unknown;
  /** Labels [n], or targets [n×k] of 0 and 1. */
  readonly y: Targets;
  /** How much each row counts [n], ≥ 0; by default each as one. */
  readonly sampleWeight?: ArrayLike<number> | null | undefined;
}

/** A stream of batches. */
export type PipelineBatches = AsyncIterable<PipelineBatch> | Iterable<PipelineBatch>;

/** The batches of an iterable. @throws {KindError} BATCHES, {StateError} LOCKED, at once */
export const iterated = <B>(batches: AsyncIterable<B> | Iterable<B>): AsyncGenerator<B> =>
  iteratorOf(batches as Batches) as AsyncGenerator<never>;

/** What batches hold for the first step, until `signal` or `stop` ends them as it ends a stream. */
export async function* inputsOf(
  batches: PipelineBatches,
  { signal, stop }: Pick<StreamOptions, "signal" | "stop">,
): AsyncGenerator<unknown> {
  for await (const { X } of untilAborted(iterated(batches), signal, stop)) yield X;
}
