// The kernel of this subpath: a Wasm module of its own, or the JavaScript one where Wasm does not run.

import { standalone } from "../core/instantiate.js";
import { wasmOrJs } from "../core/wasm-or-js.js";
import type { SgdKernel } from "./kernel.js";
import { sgdKernelText } from "./kernel.wasm.js";
import { jsSgdKernel } from "./kernel-js.js";

/** @throws whatever the engine throws if it has no WebAssembly, no SIMD or a policy against either */
export const wasmSgdKernel = (): SgdKernel => standalone(sgdKernelText);

let current: SgdKernel | undefined;

/** The kernel of this process, made at the first call that needs one. Tests pass a `replacement`. */
export function currentSgdKernel(replacement?: SgdKernel): SgdKernel {
  if (replacement !== undefined) current = replacement;
  current ??= wasmOrJs(wasmSgdKernel, jsSgdKernel).made;
  return current;
}
