// The JavaScript core: the readable specification of every kernel, the fallback where WebAssembly is
// forbidden, and the peer in differential tests. It gives the same bits as the Wasm core.

import { heaviside, sgn } from "../base/step.js";
import {
  type Core,
  type Epoch,
  type Memory,
  NOT_FINITE,
  NULL,
  type Product,
  STEP,
  type StepCode,
  type Transpose,
} from "./contract.js";
import { f32Lanes, f64Lanes, type Lanes } from "./lanes.js";

const PAGE_BYTES = 65536;
const MAX_PAGES = 65536;
/** Address 0 is NULL: nothing may lie there. */
const FIRST_BYTE = 16;

/** A JavaScript core with a memory of its own. */
export function jsCore(): Core {
  const memory = new GrowableMemory();
  const f32 = kernelsFor(f32Lanes, memory, Float32Array);
  const f64 = kernelsFor(f64Lanes, memory, Float64Array);
  const kernels = {
    product_f32: f32.product,
    product_f64: f64.product,
    transpose_f32: f32.transpose,
    transpose_f64: f64.transpose,
    epoch_f32: f32.epoch,
    epoch_f64: f64.epoch,
  };
  return { name: "js", memory, heapBase: FIRST_BYTE, kernels };
}

/** WebAssembly.Memory in plain JavaScript. */
class GrowableMemory implements Memory {
  buffer = new ArrayBuffer(PAGE_BYTES);

  grow(pages: number): number {
    const before = this.buffer.byteLength / PAGE_BYTES;
    if (before + pages > MAX_PAGES) throw new RangeError("linear memory ends at 4 GiB");
    const grown = new ArrayBuffer((before + pages) * PAGE_BYTES);
    new Uint8Array(grown).set(new Uint8Array(this.buffer));
    this.buffer = grown;
    return before;
  }
}

function activate(z: number, step: StepCode): number {
  return step === STEP.none ? z : step === STEP.heaviside ? heaviside(z) : sgn(z);
}

function kernelsFor<T extends Float32Array | Float64Array>(
  { dot, axpy, round }: Lanes<T>,
  memory: Memory,
  View: { new (buffer: ArrayBufferLike): T; readonly BYTES_PER_ELEMENT: number },
): { product: Product; transpose: Transpose; epoch: Epoch } {
  const index = (pointer: number): number => pointer / View.BYTES_PER_ELEMENT;

  const product: Product = (m, n, k, A, B, b, C, step) => {
    const V = new View(memory.buffer);
    let finite = true;
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        const z = round(dot(k, V, index(A) + i * k, V, index(B) + j * k) + (V[index(b) + j] as number));
        finite &&= Number.isFinite(z);
        V[index(C) + i * n + j] = activate(z, step);
      }
    }
    return finite ? 0 : NOT_FINITE;
  };

  const transpose: Transpose = (m, n, A, B) => {
    const V = new View(memory.buffer);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) V[index(B) + j * m + i] = V[index(A) + i * n + j] as number;
    }
  };

  const epoch: Epoch = (
    n,
    d,
    k,
    X,
    Y,
    sampleWeight,
    classWeight,
    W,
    b,
    order,
    _margins,
    sums,
    visits,
    eta,
    step,
    fitIntercept,
  ) => {
    const V = new View(memory.buffer);
    const targets = new Int8Array(memory.buffer, Y);
    const wide = new Float64Array(memory.buffer);
    const rows = new Uint32Array(memory.buffer, order, n);
    let mistakes = 0;
    for (const [i, row] of rows.entries()) {
      const x = index(X) + row * d;
      for (let j = 0; j < k; j++) {
        const w = index(W) + j * d;
        const bias = index(b) + j;
        const z = round(dot(d, V, x, V, w) + (V[bias] as number));
        if (!Number.isFinite(z)) return NOT_FINITE;
        const target = targets[row * k + j] as number;
        const error = target - activate(z, step);
        if (error === 0) continue;
        mistakes++;
        const rowWeight = sampleWeight === NULL ? 1 : (wide[sampleWeight / 8 + row] as number);
        const outputWeight = wide[classWeight / 8 + 2 * j + (target > 0 ? 1 : 0)] as number;
        const t = round(eta * error * rowWeight * outputWeight);
        axpy(d, t, V, x, V, w);
        if (fitIntercept === 1) V[bias] = (V[bias] as number) + t;
        if (sums === NULL) continue;
        const late = (visits + i) * t;
        const mean = sums / 8 + j * d;
        for (let p = 0; p < d; p++) wide[mean + p] = (wide[mean + p] as number) + late * (V[x + p] as number);
        const meanBias = sums / 8 + k * d + j;
        if (fitIntercept === 1) wide[meanBias] = (wide[meanBias] as number) + late;
      }
    }
    return mistakes;
  };

  return { product, transpose, epoch };
}
