// Short epochs share a call of the kernel where nobody is told of each.
import { expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { memoryBytes, X, y } from "../support/fitted-models.js";

describeCores("short epochs", (makeCore) => {
  it.each([false, true])(
    "shuffle: %s: room and orders for a million epochs, of which five are run",
    (shuffle) => {
      const before = makeCore().memory.buffer.byteLength;
      const model = new Perceptron({ shuffle, tol: null, maxIter: 1_000_000 }).fit(X, y);
      expect(model.converged).toBe(true);
      expect(memoryBytes()).toBe(before);
    },
  );
});
