import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe } from "vitest";
import { STREAMING } from "../../src/base/costs.js";
import type { Core, Kernels, Memory } from "../../src/core/contract.js";
import { useCore } from "../../src/core/current.js";
import { instantiate } from "../../src/core/instantiate.js";
import { jsCore } from "../../src/core/js.js";
import { wasmCore } from "../../src/core/wasm.js";

/** The Wasm core with its assertions on: a call that breaks a kernel's precondition aborts. */
function assertingCore(): Core {
  const bytes = readFileSync(new URL("../../build/kernels.debug.wasm", import.meta.url));
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

/** Every core, and the Wasm core once more with all rows streamed that may be, in blocks of a few rows. */
const runs: Readonly<Record<string, { make: () => Core; streaming?: typeof STREAMING }>> = {
  ...Object.fromEntries(Object.entries(cores).map(([name, make]) => [name, { make }])),
  "wasm, rows streamed in blocks of 1 KB": {
    make: wasmCore,
    streaming: { leastBytes: 0, leastSparseBytes: 0, blockBytes: 1024 },
  },
};

/** Runs a suite once for each core, with that core behind the public API. */
export function describeCores(title: string, suite: (makeCore: () => Core) => void): void {
  describe.each(Object.entries(runs))(`${title} [%s]`, (_name, { make, streaming }) => {
    const usual = { ...STREAMING };
    beforeAll(() => {
      useCore(make());
      Object.assign(STREAMING, streaming);
    });
    afterAll(() => {
      useCore();
      Object.assign(STREAMING, usual);
    });
    suite(make);
  });
}

/** What `use` returns while rows are streamed from so many bytes on, in blocks of so many. */
export function streamingFrom<R>(leastBytes: number, blockBytes: number, use: () => R): R {
  const usual = { ...STREAMING };
  Object.assign(STREAMING, { leastBytes, leastSparseBytes: leastBytes, blockBytes });
  try {
    return use();
  } finally {
    Object.assign(STREAMING, usual);
  }
}

/** A core that counts the calls of its kernels, by name. */
export function counted(core: Core): { readonly core: Core; readonly calls: Record<string, number> } {
  const calls: Record<string, number> = {};
  const counts = (name: string, kernel: (...call: never[]) => unknown) => {
    calls[name] = 0;
    return (...call: never[]): unknown => {
      calls[name] = (calls[name] as number) + 1;
      return kernel(...call);
    };
  };
  const kernels = core.kernels as unknown as Record<string, unknown>;
  const counting = Object.entries(kernels)
    .filter((entry): entry is [string, () => unknown] => typeof entry[1] === "function")
    .map(([name, kernel]) => [name, counts(name, kernel)]);
  const { memory, heapBase, name } = core;
  return { core: { name, memory, heapBase, kernels: Object.fromEntries(counting) }, calls };
}
