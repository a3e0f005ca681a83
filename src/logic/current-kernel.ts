import { standalone } from "../core/instantiate.js";
import { kernelOnce } from "../core/wasm-or-js.js";
import type { LogicKernel } from "./kernel.js";
import { logicKernelText } from "./kernel.wasm.js";
import { jsLogicKernel } from "./kernel-js.js";

/** @throws whatever the engine throws if it has no WebAssembly, no SIMD or a policy against either */
export const wasmLogicKernel = (): LogicKernel => standalone(logicKernelText);

export const currentLogicKernel = /* @__PURE__ */ kernelOnce(wasmLogicKernel, jsLogicKernel);
