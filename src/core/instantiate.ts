import { instantiateSync } from "@assemblyscript/loader";
import { growTo } from "./memory.js";

/** Compiles a module that scripts/wasm-text.mjs wrote. @throws what the engine throws where it cannot or must not */
export const compileModule = (text: string): WebAssembly.Module => new WebAssembly.Module(bytesOf(text));

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; ) {
    let shifted = text.charCodeAt(i++) - 37;
    // # or $: a multiple of 90, and the next character the rest.
    if (shifted < 0) shifted = (shifted + 3) * 90 + text.charCodeAt(i++) - 37;
    bytes[length++] = shifted - 3;
  }
  return bytes.subarray(0, length);
}

/** Kernels with a memory of their own. */
export interface OwnMemory {
  /** The first address that belongs to the caller, aligned to 16. */
  readonly base: number;
  /** The memory, at least `bytes` long; what was in it, and views of it, may be gone. */
  reserve(bytes: number): ArrayBuffer;
}

/** The kernels of a module that scripts/wasm-text.mjs wrote. @throws as `compileModule` */
export function standalone<K extends OwnMemory>(text: string): K {
  const exports = instantiate(compileModule(text));
  const memory = exports.memory as WebAssembly.Memory;
  return {
    ...exports,
    base: ((exports.heapBase as () => number)() + 15) & ~15,
    reserve(bytes: number): ArrayBuffer {
      growTo(memory, bytes);
      return memory.buffer;
    },
  } as unknown as K;
}

/** Instantiates a compiled module: the only place that knows the loader. The exports are the raw ones. */
export function instantiate(
  module: WebAssembly.Module,
  imports: WebAssembly.Imports = {},
): WebAssembly.Exports {
  // The loader asks `instanceof`, which a module that was compiled in another realm would fail.
  if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
  return instantiateSync(module, imports).instance.exports;
}
