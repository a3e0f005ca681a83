// The kernel of this subpath, a Wasm module of its own, and where it does not run its JavaScript twin.

import { atLeast, compile, instantiate } from "../core/instantiate.js";
import type { Core } from "./contract.js";
import { wasm } from "./kernel.wasm.js";
import { jsCore } from "./twin.js";

/** @throws whatever the engine throws if it has no WebAssembly, no SIMD or a policy against either */
export function wasmCore(): Core {
  const exports = instantiate(compile(wasm));
  const memory = exports.memory as WebAssembly.Memory;
  return {
    ...(exports as unknown as Core),
    base: ((exports.heapBase as () => number)() + 15) & ~15,
    reserve: (bytes) => atLeast(memory, bytes),
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
