import type { Core, Kernels, Memory } from "./contract.js";
import { compileModule, instantiate } from "./instantiate.js";
import { wasm } from "./kernels.wasm.js";

let compiled: WebAssembly.Module | undefined;

/** Takes the kernels as the runtime has compiled them: where it compiles nothing that it is handed (`src/edge`). */
export function usePrecompiled(module: WebAssembly.Module): void {
  compiled = module;
}

/**
 * A Wasm core with a memory of its own. The module is compiled once, at the first call.
 *
 * @throws whatever the engine throws where it has no WebAssembly, no SIMD, or a policy that forbids compiling
 */
export function wasmCore(): Core {
  compiled ??= compileModule(wasm);
  const exports = instantiate(compiled) as unknown as Kernels & { memory: Memory; heapBase(): number };
  return { name: "wasm", memory: exports.memory, heapBase: exports.heapBase() >>> 0, kernels: exports };
}
