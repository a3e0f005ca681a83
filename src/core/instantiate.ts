import { instantiateSync } from "@assemblyscript/loader";

/** Compiles a module that is written in hex. @throws what the engine throws where it cannot or must not */
export function compile(hex: string): WebAssembly.Module {
  const bytes = Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
  return new WebAssembly.Module(bytes);
}

/** Instantiates a compiled module: the only place that knows the loader. The exports are the raw ones. */
export function instantiate(module: WebAssembly.Module): WebAssembly.Exports {
  // The loader asks `instanceof`, which a module that was compiled in another realm would fail.
  if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
  return instantiateSync(module).instance.exports;
}
