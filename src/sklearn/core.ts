// The kernel of this subpath, a Wasm module of its own, and its JavaScript twin: both look for the next row that
// is answered wrongly, in the same order of additions, to the same bits.

import { atLeast, compile, instantiate } from "../core/instantiate.js";
import { wasm } from "./kernel.wasm.js";

/** As assembly/sequential/index.ts has it. */
export type Scan = (
  d: number,
  X: number,
  y: number,
  w: number,
  b: number,
  scale: number,
  shrink: number,
  order: number,
  from: number,
  to: number,
) => number;

export interface Core {
  /** The first address that belongs to the caller, aligned to 16. */
  readonly base: number;
  /** The memory, at least `bytes` long; views over what an earlier call gave may be dead. */
  reserve(bytes: number): ArrayBuffer;
  readonly scan: Scan;
  /** Σ w·x of the row that `scan` found last. */
  found(): number;
  /** w ← w + x·factor */
  move(d: number, factor: number, x: number, w: number): void;
}

/** @throws whatever the engine throws if it has no WebAssembly, no SIMD or a policy against either */
export function wasmCore(): Core {
  const exports = instantiate(compile(wasm));
  const memory = exports.memory as WebAssembly.Memory;
  const scan = exports.scan as Scan;
  return {
    base: ((exports.heapBase as () => number)() + 15) & ~15,
    reserve: (bytes) => atLeast(memory, bytes),
    scan: (...call) => scan(...call) >>> 0,
    found: exports.found as Core["found"],
    move: exports.move as Core["move"],
  };
}

export function jsCore(): Core {
  let buffer = new ArrayBuffer(0);
  let foundSum = 0;
  return {
    base: 0,
    reserve(bytes) {
      if (bytes > buffer.byteLength) buffer = new ArrayBuffer(Math.ceil(bytes / 8) * 8);
      return buffer;
    },
    scan(d, X, y, w, b, scale, shrink, order, from, to) {
      const reals = new Float64Array(buffer);
      const rows = new Uint32Array(buffer, order, to);
      const targets = new Int8Array(buffer, y);
      for (let i = from; i < to; i++) {
        const x = X / 8 + (rows[i] as number) * d;
        let sum = 0;
        for (let j = 0; j < d; j++) sum += (reals[x + j] as number) * (reals[w / 8 + j] as number);
        if ((scale * sum + b) * (targets[rows[i] as number] as number) <= 0) {
          foundSum = sum;
          return i;
        }
        scale *= shrink;
      }
      return to;
    },
    found: () => foundSum,
    move(d, factor, x, w) {
      const reals = new Float64Array(buffer);
      for (let j = 0; j < d; j++) {
        reals[w / 8 + j] = (reals[w / 8 + j] as number) + factor * (reals[x / 8 + j] as number);
      }
    },
  };
}

let chosen: Core | undefined;

/** The core of this process, made at the first call that needs one; `other` takes its place, for tests. */
export function core(other?: Core): Core {
  if (other !== undefined) chosen = other;
  if (chosen === undefined) {
    try {
      chosen = wasmCore();
    } catch {
      chosen = jsCore();
    }
  }
  return chosen;
}
