import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe } from "vitest";
import type { Core, Kernels, Memory } from "../src/core/contract.js";
import { useCore } from "../src/core/current.js";
import { instantiate } from "../src/core/instantiate.js";
import { jsCore } from "../src/core/js.js";
import { wasmCore } from "../src/core/wasm.js";

/** The Wasm core with its assertions on: a call that breaks a kernel's precondition aborts. */
function assertingCore(): Core {
  const bytes = readFileSync(new URL("../build/kernels.debug.wasm", import.meta.url));
  const exports = instantiate(new WebAssembly.Module(bytes)) as unknown as Kernels & {
    memory: Memory;
    heapBase(): number;
  };
  return { name: "wasm", memory: exports.memory, heapBase: exports.heapBase() >>> 0, kernels: exports };
}

/** Every core, by name; each call makes a fresh one. */
export const cores: Readonly<Record<string, () => Core>> = {
  wasm: wasmCore,
  "wasm with assertions": assertingCore,
  js: jsCore,
};

/** Runs a suite once for each core, with that core behind the public API. */
export function describeCores(title: string, suite: (makeCore: () => Core) => void): void {
  describe.each(Object.entries(cores))(`${title} [%s]`, (_name, makeCore) => {
    beforeAll(() => useCore(makeCore()));
    afterAll(() => useCore());
    suite(makeCore);
  });
}
