// A fit that fails somewhere: at the n-th growth of memory, allocation, callback, pause or batch. The model is as it was, and
// the next call learns to the same bits.

import type { Core } from "../../../src/core/contract.js";
import { useCore } from "../../../src/core/current.js";
import { jsCore } from "../../../src/core/js.js";
import { wasmCore } from "../../../src/core/wasm.js";
import { Perceptron, type PerceptronOptions } from "../../../src/index.js";
import { claim, claimEqual, refusal, type Target } from "../target.js";

interface Input {
  readonly place: (typeof PLACES)[number];
  /** At which of them. */
  readonly nth: number;
  readonly core: "wasm" | "js";
  readonly options: PerceptronOptions;
  readonly way: "fit" | "fitAsync" | "epochs" | "fitStream" | "partialFit";
  readonly n: number;
}

const PLACES = ["growth", "allocation", "callback", "signal", "batch", "memory"] as const;
const d = 20;

/** What is thrown at a place that is not an allocation. */
const REASON = new Error("injected");

function failing(core: Core, count: { left: number }): Core {
  const { memory } = core;
  return {
    ...core,
    memory: {
      get buffer() {
        return memory.buffer;
      },
      grow(pages) {
        if (--count.left === 0) throw new RangeError("no more");
        return memory.grow(pages);
      },
    },
  };
}

/** Lets the n-th typed array of a length throw, as engines do. */
async function withoutMemory(count: { left: number }, run: () => Promise<unknown>): Promise<void> {
  const kept = ["Float64Array", "Float32Array", "Uint32Array", "Int8Array", "Uint8Array"] as const;
  const real = kept.map((name) => globalThis[name]);
  for (const name of kept) {
    const Real = globalThis[name];
    globalThis[name] = new Proxy(Real, {
      construct(target, args, newTarget) {
        if (typeof args[0] === "number" && --count.left === 0)
          throw new RangeError("Array buffer allocation failed");
        return Reflect.construct(target, args, newTarget);
      },
    }) as never;
  }
  try {
    await run();
  } finally {
    kept.forEach((name, i) => {
      globalThis[name] = real[i] as never;
    });
  }
}

export const failures: Target<Input> = {
  name: "failures",
  inputs: 1000,
  generate: (random) => ({
    place: random.pick(PLACES),
    nth: random.integer(1, 8),
    core: random.pick(["wasm", "js"]),
    options: {
      ...{ maxIter: 3, tol: null, average: random.uniform() < 0.3, standardize: random.uniform() < 0.2 },
      earlyStopping: random.uniform() < 0.2,
      validationFraction: 0.3,
    },
    way: random.pick(["fit", "fitAsync", "epochs", "fitStream", "partialFit"]),
    n: random.pick([30, 300, 1000]),
  }),
  async check({ place, nth, core, options: asked, way, n }) {
    const options = way === "partialFit" || way === "fitStream" ? { ...asked, earlyStopping: false } : asked;
    const X = {
      data: Float64Array.from({ length: n * d }, (_, i) => ((i * 7919) % 101) - 50),
      rows: n,
      cols: d,
    };
    const y = Array.from({ length: n }, (_, i) => (i * 31 + (i % 7)) % 3);
    const count = { left: nth };
    const make = core === "wasm" ? wasmCore : jsCore;
    const controller = new AbortController();
    const onEpoch = (): void => {
      if (place === "callback" && --count.left === 0) throw REASON;
      if (place === "signal" && --count.left === 0) controller.abort(REASON);
    };
    const learn = async (model: Perceptron, fails: boolean): Promise<void> => {
      const pace = fails ? { signal: controller.signal, yieldEvery: 1e-3 } : {};
      const told = fails ? { onEpoch } : {};
      const classes = { classes: [0, 1, 2] };
      if (way === "fit") model.fit(X, y, told);
      else if (way === "partialFit") model.partialFit(X, y, classes);
      else if (way === "fitAsync") await model.fitAsync(X, y, { ...told, ...pace });
      else if (way === "fitStream") await model.fitStream(batches(fails), { ...classes, ...told, ...pace });
      else for await (const _ of model.epochs(X, y, pace)) if (fails) onEpoch();
    };
    function* batches(fails: boolean) {
      for (let i = 0; i < 3; i++) {
        if (fails && place === "batch" && --count.left === 0) throw REASON;
        yield { X, y };
      }
    }
    try {
      useCore(make());
      const wanted = new Perceptron(options);
      await learn(wanted, false);
      const model = new Perceptron({ ...options, warmStart: false });
      const before = written(model);
      useCore(place === "growth" ? failing(make(), count) : make());
      const commitsOften = way === "epochs" || way === "fitStream";
      const run = async (): Promise<void> => {
        try {
          await learn(model, true);
        } catch (error) {
          const isTheEngines =
            error instanceof RangeError && error.message === "Array buffer allocation failed";
          if (error !== REASON && !(place === "allocation" && isTheEngines)) refusal(error);
          if (!commitsOften)
            claimEqual(written(model), before, "a model before and after a call that failed");
        }
      };
      if (place === "allocation") await withoutMemory(count, run);
      else await run();
      useCore(make());
      const next = commitsOften || way === "partialFit" ? new Perceptron(options) : model;
      await learn(next, false);
      claimEqual(written(next), written(wanted), "the next call and one that nothing failed before");
      claim(place !== "memory" || count.left === nth, () => "nothing is injected there");
      return 1;
    } finally {
      useCore();
    }
  },
};

const written = (model: Perceptron): string =>
  JSON.stringify(model, (key, value) => (key === "seconds" || key === "warmStart" ? 0 : value));
