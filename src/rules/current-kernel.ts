// The kernels of this subpath, over the memory of the root's core: a Wasm module of their own, or JavaScript.

import type { Core, Memory } from "../core/contract.js";
import { compileModule, instantiate } from "../core/instantiate.js";
import { wasmOrJs } from "../core/wasm-or-js.js";
import type { RuleKernels } from "./kernel.js";
import { ruleKernelText } from "./kernel.wasm.js";
import { jsRuleKernels } from "./kernel-js.js";

let compiled: WebAssembly.Module | undefined;

const inMemory = (module: WebAssembly.Module, memory: WebAssembly.Memory) =>
  instantiate(module, { env: { memory } }) as RuleKernels & { heapBase(): number };

/**
 * The Wasm kernels in the memory of a Wasm core, whose constants lie where theirs are and are the same; undefined if they
 * lie elsewhere, as in a build for debugging.
 *
 * @throws whatever the engine throws where it compiles nothing, or where the memory is shared with other threads
 */
export function wasmRuleKernels({ memory, heapBase }: Core): RuleKernels | undefined {
  compiled ??= compileModule(ruleKernelText);
  const elsewhere = inMemory(compiled, new WebAssembly.Memory({ initial: 1 }));
  return elsewhere.heapBase() === heapBase ? inMemory(compiled, memory as WebAssembly.Memory) : undefined;
}

const made = new WeakMap<Memory, RuleKernels>();

/** The kernels for a core, made once for its memory. */
export function ruleKernelsOf(core: Core): RuleKernels {
  const known = made.get(core.memory);
  if (known !== undefined) return known;
  const wasm = wasmOrJs(
    () => (core.name === "wasm" ? wasmRuleKernels(core) : undefined),
    () => undefined,
  ).made;
  const kernels = wasm ?? jsRuleKernels(core.memory);
  made.set(core.memory, kernels);
  return kernels;
}
