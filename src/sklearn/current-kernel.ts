// The kernel of this subpath: a Wasm module of its own, or the JavaScript one where Wasm does not run.

import { standalone } from "../core/instantiate.js";
import { kernelOnce } from "../core/wasm-or-js.js";
import type { SgdKernel } from "./kernel.js";
import { sgdKernelText } from "./kernel.wasm.js";
import { jsSgdKernel } from "./kernel-js.js";

/** @throws whatever the engine throws if it has no WebAssembly, no SIMD or a policy against either */
export const wasmSgdKernel = (): SgdKernel => standalone(sgdKernelText);

export const currentSgdKernel = /* @__PURE__ */ kernelOnce(wasmSgdKernel, jsSgdKernel);
