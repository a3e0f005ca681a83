import type { OwnMemory } from "../core/instantiate.js";

/** The kernel of the association layer, and the memory that it works in. */
export interface LayerKernel extends OwnMemory {
  readonly fireBlock_f32: FireBlock;
  readonly fireBlock_f64: FireBlock;
}

/**
 * The layer over a block of rows: of every unit z = (Σ₊ x − Σ₋ x) · scale − threshold and what it fires at z, max(z, 0) or
 * whether z ≥ 0. Inputs are added from left to right, those with weight +1 before those with −1; all is rounded to T.
 *
 * @param call  a LAYER_CALL in memory
 * @returns 0, or NOT_FINITE where a z is NaN or infinite
 */
export type FireBlock = (call: number) => number;
