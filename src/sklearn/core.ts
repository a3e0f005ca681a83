// The kernel of this subpath, a Wasm module of its own, and where it does not run its JavaScript twin.

import { standalone } from "../core/instantiate.js";
import type { Core } from "./contract.js";
import { wasm } from "./kernel.wasm.js";
import { jsCore } from "./twin.js";

/** @throws whatever the engine throws if it has no WebAssembly, no SIMD or a policy against either */
export function wasmCore(): Core {
  const { exports, base, reserve } = standalone(wasm);
  return { ...(exports as unknown as Core), base, reserve };
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
