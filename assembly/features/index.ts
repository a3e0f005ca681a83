// The kernel of the association layer (rosenblatt/features): sums of inputs with weights ±1, which need additions and
// subtractions only. src/features/kernel-js.ts is the kernel in JavaScript, to the same bits.

import { NOT_FINITE } from "../step";
import { addUp, BLOCK_BYTES, fire, toColumns } from "./block";
import { LayerCall } from "./layer-call";

const WORD_BYTES: usize = 4;

export function heapBase(): usize {
  return __heap_base;
}

/**
 * The association layer over a block of rows: of every unit z = (Σ₊ x − Σ₋ x) · scale − threshold, and what it fires at z.
 *
 * @param address  a LayerCall
 * @returns 0, or NOT_FINITE when a z was NaN or infinite
 */
function fireBlock<T extends number>(address: usize): i32 {
  const call = changetype<LayerCall>(address);
  toColumns<T>(call.n, call.d, call.X, call.columns);
  let start = call.starts;
  for (let u: usize = 0; u < call.m; u++, start += 2 * WORD_BYTES) {
    const added = call.inputs + load<u32>(start) * WORD_BYTES;
    const subtracted = call.inputs + load<u32>(start, 4) * WORD_BYTES;
    const end = call.inputs + load<u32>(start, 8) * WORD_BYTES;
    addUp<T>(call.columns, added, subtracted, end, call.sums + u * BLOCK_BYTES);
  }
  const finite = fire<T>(call.n, call.m, call.sums, call.scales, call.thresholds, call.activation, call.Z);
  return finite ? 0 : NOT_FINITE;
}

export function fireBlock_f32(call: usize): i32 {
  return fireBlock<f32>(call);
}

export function fireBlock_f64(call: usize): i32 {
  return fireBlock<f64>(call);
}
