import { bytesPer, type DType, type Reals, view, zeros } from "../base/dtype.js";
import { NOT_FINITE } from "../core/contract.js";
import { currentLayerKernel } from "./current-kernel.js";
import type { LayerKernel } from "./kernel.js";
import { fireRowF32, fireRowF64, type Units } from "./kernel-js.js";
import { BLOCK_BYTES, LAYER_CALL } from "./layer-call.js";

/** The units of a layer over d inputs, in one element type. */
export interface WiredLayer {
  readonly dtype: DType;
  readonly d: number;
  readonly units: Units<Reals>;
}

/** Copies the rows from number `from` to number `to` of a block into `target` [to − from × d]. */
type ReadRows = (from: number, to: number, target: Reals) => void;

/** A layer in the kernel's memory, for as long as no other is put there. */
interface Placed {
  readonly layer: WiredLayer;
  readonly kernel: LayerKernel;
  readonly call: number;
  readonly X: number;
  readonly Z: number;
}

let placed: Placed | undefined;

export const blockRows = (dtype: DType): number => BLOCK_BYTES / bytesPer[dtype];

/**
 * What a layer fires at n rows, block by block.
 *
 * @param read    gives the rows; it may make use of another layer
 * @param target  [n×m], written
 * @returns whether every sum is finite
 * @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY; what `read` throws
 */
export function fireRows(layer: WiredLayer, n: number, read: ReadRows, target: Reals): boolean {
  const { dtype, d, units } = layer;
  const m = units.scales.length;
  const most = blockRows(dtype);
  const rows = zeros(dtype, Math.min(n, most) * d);
  for (let from = 0; from < n; from += most) {
    const count = Math.min(most, n - from);
    const block = rows.subarray(0, count * d);
    read(from, from + count, block);
    const { kernel, call, X, Z } = place(layer);
    const buffer = kernel.reserve(0);
    view(dtype, buffer, X, block.length).set(block);
    new Uint32Array(buffer, call, 1)[0] = count; // the first field
    if (kernel[`fireBlock_${dtype}`](call) === NOT_FINITE) return false;
    target.set(view(dtype, buffer, Z, count * m), from * m);
  }
  return true;
}

/** What all units fire at one row [d], in JavaScript, without a crossing: [m]; undefined if a sum is not finite. */
export function fireRow({ dtype, units }: WiredLayer, x: Reals): Reals | undefined {
  const z = zeros(dtype, units.scales.length);
  const finite =
    dtype === "f32"
      ? fireRowF32(x as Float32Array, 0, units as Units<Float32Array>, z as Float32Array, 0)
      : fireRowF64(x as Float64Array, 0, units as Units<Float64Array>, z as Float64Array, 0);
  return finite ? z : undefined;
}

/** Puts a layer into the kernel's memory, unless it is there. @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY */
function place(layer: WiredLayer): Placed {
  const kernel = currentLayerKernel();
  if (placed?.layer === layer && placed.kernel === kernel) return placed;
  placed = undefined;
  const { dtype, d, units } = layer;
  const { starts, inputs, scales, thresholds, activation } = units;
  const m = scales.length;
  const n = blockRows(dtype);
  const size = bytesPer[dtype];
  let end = kernel.base;
  const take = (bytes: number): number => {
    const at = end;
    end = Math.ceil((end + bytes) / 16) * 16;
    return at;
  };
  const at = {
    call: take(LAYER_CALL.bytes),
    starts: take(4 * starts.length),
    inputs: take(4 * inputs.length),
    scales: take(size * m),
    thresholds: take(size * m),
    columns: take(BLOCK_BYTES * d),
    sums: take(BLOCK_BYTES * m),
    X: take(size * n * d),
    Z: take(size * n * m),
  };
  const buffer = kernel.reserve(end);
  new Uint32Array(buffer, at.starts, starts.length).set(starts);
  new Uint32Array(buffer, at.inputs, inputs.length).set(inputs);
  view(dtype, buffer, at.scales, m).set(scales);
  view(dtype, buffer, at.thresholds, m).set(thresholds);
  LAYER_CALL.write(buffer, at.call, { ...at, d, m, activation });
  placed = { layer, kernel, call: at.call, X: at.X, Z: at.Z };
  return placed;
}
