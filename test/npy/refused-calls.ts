// A call of each public function and method of rosenblatt/npy that must fail, for test/refusals/methods.test.ts.
import { NumpyArray, readIdx, readNpy, readNpz } from "../../src/npy/index.js";

const nothing = new Uint8Array();

export const refusedCalls: Record<string, () => unknown> = {
  readNpy: () => readNpy(nothing),
  readNpz: () => readNpz(nothing),
  readIdx: () => readIdx(nothing),
  "NumpyArray.matrix": () => new NumpyArray(["a"], [1]).matrix(),
  "NumpyArray.labels": () => new NumpyArray([], []).labels(),
};
