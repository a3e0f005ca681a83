// fitStream: data larger than memory, batch by batch.
import { expect, it } from "vitest";
import { type Batch, type EpochReport, Perceptron, type PerceptronOptions } from "../../src/index.js";
import { collected } from "../support/collected.js";
import { describeCores } from "../support/cores.js";
import { noisy } from "../support/naive.js";
import { sparseOf } from "../support/training-sets.js";

const { X, y } = noisy(1, 60, 4, 3);

async function* inBatches(size: number, pause = false): AsyncGenerator<Batch> {
  for (let at = 0; at < X.length; at += size) {
    if (pause) await new Promise((resolve) => setImmediate(resolve));
    yield { X: X.slice(at, at + size), y: y.slice(at, at + size) };
  }
}

describeCores("streams", () => {
  const options: PerceptronOptions = { shuffle: false, average: true };
  const classes = [0, 1, 2];

  it("are partialFit, batch by batch, to the bit, from any iterable", async () => {
    const byHand = new Perceptron(options);
    for await (const batch of inBatches(7)) byHand.partialFit(batch.X, batch.y, { classes });
    const sync = await collected(inBatches(7));
    for (const batches of [inBatches(7), inBatches(7, true), sync, new Set(sync).values()]) {
      const model = await new Perceptron(options).fitStream(batches, { classes, yieldEvery: 1e-9 });
      expect(model.coef).toEqual(byHand.coef);
      expect(model.nIter).toBe(9);
    }
  });

  it("tell how the rows so far were predicted before they were learned from", async () => {
    const byHand = new Perceptron(options);
    let [right, rows] = [0, 0];
    const expected: number[] = [];
    for await (const batch of inBatches(9)) {
      // What has learned nothing answers as its zero weights do: the first class.
      const labels = batch.y as number[];
      const predicted = byHand.nIter === 0 ? labels.map(() => 0) : byHand.predict(batch.X);
      right += labels.filter((label, i) => label === predicted[i]).length;
      rows += labels.length;
      expected.push(right / rows);
      byHand.partialFit(batch.X, batch.y, { classes });
    }
    const told: EpochReport[] = [];
    const model = await new Perceptron(options).fitStream(inBatches(9), {
      classes,
      onEpoch: (report) => void told.push(report),
    });
    expect(model.history.map(({ progressive }) => progressive)).toEqual(expected);
    expect(told).toEqual(model.history);
    expect(model.history.at(-1)?.rows).toBe(60);
  });

  it("take new classes, sample weights and sparse rows, and go on later and elsewhere", async () => {
    const late: Batch[] = [
      { X: [[1, 0]], y: ["b"] },
      { X: sparseOf([[0, 2]]), y: ["a"], sampleWeight: [2] },
      { X: [[3, 3]], y: ["c"] },
    ];
    const model = await new Perceptron().fitStream(late, { classes: "grow" });
    expect(model.classes).toEqual(["a", "b", "c"]);
    const loadedModel = Perceptron.fromBytes(model.toBytes());
    expect(loadedModel.history).toEqual(model.history);
    await loadedModel.fitStream([{ X: [[1, 1]], y: ["a"] }]);
  });

  it("take matrices of one array, targets too: whoever takes those for a batch without rows", async () => {
    const flat = (rows: number[][]) => ({ data: rows.flat(), rows: rows.length, cols: rows[0]?.length ?? 0 });
    const bits = y.map((label) => [label & 1, label >> 1]);
    const model = await new Perceptron(options).fitStream([{ X: flat(X), y: flat(bits) }]);
    expect(model.coef).toEqual(new Perceptron(options).partialFit(X, bits).coef);
  });

  it("keep a history that does not grow without end", async () => {
    function* many(): Generator<Batch> {
      for (let i = 0; i < 1200; i++) yield { X: [[i % 7, 1]], y: [i % 2] };
    }
    const model = await new Perceptron().fitStream(many(), { classes: [0, 1] });
    expect([model.nIter, model.history.length, model.history.at(-1)?.rows]).toEqual([1200, 1000, 1200]);
    expect(Perceptron.fromBytes(model.toBytes()).nIter).toBe(1200);
  });

  it("an error amid a stream keeps the batches before it, and closes the source", async () => {
    let closed = 0;
    async function* failing(): AsyncGenerator<Batch> {
      try {
        yield { X, y };
        yield { X, y: ["a"] };
      } finally {
        closed++;
      }
    }
    const model = new Perceptron(options);
    await expect(model.fitStream(failing(), { classes })).rejects.toMatchObject({ code: "LENGTH" });
    expect(closed).toBe(1);
    expect(model.coef).toEqual(new Perceptron(options).partialFit(X, y, { classes }).coef);
    expect(model.nIter).toBe(1);
  });

  it("an abort does not wait for a batch that never comes", async () => {
    async function* stuck(): AsyncGenerator<Batch> {
      yield { X, y };
      await new Promise(() => {});
    }
    const controller = new AbortController();
    const model = new Perceptron(options);
    const call = model.fitStream(stuck(), {
      classes,
      signal: controller.signal,
      onEpoch: () => void setImmediate(() => controller.abort()),
    });
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
    expect(model.partialFit(X, y).nIter).toBe(1);
  });
});
