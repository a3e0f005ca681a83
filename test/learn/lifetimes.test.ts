// What lives how long, and what an engine does with it: each with the wrong program that it would catch.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { type Batch, Perceptron } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { noisy } from "../support/naive.js";

describeCores("lifetimes and engines", () => {
  it("a stream keeps no batch: a race that remembers what it was given", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const seen: WeakRef<object>[] = [];
    async function* batches(): AsyncGenerator<Batch> {
      for (let i = 0; i < 30; i++) {
        const data = new Float64Array(2000).fill(i);
        seen.push(new WeakRef(data));
        yield { X: { data, rows: 20, cols: 100 }, y: Array.from({ length: 20 }, (_, k) => k % 2) };
      }
    }
    const signal = new AbortController().signal;
    const onEpoch = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      if (seen.length === 30) collect(); // once: each collection takes longer than all else
    };
    await new Perceptron().fitStream(batches(), { classes: [0, 1], signal, onEpoch });
    expect(seen.filter((batch) => batch.deref() !== undefined).length).toBeLessThan(4);
  });

  it("sorts sparse rows over a Buffer in a copy: slice, which is none", () => {
    const model = new Perceptron().fit(
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      ["a", "b", "b"],
    );
    const X = { indptr: [0, 2], indices: [1, 0], data: Buffer.from([1, 2]), rows: 1, cols: 2 };
    const first = model.decisionFunction(X);
    expect(model.decisionFunction(X)).toEqual(first);
    expect([...X.data]).toEqual([1, 2]);
  });

  it("refuses data that is transferred away while it is copied: kernels that run past its end", async () => {
    const n = 30_000;
    const y = Array.from({ length: n }, (_, i) => i % 2);
    const sparse = {
      indptr: Uint32Array.from({ length: n + 1 }, (_, i) => i * 40),
      indices: Uint32Array.from({ length: n * 40 }, (_, i) => i % 40),
      data: new Float64Array(n * 40).fill(1),
      rows: n,
      cols: 40,
    };
    for (const X of [sparse, { data: new Float64Array(n * 40), rows: n, cols: 40 }]) {
      const fit = new Perceptron({ maxIter: 2 }).fitAsync(X, y, { yieldEvery: 1e-9 });
      structuredClone(X.data, { transfer: [X.data.buffer] });
      await expect(fit).rejects.toMatchObject({ code: "DETACHED" });
    }
  });

  it("parts of the rows say nothing of when a fit should stop: a best rate of 0 from one easy row", () => {
    const { X, y } = noisy(3, 30, 3, 2);
    const model = new Perceptron({ warmStart: true, nIterNoChange: 4 });
    for (let i = 0; i < 20; i++) model.partialFit([X[0] as number[]], [y[0] as number], { classes: [0, 1] });
    expect(model.fit(X, y).nIter).toBeGreaterThanOrEqual(4);
  });

  it("scales what is far from 1: no zeros times a square that overflowed", () => {
    const scale = new Perceptron({ standardize: true, maxIter: 1 })
      .fit([[2e154], [2.1e154], [2.2e154], [2.3e154]], [0, 0, 1, 1])
      .toJSON().prediction?.scale;
    expect(Number(scale?.deviation[0]) / 1e153).toBeCloseTo(Math.sqrt(1.25), 6);
  });

  it("waits for a source to close after a batch that it cannot use", async () => {
    let closed = false;
    async function* source(): AsyncGenerator<Batch> {
      try {
        yield { X: [[1, 2]], y: ["a"] };
        yield { X: [[1]], y: ["a"] };
      } finally {
        await new Promise((resolve) => setTimeout(resolve, 5));
        closed = true;
      }
    }
    await expect(new Perceptron().fitStream(source(), { classes: "grow" })).rejects.toMatchObject({
      code: "FEATURE_COUNT",
    });
    expect(closed).toBe(true);
  });
});

it("keeps the names of its classes", () => {
  expect([Perceptron.name, new Perceptron().constructor.name]).toEqual(["Perceptron", "Perceptron"]);
});
