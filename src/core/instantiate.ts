import { instantiateSync } from "@assemblyscript/loader";
import { growTo } from "./memory.js";

/** Compiles a module that is written in hex. @throws what the engine throws where it cannot or must not */
export const compileModule = (hex: string): WebAssembly.Module => new WebAssembly.Module(bytesOf(hex));

/** By the engine where it can, which spares a start some milliseconds. */
function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  const engine = globalThis as unknown as Engine;
  if (engine.Uint8Array.fromHex) return engine.Uint8Array.fromHex(hex);
  if (engine.Buffer) return engine.Buffer.from(hex, "hex");
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
}

interface Engine {
  readonly Uint8Array: { fromHex?(hex: string): Uint8Array<ArrayBuffer> };
  readonly Buffer?: { from(text: string, encoding: "hex"): Uint8Array<ArrayBuffer> };
}

/** Kernels with a memory of their own. */
export interface OwnMemory {
  /** The first address that belongs to the caller, aligned to 16. */
  readonly base: number;
  /** The memory, at least `bytes` long; what was in it, and views of it, may be gone. */
  reserve(bytes: number): ArrayBuffer;
}

/** The kernels of a module that is written in hex. @throws as `compileModule` */
export function standalone<K extends OwnMemory>(hex: string): K {
  const exports = instantiate(compileModule(hex));
  const memory = exports.memory as WebAssembly.Memory;
  return {
    ...exports,
    base: ((exports.heapBase as () => number)() + 15) & ~15,
    reserve(bytes: number): ArrayBuffer {
      growTo(memory, bytes);
      return memory.buffer as ArrayBuffer;
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
