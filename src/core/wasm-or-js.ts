import { reasonOf } from "../base/errors.js";

/** What was made, and why it is not the Wasm one if it is not. */
export interface Choice<K> {
  readonly made: K;
  readonly reason?: string;
}

/**
 * The Wasm one of two that give the same bits, or the JavaScript one where the engine has no WebAssembly, no SIMD, or a
 * policy against either.
 */
export function wasmOrJs<K>(wasm: () => K, js: () => K): Choice<K> {
  try {
    return { made: wasm() };
  } catch (error) {
    return { made: js(), reason: reasonOf(error) };
  }
}

/** What gives the kernel of this process, made at the first call that needs one. Tests pass a `replacement`. */
export function kernelOnce<K>(wasm: () => K, js: () => K): (replacement?: K) => K {
  let current: K | undefined;
  return (replacement) => {
    current = replacement ?? current ?? wasmOrJs(wasm, js).made;
    return current;
  };
}
