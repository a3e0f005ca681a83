// The JavaScript core: the readable specification of every kernel, the fallback where WebAssembly is
// forbidden, and the peer in differential tests. It gives the same bits as the Wasm core.

import type { DType } from "../base/dtype.js";
import { isCanonicalByLoop } from "../base/row-check.js";
import {
  type CheckRows,
  type Core,
  type KernelSet,
  type Kernels,
  type Memory,
  NOT_FINITE,
  NULL,
  type Product,
  type Standardize,
  type Transpose,
} from "./contract.js";
import { activate, perceptronKernels, type ViewOf } from "./js-perceptron.js";
import { f32Lanes, f64Lanes, type Lanes } from "./lanes.js";
import { PAGE_BYTES } from "./memory.js";
import { readProductCall } from "./product-call.js";

/** Address 0 is NULL: nothing may lie there. */
const FIRST_BYTE = 16;

/** A JavaScript core with a memory of its own. */
export function jsCore(): Core {
  const memory = new GrowableMemory();
  const kernels = {
    ...named("f32", kernelsFor(f32Lanes, memory, Float32Array)),
    ...named("f64", kernelsFor(f64Lanes, memory, Float64Array)),
    checkRows: checkRowsIn(memory),
  } as Kernels;
  return { name: "js", memory, heapBase: FIRST_BYTE, kernels };
}

/** Kernels by name and element type, as a Wasm module exports them. */
const named = (dtype: DType, kernels: KernelSet): object =>
  Object.fromEntries(Object.entries(kernels).map(([name, kernel]) => [`${name}_${dtype}`, kernel]));

const checkRowsIn =
  (memory: Memory): CheckRows =>
  (rows, cols, indptr, indices) => {
    const words = new Uint32Array(memory.buffer);
    const starts = words.subarray(indptr / 4, indptr / 4 + rows + 1);
    return Number(isCanonicalByLoop(cols, starts, words.subarray(indices / 4)));
  };

/** WebAssembly.Memory in plain JavaScript; where it ends, `growTo` says. */
class GrowableMemory implements Memory {
  buffer = new ArrayBuffer(PAGE_BYTES);

  grow(pages: number): number {
    const before = this.buffer.byteLength / PAGE_BYTES;
    const grown = new ArrayBuffer((before + pages) * PAGE_BYTES);
    new Uint8Array(grown).set(new Uint8Array(this.buffer));
    this.buffer = grown;
    return before;
  }
}

function kernelsFor<T extends Float32Array | Float64Array>(
  lanes: Lanes<T>,
  memory: Memory,
  View: ViewOf<T>,
): KernelSet {
  const index = (pointer: number): number => pointer / View.BYTES_PER_ELEMENT;

  const product: Product = (call) => {
    const { m, n, k, A, indptr, indices, B, b, C, step } = readProductCall(memory, call);
    const V = new View(memory.buffer);
    const words = new Uint32Array(memory.buffer);
    const dot = (i: number, w: number): number => {
      if (indptr === NULL) return lanes.dot(k, V, index(A) + i * k, V, w);
      const [from, to] = words.subarray(indptr / 4 + i, indptr / 4 + i + 2) as unknown as [number, number];
      return lanes.sparseDot(k, from, to, words, indices / 4, V, index(A), w);
    };
    let finite = true;
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        const z = lanes.round(dot(i, index(B) + j * k) + (V[index(b) + j] as number));
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

  const standardize: Standardize = (n, d, X, indices, mean, deviation) => {
    const V = new View(memory.buffer);
    const reals = new Float64Array(memory.buffer);
    const words = new Uint32Array(memory.buffer);
    const count = indices === NULL ? n * d : n;
    for (let i = 0; i < count; i++) {
      const j = indices === NULL ? i % d : (words[indices / 4 + i] as number);
      const distance = (V[index(X) + i] as number) - (reals[mean / 8 + j] as number);
      V[index(X) + i] = distance / (reals[deviation / 8 + j] as number);
    }
  };

  return { product, transpose, standardize, ...perceptronKernels(lanes, memory, View) };
}
