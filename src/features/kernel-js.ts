// The kernel in JavaScript, readable: one row and one unit at a time.

import { allocate } from "../base/dtype.js";
import { NOT_FINITE } from "../core/contract.js";
import type { FireBlock, LayerKernel } from "./kernel.js";
import { ACTIVATION, LAYER_CALL } from "./layer-call.js";

/** Address 0 is nobody's. */
const FIRST_BYTE = 16;

export function jsLayerKernel(): LayerKernel {
  let buffer = new ArrayBuffer(0);
  return {
    base: FIRST_BYTE,
    reserve(bytes) {
      if (bytes > buffer.byteLength) {
        buffer = allocate(bytes, () => new ArrayBuffer(Math.ceil(bytes / 16) * 16));
      }
      return buffer;
    },
    fireBlock_f32: (call) => fireBlock(Float32Array, fireRowF32, buffer, call),
    fireBlock_f64: (call) => fireBlock(Float64Array, fireRowF64, buffer, call),
  };
}

/** What a row of a layer is made of; offsets in elements. */
export interface Units<T extends Float32Array | Float64Array> {
  /** [2m + 1] */
  readonly starts: Uint32Array;
  readonly inputs: Uint32Array;
  /** [m] */
  readonly scales: T;
  /** [m] */
  readonly thresholds: T;
  readonly activation: number;
}

type FireRow<T extends Float32Array | Float64Array> = (
  X: T,
  x: number,
  units: Units<T>,
  Z: T,
  z: number,
) => boolean;

function fireBlock<T extends Float32Array | Float64Array>(
  View: new (buffer: ArrayBuffer, offset: number, length?: number) => T,
  fireRow: FireRow<T>,
  buffer: ArrayBuffer,
  at: number,
): ReturnType<FireBlock> {
  const { n, d, m, X, starts, inputs, scales, thresholds, activation, Z } = LAYER_CALL.read(buffer, at);
  const ends = new Uint32Array(buffer, starts, 2 * m + 1);
  const units = {
    starts: ends,
    inputs: new Uint32Array(buffer, inputs, ends[2 * m]),
    scales: new View(buffer, scales, m),
    thresholds: new View(buffer, thresholds, m),
    activation,
  };
  const [rows, results] = [new View(buffer, X, n * d), new View(buffer, Z, n * m)];
  let finite = true;
  for (let i = 0; i < n; i++) finite = fireRow(rows, i * d, units, results, i * m) && finite;
  return finite ? 0 : NOT_FINITE;
}

const fround = Math.fround;

// Written once for each element type, so that V8 compiles each for one type of array.

/** What all units fire in f32 at the row from X[x] on, into Z from Z[z] on. @returns whether every sum is finite */
export function fireRowF32(
  X: Float32Array,
  x: number,
  { starts, inputs, scales, thresholds, activation }: Units<Float32Array>,
  Z: Float32Array,
  z: number,
): boolean {
  let finite = true;
  for (let u = 0; u < scales.length; u++) {
    const middle = starts[2 * u + 1] as number;
    const end = starts[2 * u + 2] as number;
    let sum = fround(0);
    let p = starts[2 * u] as number;
    for (; p < middle; p++) sum = fround(sum + (X[x + (inputs[p] as number)] as number));
    for (; p < end; p++) sum = fround(sum - (X[x + (inputs[p] as number)] as number));
    const value = fround(fround(sum * (scales[u] as number)) - (thresholds[u] as number));
    finite &&= value - value === 0;
    Z[z + u] = activate(value, activation);
  }
  return finite;
}

/** What all units fire in f64 at the row from X[x] on, into Z from Z[z] on. @returns whether every sum is finite */
export function fireRowF64(
  X: Float64Array,
  x: number,
  { starts, inputs, scales, thresholds, activation }: Units<Float64Array>,
  Z: Float64Array,
  z: number,
): boolean {
  let finite = true;
  for (let u = 0; u < scales.length; u++) {
    const middle = starts[2 * u + 1] as number;
    const end = starts[2 * u + 2] as number;
    let sum = 0;
    let p = starts[2 * u] as number;
    for (; p < middle; p++) sum += X[x + (inputs[p] as number)] as number;
    for (; p < end; p++) sum -= X[x + (inputs[p] as number)] as number;
    const value = sum * (scales[u] as number) - (thresholds[u] as number);
    finite &&= value - value === 0;
    Z[z + u] = activate(value, activation);
  }
  return finite;
}

/** Without −0. */
function activate(z: number, activation: number): number {
  if (activation === ACTIVATION.heaviside) return z >= 0 ? 1 : 0;
  return z > 0 ? z : 0;
}
