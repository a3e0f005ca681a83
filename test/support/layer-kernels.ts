import { afterAll, beforeAll, describe } from "vitest";
import { currentLayerKernel, wasmLayerKernel } from "../../src/features/current-kernel.js";
import type { LayerKernel } from "../../src/features/kernel.js";
import { jsLayerKernel } from "../../src/features/kernel-js.js";

export const layerKernels: readonly [name: string, make: () => LayerKernel][] = [
  ["wasm", wasmLayerKernel],
  ["js", jsLayerKernel],
];

/** Runs a suite once for each kernel of the association layer, with that kernel behind the public API. */
export function describeLayerKernels(title: string, suite: () => void): void {
  describe.each(layerKernels)(`${title} [%s]`, (_name, make) => {
    beforeAll(() => {
      currentLayerKernel(make());
    });
    afterAll(() => {
      currentLayerKernel(wasmLayerKernel());
    });
    suite();
  });
}
