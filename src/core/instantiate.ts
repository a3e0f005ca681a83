import { instantiateSync } from "@assemblyscript/loader";

/** Instantiates a compiled module: the only place that knows the loader. The exports are the raw ones. */
export function instantiate(module: WebAssembly.Module): WebAssembly.Exports {
  // The loader asks `instanceof`, which a module that was compiled in another realm would fail.
  if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
  return instantiateSync(module).instance.exports;
}
