import { standalone } from "../core/instantiate.js";
import { wasmOrJs } from "../core/wasm-or-js.js";
import type { EvaluateBlock, LogicKernel } from "./kernel.js";
import { logicKernelHex } from "./kernel.wasm.js";
import { jsLogicKernel } from "./kernel-js.js";

/** @throws whatever the engine throws if it has no WebAssembly, no SIMD or a policy against either */
export function wasmLogicKernel(): LogicKernel {
  const { exports, base, reserve } = standalone(logicKernelHex);
  return { base, reserve, evaluateBlock: exports.evaluateBlock as EvaluateBlock };
}

let current: LogicKernel | undefined;

/**
 * The kernel of this process, made at the first call that needs one. Wasm and JavaScript give the same bits.
 */
export function currentLogicKernel(): LogicKernel {
  current ??= wasmOrJs(wasmLogicKernel, jsLogicKernel).made;
  return current;
}
