// fitAsync, epochs and fitStream let other tasks run, end when they are told to, and leave nothing behind.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { loaded } from "../../src/core/current.js";
import { type EpochReport, Perceptron, type PerceptronOptions } from "../../src/index.js";
import { collected } from "../support/collected.js";
import { describeCores } from "../support/cores.js";
import { noisy } from "../support/naive.js";
import { sparseOf } from "../support/training-sets.js";

afterEach(() => vi.restoreAllMocks());

/** A clock on which every look at it takes some milliseconds, so that each pause that is due comes. */
function slowClock(milliseconds: number): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += milliseconds));
}

/** Runs `call` and counts how often another task could run meanwhile. */
async function ticksDuring(call: () => Promise<unknown>): Promise<number> {
  let ticks = 0;
  let next = setImmediate(function tick() {
    ticks++;
    next = setImmediate(tick);
  });
  try {
    await call();
  } finally {
    clearImmediate(next);
  }
  return ticks;
}

const { X, y } = noisy(1, 60, 4, 3);
const endless: PerceptronOptions = { tol: null, maxIter: 1e9 };
const n = 100_000;
const flat = { data: Float32Array.from({ length: n }, (_, i) => (i * 7919) % 1000), rows: n, cols: 1 };

it("a scheduler that goes on before timers and messages, as Chromium's: a fit that no abort reaches", async () => {
  vi.stubGlobal("scheduler", { yield: () => Promise.resolve() });
  try {
    const signal = AbortSignal.timeout(20);
    await expect(new Perceptron(endless).fitAsync(X, y, { signal })).rejects.toMatchObject({
      name: "TimeoutError",
    });
  } finally {
    vi.unstubAllGlobals();
  }
});

describeCores("pauses", () => {
  // Each phase of a fit over many rows, by what alone takes long in it: a phase that runs through is a frozen page.
  it.each<
    [string, PerceptronOptions, () => [Parameters<Perceptron["fit"]>[0], Parameters<Perceptron["fit"]>[1]]]
  >([
    ["labels", {}, () => [flat, Array.from({ length: n }, (_, i) => `class ${i % 2}`)]],
    [
      "rows of numbers",
      {},
      () => [Array.from(flat.data, (value) => [value]), new Uint8Array(n).map((_, i) => i % 2)],
    ],
    [
      "a matrix of targets",
      { step: "sgn" },
      () => [flat, { data: new Uint8Array(n).fill(1), rows: n, cols: 1 }],
    ],
    [
      "sparse rows",
      {},
      () => [sparseOf(Array.from(flat.data, (v) => [v])), new Uint8Array(n).map((_, i) => i % 2)],
    ],
    ["a pocket", { keep: "best" }, () => [flat, new Uint8Array(n).map((_, i) => i % 2)]],
    ["validation", { earlyStopping: true }, () => [flat, new Uint8Array(n).map((_, i) => i % 2)]],
    ["scaling", { standardize: true }, () => [flat, new Uint8Array(n).map((_, i) => i % 2)]],
  ])("with %s", async (_, options, make) => {
    const [rows, labels] = make();
    slowClock(5);
    const model = new Perceptron({ ...options, maxIter: 1, nIterNoChange: 1 });
    const ticks = await ticksDuring(() => model.fitAsync(rows, labels));
    expect(ticks).toBeGreaterThan(20); // 100,000 rows in parts of 8,192, several times
  });

  it("come as often as they are asked for", async () => {
    const during = async (yieldEvery: number): Promise<number> => {
      slowClock(1);
      return ticksDuring(() => new Perceptron({ tol: null, maxIter: 200 }).fitAsync(X, y, { yieldEvery }));
    };
    const [often, seldom] = [await during(2), await during(40)];
    expect(often).toBeGreaterThan(8 * seldom);
  });
});

describeCores("ends", () => {
  it("an abort ends a fit with its reason, before it begins or amid it, and the model is as before", async () => {
    const model = new Perceptron({ ...endless, warmStart: true });
    model.partialFit(X, y, { classes: [0, 1, 2] });
    const before = model.toBytes();
    const reason = new Error("enough");
    await expect(model.fitAsync(X, y, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const onEpoch = ({ epoch }: EpochReport): void => {
      if (epoch === 9) controller.abort(reason);
    };
    await expect(model.fitAsync(X, y, { signal: controller.signal, onEpoch })).rejects.toBe(reason);
    const later = new AbortController();
    setImmediate(() => later.abort(reason));
    await expect(model.fitAsync(X, y, { signal: later.signal, yieldEvery: 1 })).rejects.toBe(reason);
    expect(model.toBytes()).toEqual(before);
    expect(model.partialFit(X, y).nIter).toBe(1);
  });

  it("break ends epochs(), keeps what was learned, and the model goes on to the bit", async () => {
    const model = new Perceptron({ ...endless, warmStart: true, randomState: 3 });
    for await (const { epoch } of model.epochs(X, y)) if (epoch === 4) break;
    expect([model.nIter, model.history.length]).toEqual([4, 4]);
    for await (const { epoch } of model.epochs(X, y)) if (epoch === 6) break;
    const whole = new Perceptron({ tol: null, maxIter: 6, randomState: 3 }).fit(X, y);
    expect(model.coef).toEqual(whole.coef);
    expect(model.history.map(({ epoch }) => epoch)).toEqual([5, 6]);
    model.partialFit(X, y);
  });

  it("epochs() commits before it tells, and an error or abort later keeps what was committed", async () => {
    const model = new Perceptron(endless);
    const controller = new AbortController();
    const committed: Uint8Array[] = [];
    const loop = async (): Promise<void> => {
      for await (const { epoch } of model.epochs(X, y, { signal: controller.signal })) {
        expect([model.nIter, model.history.at(-1)?.epoch]).toEqual([epoch, epoch]);
        committed.push(model.toBytes());
        if (epoch === 3) controller.abort();
      }
    };
    await expect(loop()).rejects.toMatchObject({ name: "AbortError" });
    expect(model.toBytes()).toEqual(committed[2]);
  });

  it("ends where fit ends, by itself", async () => {
    const options: PerceptronOptions = { randomState: 5, nIterNoChange: 3 };
    const fitted = new Perceptron(options).fit(X, y);
    const model = new Perceptron(options);
    expect(await collected(model.epochs(X, y))).toEqual(model.history);
    expect(model.coef).toEqual(fitted.coef);
  });
});

const BUSY = expect.objectContaining({ name: "StateError", code: "BUSY" });

describeCores("one fit at a time", () => {
  it("a second fit, of whatever kind, is refused while one runs, and the first is not disturbed", async () => {
    const model = new Perceptron({ tol: null, maxIter: 30 });
    const first = model.fitAsync(X, y, { yieldEvery: 1e-9 });
    expect(() => model.fit(X, y)).toThrow(BUSY);
    expect(() => model.partialFit(X, y, { classes: [0, 1, 2] })).toThrow(BUSY);
    await expect(model.fitAsync(X, y)).rejects.toThrow(BUSY);
    await expect(model.fitStream([{ X, y }])).rejects.toThrow(BUSY);
    await expect(collected(model.epochs(X, y))).rejects.toThrow(BUSY);
    await first;
    expect(model.coef).toEqual(new Perceptron({ tol: null, maxIter: 30 }).fit(X, y).coef);
  });

  it("so is a fit inside the model's own callback or loop", async () => {
    const model = new Perceptron({ tol: null, maxIter: 3 });
    const inside = (): unknown => model.fit(X, y);
    expect(() => model.fit(X, y, { onEpoch: inside })).toThrow(BUSY);
    await expect(model.fitAsync(X, y, { onEpoch: inside })).rejects.toThrow(BUSY);
    await expect(model.fitStream([{ X, y }], { classes: [0, 1, 2], onEpoch: inside })).rejects.toThrow(BUSY);
    for await (const _ of model.epochs(X, y)) expect(inside).toThrow(BUSY);
    expect(model.fit(X, y).nIter).toBe(3);
  });

  it("a predict during a fit answers by the committed weights", async () => {
    const model = new Perceptron({ tol: null, maxIter: 40 }).fit(X, y);
    const [labels, bytes] = [model.predict(X), model.toBytes()];
    const other = y.map((label) => (label + 1) % 3);
    let asked = 0;
    const onEpoch = (): void => {
      asked++;
      expect(model.predict(X)).toEqual(labels);
      expect(model.toBytes()).toEqual(bytes);
    };
    model.fit(X, other, { onEpoch });
    expect(model.predict(X)).not.toEqual(labels);
    const again = new Perceptron({ tol: null, maxIter: 40 }).fit(X, y);
    await again.fitAsync(X, other, { onEpoch: () => expect(again.predict(X)).toEqual(labels) });
    expect(asked).toBe(40);
    expect(again.coef).toEqual(model.coef);
  });

  it("two models learn at once, each in a memory of its own", async () => {
    const fits = [1, 2, 3].map((randomState) =>
      new Perceptron({ tol: null, maxIter: 25, randomState }).fitAsync(X, y, { yieldEvery: 1e-9 }),
    );
    for (const [i, model] of (await Promise.all(fits)).entries()) {
      const alone = new Perceptron({ tol: null, maxIter: 25, randomState: i + 1 }).fit(X, y);
      expect(model.coef).toEqual(alone.coef);
    }
  });
});

describe("nothing is left behind", () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const cleared = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
  };

  it("of an abandoned generator: neither its memory nor its turn", async () => {
    const model = new Perceptron(endless);
    await (async () => {
      const abandoned = model.epochs(X, y);
      await abandoned.next();
      expect(() => model.fit(X, y)).toThrow(BUSY);
    })();
    await cleared();
    expect(model.partialFit(X, y).nIter).toBe(1);
  });

  it("of a generator that was never begun", () => {
    const model = new Perceptron({ maxIter: 2 });
    model.epochs(X, y);
    expect(model.fit(X, y).nIter).toBeGreaterThan(0);
  });

  it("of fits that were aborted or abandoned: memories that grow with their number", async () => {
    const big = { data: new Float32Array(2 ** 18), rows: 2 ** 12, cols: 64 };
    const labels = new Uint8Array(2 ** 12).map((_, i) => i % 2);
    const round = async (): Promise<number> => {
      for (let i = 0; i < 30; i++) {
        const model = new Perceptron(endless);
        const controller = new AbortController();
        const stop = (): void => controller.abort();
        await model.fitAsync(big, labels, { signal: controller.signal, onEpoch: stop }).catch(() => {});
        await model.epochs(big, labels).next();
      }
      await cleared();
      return process.memoryUsage().arrayBuffers + process.memoryUsage().external;
    };
    await round();
    const [before, shared] = [await round(), loaded().arena.core.memory.buffer.byteLength];
    for (let i = 0; i < 3; i++) await round();
    expect((await round()) - before).toBeLessThan(2 ** 22); // four rounds leave no more than a few megabytes
    expect(loaded().arena.core.memory.buffer.byteLength).toBe(shared);
  });
});
