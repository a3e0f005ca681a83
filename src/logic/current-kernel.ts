import { standalone } from "../core/instantiate.js";
import { wasmOrJs } from "../core/wasm-or-js.js";
import type { LogicKernel } from "./kernel.js";
import { logicKernelText } from "./kernel.wasm.js";
import { jsLogicKernel } from "./kernel-js.js";

/** @throws whatever the engine throws if it has no WebAssembly, no SIMD or a policy against either */
export const wasmLogicKernel = (): LogicKernel => standalone(logicKernelText);

let current: LogicKernel | undefined;

/** The kernel of this process, made at the first call that needs one. */
export function currentLogicKernel(): LogicKernel {
  current ??= wasmOrJs(wasmLogicKernel, jsLogicKernel).made;
  return current;
}
