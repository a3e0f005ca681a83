import { standalone } from "../core/instantiate.js";
import { wasm } from "./kernel.wasm.js";
import { type Kernel, twin } from "./twin.js";

/** A core is (memory, kernel). */
export interface Core {
  /** The first address that belongs to the caller, aligned to 16. */
  readonly base: number;
  /** The memory, at least `bytes` long; views over what an earlier call gave may be dead. */
  reserve(bytes: number): ArrayBuffer;
  readonly run: Kernel;
}

/** @throws whatever the engine throws if it has no WebAssembly, no SIMD or a policy against either */
export function wasmCore(): Core {
  const { exports, base, reserve } = standalone(wasm);
  return { base, reserve, run: exports.run as Kernel };
}

export function jsCore(): Core {
  let buffer = new ArrayBuffer(0);
  return {
    base: 0,
    reserve(bytes) {
      if (bytes > buffer.byteLength) buffer = new ArrayBuffer(Math.ceil(bytes / 4) * 4);
      return buffer;
    },
    run: twin(() => buffer),
  };
}

let chosen: Core | undefined;

/** The core of this process, made at the first call that needs one. Either gives the same bits. */
export function core(): Core {
  if (chosen === undefined) {
    try {
      chosen = wasmCore();
    } catch {
      chosen = jsCore();
    }
  }
  return chosen;
}
