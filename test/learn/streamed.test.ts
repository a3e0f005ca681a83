// A fit whose rows pass through a block of linear memory learns what one learns whose rows lie there.
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { FEW_EPOCHS, ONCE_EPOCHS, STREAMING } from "../../src/base/costs.js";
import { useCore } from "../../src/core/current.js";
import { wasmCore } from "../../src/core/wasm.js";
import { type MatrixInput, Perceptron, type PerceptronOptions } from "../../src/index.js";
import { describeCores, streamingFrom } from "../support/cores.js";
import { essence } from "../support/essence.js";
import { memoryBytes } from "../support/fitted-models.js";
import { noisy } from "../support/naive.js";
import { forms, KINDS, resident, streamed, watched } from "../support/streaming.js";
import { thrown } from "../support/thrown.js";
import { streamableLesson, streamableOptions, typedForms } from "../support/training-sets.js";

afterEach(() => useCore());

describe("streamed ≡ resident ≡ told of each epoch ≡ interrupted", () => {
  const targets = fc.constantFrom<"labels" | "bits">("labels", "bits");
  const blocks = fc.constantFrom(1, 200, 1024);

  it("with every option that lets rows be streamed, and twice in a row: a mean, a weight or a row of the wrong block", async () => {
    let blocksRead = 0;
    await fc.assert(
      fc.asyncProperty(
        ...([streamableLesson, streamableOptions, targets, blocks] as const),
        async ({ X, y, sampleWeight }, settings, kind, blockBytes) => {
          const options: PerceptronOptions = { ...settings, maxIter: 4, warmStart: true };
          if (kind === "bits") options.multiclass = "ovr";
          const classes = [...new Set(y)];
          const bits = y.map((label) => [1, 2].map((bit) => Number((classes.indexOf(label) + 1) & bit && 1)));
          const answers = kind === "bits" ? bits : y;
          const twice = (onEpoch?: () => void): Perceptron =>
            new Perceptron(options)
              .fit(X, answers, { sampleWeight, onEpoch })
              .fit(X, answers, { sampleWeight, onEpoch });
          const { result: model, epoch, epochs } = watched(() => streamed(blockBytes, () => twice()));
          expect(epochs, "calls that run several epochs, which no streamed fit makes").toBe(0);
          blocksRead += epoch;
          const expected = essence(resident(() => twice()));
          expect(essence(model)).toBe(expected);
          expect(essence(streamed(blockBytes, () => twice(() => {})))).toBe(expected);
          const pace = { sampleWeight, yieldEvery: 1e-9 };
          const interrupted = new Perceptron(options);
          await interrupted.fitAsync(X, answers, pace);
          await interrupted.fitAsync(X, answers, pace);
          expect(essence(interrupted)).toBe(expected);
        },
      ),
      { seed: 1960, numRuns: 250 },
    );
    expect(blocksRead, "blocks, of which most epochs have several").toBeGreaterThan(250 * 2 * 3);
  });

  it("class weights by label, and parts of one epoch: targets or a mean that begin anew with each block", () => {
    fc.assert(
      fc.property(
        ...([streamableLesson, streamableOptions, blocks] as const),
        ({ X, y, sampleWeight }, settings, blockBytes) => {
          const classes = [...new Set(y)];
          const classWeight = Object.fromEntries(classes.map((label, i) => [label, 1 / (i + 3)]));
          const train = (): Perceptron => {
            const model = new Perceptron({ ...settings, classWeight });
            for (let i = 0; i < 3; i++) model.partialFit(X, y, { classes, sampleWeight });
            return model;
          };
          const { result, epochs } = watched(() => streamed(blockBytes, train));
          expect(epochs).toBe(0);
          expect(essence(result)).toBe(essence(resident(train)));
        },
      ),
      { seed: 1961, numRuns: 150 },
    );
  });
});

describe("rows are streamed, and only where they may be", () => {
  const { X: rows, y } = noisy(3, 50, 16, 3);
  const options: PerceptronOptions = { shuffle: false, tol: null, maxIter: 3 };
  const fitted = (X: MatrixInput, more: PerceptronOptions = {}, sampleWeight?: number[]): Perceptron =>
    new Perceptron({ ...options, ...more }).fit(X, y, { sampleWeight });

  it.each(forms)("$name, block by block: a fit that copies them whole", ({ name, dtype, pass }) => {
    const { epoch, epochs, checkRows } = watched(() => streamed(1024, () => fitted(pass(rows))));
    const [perBlock, perRow] = dtype === "f32" ? [16, 64] : [8, 128];
    expect(perBlock * perRow).toBe(1024);
    expect(epochs).toBe(0);
    if (!name.startsWith("sparse")) expect(epoch).toBe(3 * Math.ceil(50 / perBlock));
    else {
      expect(epoch).toBeGreaterThan(3 * 4);
      expect(checkRows).toBe(epoch); // each block is checked as it is followed
    }
    const inMemory = watched(() => resident(() => fitted(pass(rows))));
    expect([inMemory.epoch, inMemory.epochs]).toEqual([0, 1]);
  });

  it.each<[string, PerceptronOptions, number[]?]>([
    ["shuffled", { shuffle: true }],
    ["standardized", { standardize: true }],
    ["asked for a pocket", { keep: "best" }],
    ["of another type than the model", { dtype: "f32" }],
    ["left out where they weigh nothing", {}, y.map((_, i) => i % 2)],
    ["held out", { earlyStopping: true }],
  ])("not those that are %s: a copy that would have to be made in each epoch", (_, more, sampleWeight) => {
    const X = typedForms["one array"]?.(rows, Float64Array) as MatrixInput;
    const fits = [resident, (use: () => Perceptron) => streamed(1024, use)].map((way) =>
      watched(() => way(() => fitted(X, more, sampleWeight))),
    );
    const [inMemory, asked] = fits as [(typeof fits)[0], (typeof fits)[0]];
    expect([asked.epoch, asked.epochs]).toEqual([inMemory.epoch, inMemory.epochs]);
    expect(essence(asked.result)).toBe(essence(inMemory.result));
  });

  it("not plain or shared ones, which a getter or a thread may change: rows that are read twice", () => {
    const shared = new Float64Array(new SharedArrayBuffer(8 * 50 * 16));
    shared.set(rows.flat());
    let read = 0;
    const getters = rows.map((row) => {
      const get = (): number => {
        read++;
        return row[0] as number;
      };
      return Object.defineProperty([...row], 0, { get });
    });
    for (const X of [rows, getters, { data: shared, rows: 50, cols: 16 }] as MatrixInput[]) {
      const { result, epochs } = watched(() => streamed(1024, () => fitted(X)));
      expect(epochs).toBe(1);
      expect(result.coef).toEqual(fitted(rows).coef);
    }
    expect(read).toBe(rows.length);
  });

  it("from the size on that is said, a quarter of it for few epochs, one block for one: a threshold taken for another", () => {
    const X = typedForms["one array"]?.(rows, Float64Array) as MatrixInput;
    const bytes = 8 * 50 * 16;
    const isStreamed = (least: number, block: number, maxIter: number): boolean =>
      watched(() => streamingFrom(least, block, () => fitted(X, { maxIter }))).epoch > 1;
    const [many, few] = [FEW_EPOCHS + 1, FEW_EPOCHS];
    expect([isStreamed(bytes, 1024, many), isStreamed(bytes + 1, 1024, many)]).toEqual([true, false]);
    expect([isStreamed(4 * bytes, 1024, few), isStreamed(4 * bytes + 1, 1024, few)]).toEqual([true, false]);
    expect(isStreamed(Infinity, 1024, 1)).toBe(true);
    const { leastBytes, blockBytes } = STREAMING;
    expect([leastBytes, blockBytes]).toEqual([2 ** 25, 2 ** 18]);
  });

  it("the first fit for which memory would grow, and the second not: a process that fits once and touches fresh memory", () => {
    const tall = Array.from({ length: 8000 }, (_, i) => rows[i % 50] as number[]);
    const X = typedForms["one array"]?.(tall, Float64Array) as MatrixInput;
    const grown = (maxIter: number): boolean => {
      new Perceptron({ ...options, maxIter }).fit(
        X,
        tall.map((_, i) => i % 3),
      );
      return memoryBytes() > 8 * 8000 * 16;
    };
    useCore(wasmCore());
    expect([grown(ONCE_EPOCHS), grown(ONCE_EPOCHS)]).toEqual([false, true]);
    useCore(wasmCore());
    expect(grown(ONCE_EPOCHS + 1), "reading them anew so often costs more").toBe(true);
  });

  it.each(forms)("linear memory stays below the size of $name: a block that grows", ({ pass, kind }) => {
    const tall = Array.from({ length: 8000 }, (_, i) => rows[i % 50] as number[]);
    const labels = tall.map((_, i) => i % 3);
    const X = pass(tall);
    const train = (): number => {
      useCore(wasmCore());
      new Perceptron({ ...options, maxIter: 2 }).fit(X, labels);
      return memoryBytes();
    };
    const bytes = 8000 * 16 * kind.BYTES_PER_ELEMENT;
    expect(streamed(2 ** 14, train)).toBeLessThan(bytes / 2);
    expect(resident(train)).toBeGreaterThan(0.8 * bytes);
  });
});

describe("blocks", () => {
  const options: PerceptronOptions = { shuffle: false, tol: null, maxIter: 3, average: true };

  // Rows of very different lengths, those without any element among them: no block is as full as another.
  it.each(KINDS)("of ragged sparse rows, %s: a row that is split or lost where a block ends", (_, kind) => {
    const sparse = typedForms["sparse rows"];
    const rows = Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: 30 }, (_, j) => (j < (i * 17) % 31 && i % 4 > 0 ? ((i * j) % 7) - 3 : 0)),
    );
    const y = rows.map((_, i) => (i * i) % 3);
    const sampleWeight = y.map((_, i) => 1 / ((i % 5) + 1));
    for (const blockBytes of [1, 100, 250, 600, 1024, 5000, 2 ** 16]) {
      const train = (): Perceptron =>
        new Perceptron(options).fit(sparse?.(rows, kind) ?? [], y, { sampleWeight });
      const { result, epochs } = watched(() => streamed(blockBytes, train));
      expect(epochs).toBe(0);
      expect(essence(result)).toBe(essence(resident(train)));
    }
  });

  it.each(KINDS)("of rows without any element, %s: no room for what takes none", (_, kind) => {
    const rows = Array.from({ length: 30 }, () => [0, 0, 0]);
    const X = typedForms["sparse rows"]?.(rows, kind) ?? [];
    const y = rows.map((_, i) => i % 2);
    const train = (): Perceptron => new Perceptron(options).fit(X, y);
    expect(essence(streamed(1, train))).toBe(essence(resident(train)));
  });

  const { X: rows, y } = noisy(5, 50, 4, 2);
  const places = [0, 7, 8, 23, 49];

  it.each(forms)(
    "a bad number in any block of $name: another error, row or column, or a changed model",
    (form) => {
      for (const place of places) {
        for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
          const spoiled = rows.map((row, i) => (i === place ? [1, bad, 2, 3] : row));
          const model = new Perceptron({ ...options, warmStart: true }).fit(form.pass(rows), y);
          const before = model.toBytes();
          const refused = () => thrown(() => model.fit(form.pass(spoiled), y));
          const [a, b] = [streamed(1, refused), resident(refused)] as [Error, Error];
          expect(a).toMatchObject({ code: "NOT_FINITE", message: b.message });
          expect(a.message).toContain(`row ${place}, column 1 of X`);
          expect(model.toBytes()).toEqual(before);
        }
      }
    },
  );

  it.each(forms)("weights that overflow, $name: a model that is not finite", ({ pass, dtype }) => {
    const huge = dtype === "f32" ? 2e38 : 1e308;
    const large = rows.map(([a = 0, ...others], i) => [i === 49 || i === 0 ? huge : a, ...others]);
    const refused = () => thrown(() => new Perceptron({ ...options, eta0: 8 }).fit(pass(large), y));
    const [a, b] = [streamed(1, refused), resident(refused)] as [Error, Error];
    expect(a).toMatchObject({ code: "OVERFLOW", message: b.message });
  });
});

describe("the runs of a suite", () => {
  const { X: rows, y } = noisy(8, 50, 4, 2);
  const runs: boolean[] = [];
  describeCores("fit typed rows", () => {
    it("in blocks or whole", () => {
      const X = typedForms["one array"]?.(rows, Float64Array) ?? [];
      const { epochs } = watched(() => new Perceptron({ shuffle: false, maxIter: 5 }).fit(X, y));
      runs.push(epochs === 0);
    });
  });

  it("the last one streams, and no other: a run that says so and does not", () => {
    expect(runs).toEqual([false, false, false, true]);
  });
});
