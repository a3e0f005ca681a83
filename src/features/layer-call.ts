import { Struct } from "../core/struct.js";

/** What a unit fires at z: max(z, 0), or 1 if z ≥ 0 and else 0. */
export type Activation = "relu" | "heaviside";
/** The activations by the numbers that the kernels know. */
export const ACTIVATION: Readonly<Record<Activation, number>> = { relu: 0, heaviside: 1 };

/** The bytes that a block's values of one input or unit take: 32 rows of f32, 16 of f64. */
export const BLOCK_BYTES = 128;

/** A layer and a block of rows as they lie in memory; assembly/features/layer-call.ts says what each field is. */
export const LAYER_CALL = /* @__PURE__ */ new Struct([], [
  "n",
  "d",
  "m",
  "X",
  "starts",
  "inputs",
  "scales",
  "thresholds",
  "activation",
  "columns",
  "sums",
  "Z",
] as const);
