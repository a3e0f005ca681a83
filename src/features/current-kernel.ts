// The kernel of the association layer: a Wasm module of its own, or the JavaScript one where Wasm does not run.

import { standalone } from "../core/instantiate.js";
import { kernelOnce } from "../core/wasm-or-js.js";
import type { LayerKernel } from "./kernel.js";
import { layerKernelText } from "./kernel.wasm.js";
import { jsLayerKernel } from "./kernel-js.js";

/** @throws whatever the engine throws if it has no WebAssembly, no SIMD or a policy against either */
export const wasmLayerKernel = (): LayerKernel => standalone(layerKernelText);

export const currentLayerKernel = /* @__PURE__ */ kernelOnce(wasmLayerKernel, jsLayerKernel);
