// Behind a layer there are more numbers than before it. Where they are not to be kept, they exist block by block.
import { afterEach, expect, it } from "vitest";
import { useCore } from "../../src/core/current.js";
import { wasmCore } from "../../src/core/wasm.js";
import { currentLayerKernel, wasmLayerKernel } from "../../src/features/current-kernel.js";
import { AssociationLayer, type AssociationLayerOptions } from "../../src/features/index.js";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { memoryBytes } from "../support/fitted-models.js";
import { Random } from "../support/random.js";

const MEBIBYTE = 2 ** 20;
const [ROWS, FEATURES, UNITS] = [20_000, 8, 1500]; // 114 MiB of f32 behind the layer
const random = new Random(4);
const data = Float32Array.from({ length: ROWS * FEATURES }, () => random.integer(-4, 4));
const X = { data, rows: ROWS, cols: FEATURES };
const y = Array.from({ length: ROWS }, (_, i) => Number(Math.abs(data[i * FEATURES] as number) > 2));

afterEach(() => {
  currentLayerKernel(wasmLayerKernel());
  useCore();
});

/** Fits behind a layer. @returns the model, and the most bytes that were taken at once, beyond those before */
function fitted(options: AssociationLayerOptions, model: PerceptronOptions) {
  useCore(wasmCore());
  const kernel = wasmLayerKernel();
  const taken = (): number =>
    process.memoryUsage().arrayBuffers + memoryBytes() + kernel.reserve(0).byteLength;
  let [most, calls] = [0, 0];
  currentLayerKernel({
    ...kernel,
    fireBlock_f32(call) {
      if (calls++ % 50 === 0) most = Math.max(most, taken());
      return kernel.fireBlock_f32(call);
    },
  });
  const before = taken();
  const layer = new AssociationLayer({ units: UNITS, fields: { fan: 2 }, ...options });
  const pipeline = new Pipeline([layer, new Perceptron({ maxIter: 3, tol: null, ...model })]).fit(X, y);
  return { pipeline, bytes: Math.max(most, taken()) - before, calls };
}

it.each<PerceptronOptions>([
  { shuffle: false },
  { shuffle: true, average: true },
  { shuffle: true, earlyStopping: true },
])("a fit takes few MB beyond the rows, to the same weights as one that keeps all: %j", (model) => {
  const made = fitted({ cacheBytes: MEBIBYTE }, model);
  expect(made.bytes).toBeLessThan(24 * MEBIBYTE);
  const kept = fitted({}, model);
  expect(kept.bytes).toBeGreaterThan(100 * MEBIBYTE);
  // One pass through the layer for all epochs, or one for each.
  expect(kept.calls).toBe(ROWS / 32);
  expect(made.calls).toBeGreaterThan(2.5 * kept.calls);
  expect(made.pipeline.model.toJSON()).toMatchObject({
    ...kept.pipeline.model.toJSON({ resume: false }),
    prediction: kept.pipeline.model.toJSON().prediction,
  });
  expect(made.pipeline.history.map(({ mistakes }) => mistakes)).toEqual(
    kept.pipeline.history.map(({ mistakes }) => mistakes),
  );
});

it("one layer behind another is made row by row too: the first in the memory of the second", () => {
  const small = { data: data.slice(0, 800), rows: 100, cols: FEATURES };
  const steps = (cacheBytes: number) => [
    new AssociationLayer({ units: 30, cacheBytes }),
    new AssociationLayer({ units: 50, fields: { fan: 4 }, randomState: 1, cacheBytes }),
  ];
  const [made, kept] = [0, 2 ** 29].map((cacheBytes) =>
    new Pipeline([...steps(cacheBytes), new Perceptron({ maxIter: 20 })]).fit(small, y.slice(0, 100)),
  ) as [Pipeline, Pipeline];
  expect(made.decisionFunction(small)).toEqual(kept.decisionFunction(small));
  expect(made.model.coef).toEqual(kept.model.coef);
});
