import { Struct } from "../core/struct.js";

/** The training state of one output in kernel memory: the fields as assembly/sequential/sgd-state.ts explains them. */
const LAYOUT = /* @__PURE__ */ new Struct(
  ["eta0", "negative", "positive", "losses", "b", "scale", "shrink", "threshold", "dot", "wNorm"],
  [
    "d",
    "n",
    "X",
    "roundedX",
    "norms",
    "w",
    "roundedW",
    "y",
    "sampleWeight",
    "heldOut",
    "shuffle",
    "allRows",
    "nextRows",
    "order",
    "signedNorms",
    "orderedNorms",
    "fitIntercept",
    "needsLosses",
  ],
);

type RealField = (typeof LAYOUT.reals)[number];
export type SgdState = Record<RealField | (typeof LAYOUT.words)[number], number>;

export const SGD_STATE_BYTES = LAYOUT.bytes;

/** Writes a state at an address aligned to 8; fields that are left out become 0. */
export const writeSgdState = (buffer: ArrayBufferLike, address: number, state: Partial<SgdState>): void =>
  LAYOUT.write(buffer, address, state);

export const readSgdState = (buffer: ArrayBufferLike, address: number): SgdState =>
  LAYOUT.read(buffer, address);

/** A view of the f64 fields, those that change in training among them; `realFieldIndex` says which is which. */
export const realFields = (buffer: ArrayBufferLike, address: number): Float64Array =>
  LAYOUT.realsAt(buffer, address);

export const realFieldIndex = (name: RealField): number => LAYOUT.reals.indexOf(name);
