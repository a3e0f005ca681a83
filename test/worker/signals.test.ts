// `stop` ends a call and keeps what was learned, in the root and in the worker alike; signals are listened to once, and
// left alone after; reactive arrays are taken.
import { reactive, ref, shallowReactive } from "@vue/reactivity";
import { observable } from "mobx";
import { afterAll, describe, expect, it } from "vitest";
import { essence } from "../support/essence.js";
import { rowsOf } from "../support/matrices.js";
import { classes, close, Perceptron, root, trainingSet } from "./built-package.js";

afterAll(close);

const { X, y } = trainingSet();
const endless = { tol: null, maxIter: 1e9 };
const options = { ...endless, average: true };
const batch = { X, y };

/** A fit of either kind, which `stop` ends. */
const kinds = {
  root: {
    make: (given: object = options) => new root.Perceptron(given),
    train: (model: unknown, more: object) =>
      (model as InstanceType<typeof root.Perceptron>).fitAsync(X, y, more),
  },
  worker: {
    make: (given: object = options) => new Perceptron(given),
    train: (model: unknown, more: object) => (model as InstanceType<typeof Perceptron>).fit(X, y, more),
  },
};

describe.each(Object.entries(kinds))("stop, %s", (_, { make, train }) => {
  it("ends a fit after the present epoch, with what so many epochs learn: not thrown away, none more", async () => {
    const controller = new AbortController();
    const onEpoch = ({ epoch }: { epoch: number }) => epoch === 4 && controller.abort();
    const model = await train(make(), { onEpoch, stop: controller.signal });
    expect([model.nIter, model.stopReason, model.converged]).toEqual([4, "stopped", false]);
    const four = new root.Perceptron({ ...options, maxIter: 4 }).fit(X, y);
    expect(await model.decisionFunction(X)).toEqual(four.decisionFunction(X));
    expect(root.Perceptron.fromBytes(model.toBytes()).stopReason).toBe("stopped");
  });

  it("ends a fit that tells of no epoch, by a timer", async () => {
    const model = await train(make(), { stop: AbortSignal.timeout(60) });
    expect(model.stopReason).toBe("stopped");
    expect(model.nIter).toBeGreaterThan(0);
  });

  it("lets a fit run its first epoch where it is aborted before: a model that cannot answer, or a whole fit", async () => {
    const model = await train(make(), { stop: AbortSignal.abort(), onEpoch() {} });
    expect([model.nIter, model.stopReason]).toEqual([1, "stopped"]);
  });

  it("changes nothing of a fit that ends by itself, nor where `signal` is aborted: that discards", async () => {
    const controller = new AbortController();
    const model = await train(make({ maxIter: 3, tol: null }), { stop: controller.signal });
    expect([model.nIter, model.stopReason]).toEqual([3, "maxIter"]);
    const before = essence(model);
    const stop = AbortSignal.timeout(5000);
    await expect(train(model, { stop, signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
    expect(essence(model)).toBe(before);
  });

  it("ends a loop over epochs", async () => {
    const controller = new AbortController();
    const model = make();
    const seen: number[] = [];
    for await (const { epoch } of model.epochs(X, y, { stop: controller.signal })) {
      if (seen.push(epoch) === 2) controller.abort();
    }
    expect([seen.length <= 3, model.nIter, model.stopReason]).toEqual([true, seen.length, "stopped"]);
  });

  it("ends a stream after the present batch, and closes its source", async () => {
    const controller = new AbortController();
    let [given, closed] = [0, false];
    async function* source() {
      try {
        for (;;) {
          given++;
          yield batch;
        }
      } finally {
        closed = true;
      }
    }
    const onEpoch = () => given === 3 && controller.abort();
    const model = make();
    await model.fitStream(source(), { classes, onEpoch, stop: controller.signal });
    expect([given, closed, model.nIter, model.stopReason]).toEqual([3, true, 3, "stopped"]);
    const three = new root.Perceptron(options);
    for (let i = 0; i < 3; i++) three.partialFit(X, y, { classes });
    expect(await model.decisionFunction(X)).toEqual(three.decisionFunction(X));
  });

  it("leaves of a stream whose last batch was all right a model that can be saved: one that says converged", async () => {
    const model = make({});
    const right = { X: [[0], [1]], y: [0, 1] };
    for (const stop of [undefined, AbortSignal.abort()]) {
      await model.fitStream(Array(9).fill(right), { classes: right.y, stop });
      expect(model.converged).toBe(stop === undefined);
    }
    for (const copy of [root.Perceptron.fromBytes(model.toBytes()), root.Perceptron.fromJSON(model.toJSON())])
      expect([copy.stopReason, essence(copy)]).toEqual(["stopped", essence(model)]);
  });

  it("ends a stream whose next batch never comes: a wait for it", async () => {
    const controller = new AbortController();
    async function* source() {
      yield batch;
      setTimeout(() => controller.abort(), 20);
      await new Promise(() => {});
    }
    const model = make();
    await model.fitStream(source(), { classes, stop: controller.signal });
    expect([model.nIter, model.stopReason]).toEqual([1, "stopped"]);
  });

  it("hears a source that aborts while it is asked: a stream that listens afterwards never ends", async () => {
    for (const name of ["stop", "signal"]) {
      const controller = new AbortController();
      async function* source() {
        yield batch;
        controller.abort("enough");
        await new Promise(() => {});
      }
      const model = make();
      const ended = model.fitStream(source(), { classes, [name]: controller.signal });
      await (name === "stop" ? ended : expect(ended).rejects.toBe("enough"));
      expect([model.nIter, model.stopReason]).toEqual([1, name === "stop" ? "stopped" : "maxIter"]);
    }
  });

  it("asks for no batch where it is aborted before", async () => {
    let asked = false;
    async function* source() {
      asked = true;
      yield batch;
    }
    const model = make();
    await model.fitStream(source(), { classes, stop: AbortSignal.abort() });
    expect([asked, model.nIter, model.stopReason]).toEqual([false, 0, undefined]);
    await model.fitStream([batch], { classes });
    await model.fitStream(source(), { stop: AbortSignal.abort() });
    expect([asked, model.nIter, model.stopReason]).toEqual([false, 1, "stopped"]);
  });

  it("is refused where it is no signal", async () => {
    const refusal = { code: "OPTION_KIND", message: expect.stringContaining("stop is the boolean true") };
    await expect(train(make(), { stop: true })).rejects.toMatchObject(refusal);
    await expect(make().fitStream([batch], { stop: true as never })).rejects.toMatchObject(refusal);
  });
});

/** A signal that counts who listens. */
function countedSignal() {
  const { signal } = new AbortController();
  const count = { now: 0, most: 0 };
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    count.most = Math.max(count.most, ++count.now);
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    count.now--;
    removeEventListener.apply(signal, args);
  };
  return { signal, count };
}

it("one signal serves more than ten calls at a time, with one listener that goes with the last: a warning of a leak", async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on("warning", onWarning);
  const [stop, signal] = [countedSignal(), countedSignal()];
  const both = { stop: stop.signal, signal: signal.signal };
  const few = { maxIter: 2, tol: null };
  await Promise.all(
    Array.from({ length: 15 }, async () => {
      await new Perceptron(few).fit(X, y, both);
      await new Perceptron(few).fitStream([batch], { classes, ...both });
      await new root.Perceptron(few).fitAsync(X, y, both);
      await new root.Perceptron(few).fitStream([batch], { classes, ...both });
      for await (const _ of new Perceptron(few).epochs(X, y, both));
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off("warning", onWarning);
  expect(warnings).toEqual([]);
  expect(stop.count).toEqual({ now: 0, most: 1 });
  expect(signal.count).toEqual({ now: 0, most: 1 });
});

it("an abort reaches every call that waits for it", async () => {
  const controller = new AbortController();
  const fits = [0, 1, 2].map(() => new Perceptron(endless).fit(X, y, { signal: controller.signal }));
  setTimeout(() => controller.abort("enough"), 20);
  expect(await Promise.allSettled(fits)).toEqual(fits.map(() => ({ status: "rejected", reason: "enough" })));
});

describe("reactive arrays are taken as in the root", () => {
  const rows = rowsOf(X);
  const bits = y.map((label) => [Number(label === "a"), Number(label === "b")]);
  const wraps: Record<string, <T extends object>(value: T) => T> = {
    "reactive of Vue": (value) => reactive(value) as typeof value,
    "ref of Vue": (value) => ref(value).value as typeof value,
    "shallowReactive of Vue": (value) => shallowReactive(value) as typeof value,
    "observable of MobX": (value) => observable(value) as typeof value,
  };
  const few = { maxIter: 3, tol: null };

  it.each(Object.entries(wraps))("%s", async (_, wrap) => {
    for (const transfer of [false, true]) {
      for (const targets of [y, bits] as const) {
        const [model, plain] = [new Perceptron(few), new root.Perceptron(few).fit(rows, targets)];
        await model.fit(wrap(rows.map((row) => [...row])), wrap([...targets] as typeof y), { transfer });
        expect(essence(model)).toBe(essence(plain));
        expect(await model.predict(wrap(rows), { transfer })).toEqual(plain.predict(rows));
      }
    }
    const model = await new Perceptron(few).fitStream(
      [wrap({ X: rows, y })],
      wrap({ classes: [...classes] }),
    );
    expect(model.nIter).toBe(1);
    await model.partialFit(wrap({ data: [...X.data], rows: X.rows, cols: X.cols }), y, {
      sampleWeight: wrap(y.map(() => 2)),
    });
  });
});
