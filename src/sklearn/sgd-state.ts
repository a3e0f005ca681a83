/** The training state of one output in kernel memory; assembly/sequential/sgd-state.ts explains the fields. */
export type SgdState = Record<(typeof WORD_FIELDS)[number] | (typeof REAL_FIELDS)[number], number>;

/** The fields of 4 bytes (u32), then those of 8 (f64), in the order of memory. */
const WORD_FIELDS = [
  ...(["d", "n", "X", "roundedX", "norms", "w", "roundedW", "y", "sampleWeight", "heldOut"] as const),
  ...(["shuffle", "allRows", "nextRows", "order", "signedNorms", "orderedNorms"] as const),
  ...(["fitIntercept", "needsLosses"] as const),
] as const;
const REAL_FIELDS = ["eta0", "negative", "positive", "b", "losses", "dot", "wNorm"] as const;

export const SGD_STATE_BYTES = 4 * WORD_FIELDS.length + 8 * REAL_FIELDS.length;

/** Writes a state at an address aligned to 8; fields that are left out become 0. */
export function writeSgdState(buffer: ArrayBufferLike, address: number, state: Partial<SgdState>): void {
  new Uint32Array(buffer, address, WORD_FIELDS.length).set(WORD_FIELDS.map((name) => state[name] ?? 0));
  realFields(buffer, address).set(REAL_FIELDS.map((name) => state[name] ?? 0));
}

export function readSgdState(buffer: ArrayBufferLike, address: number): SgdState {
  const words = new Uint32Array(buffer, address, WORD_FIELDS.length);
  const reals = realFields(buffer, address);
  const entries = [
    ...WORD_FIELDS.map((name, i) => [name, words[i]]),
    ...REAL_FIELDS.map((name, i) => [name, reals[i]]),
  ];
  return Object.fromEntries(entries) as SgdState;
}

/**
 * A view of the f64 fields, those that change in training among them; `realFieldIndex` says which is which.
 */
export const realFields = (buffer: ArrayBufferLike, address: number): Float64Array =>
  new Float64Array(buffer, address + 4 * WORD_FIELDS.length, REAL_FIELDS.length);

export const realFieldIndex = (name: (typeof REAL_FIELDS)[number]): number => REAL_FIELDS.indexOf(name);
