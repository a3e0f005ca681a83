import { wasm } from "#core";
import type { Core, Kernels, Memory } from "./contract.js";
import { compile, instantiate } from "./instantiate.js";

let compiled: WebAssembly.Module | undefined;

/**
 * A Wasm core with a memory of its own. The module is compiled once, at the first call, if the runtime has not
 * compiled it already (workerd, edge functions).
 *
 * @throws whatever the engine throws where it has no WebAssembly, no SIMD, or a policy that forbids compiling
 */
export function wasmCore(): Core {
  compiled ??= typeof wasm === "string" ? compile(wasm) : wasm;
  const exports = instantiate(compiled) as unknown as Kernels & { memory: Memory; heapBase(): number };
  return { name: "wasm", memory: exports.memory, heapBase: exports.heapBase() >>> 0, kernels: exports };
}
