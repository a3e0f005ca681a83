// The kernel, which looks at eight rows at once and through a filter, against its JavaScript twin, which adds every
// row up left to right: the same rows, the same sums, the same bits; and training that does not show which of them ran.
import { afterEach, expect, it } from "vitest";
import type { Core } from "../../src/sklearn/contract.js";
import { core, wasmCore } from "../../src/sklearn/core.js";
import { Perceptron } from "../../src/sklearn/index.js";
import { LESSON_BYTES, type Lesson, readLesson, writeLesson } from "../../src/sklearn/lesson.js";
import { epochShuffle } from "../../src/sklearn/random.js";
import { jsCore } from "../../src/sklearn/twin.js";
import { Random } from "../random.js";

afterEach(() => void core(wasmCore()));

const BASE = 4096;

/** A lesson for the same addresses of both memories, its rows, targets and weights by `real`. */
class Twins {
  readonly #parts: [number, ArrayBufferView][] = [];
  readonly #lesson: Partial<Lesson>;
  #top = BASE + Math.ceil(LESSON_BYTES / 16) * 16;

  constructor(
    readonly random: Random,
    readonly n: number,
    readonly d: number,
    real: () => number,
  ) {
    const numbers = (length: number, make: () => number) => Float64Array.from({ length }, make);
    const X = this.put(numbers(n * d, real));
    const w = this.put(numbers(d, real));
    const y = this.put(Int8Array.from({ length: n }, () => random.pick([-1, 1])));
    const weighted = random.pick([true, false]);
    const sampleWeight = this.put(numbers(n, () => random.integer(0, 3)));
    const held = random.pick([true, false]);
    const heldOut = this.put(Uint8Array.from({ length: n }, () => random.integer(0, 1)));
    const shuffled = random.pick([true, false]);
    const shuffle = this.put(epochShuffle(n, random.integer(1, 1000)));
    const room = (bytes: number) => this.put(new Uint8Array(bytes));
    this.#lesson = {
      ...{ n, d, X, near: room(4 * n * d), lengths: room(4 * n), w, nearW: room(4 * d), y },
      ...{ sampleWeight: weighted ? sampleWeight : 0, heldOut: held ? heldOut : 0 },
      ...{
        shuffle: shuffled ? shuffle : 0,
        rows: room(4 * n),
        spare: room(4 * n),
        order: room(4 * n),
        sides: room(4 * n),
        reach: room(4 * n),
      },
      ...{ eta0: random.pick([1, 0.3]), negative: random.pick([1, 0.5]), positive: random.pick([1, 2]) },
      ...{
        fitIntercept: random.integer(0, 1),
        needsLosses: random.integer(0, 1),
        b: random.pick([0, random.real()]),
      },
    };
  }

  put(values: ArrayBufferView): number {
    const at = this.#top;
    this.#parts.push([at, values]);
    this.#top += Math.ceil(values.byteLength / 16) * 16;
    return at;
  }

  /** What `use` gives on a core that has the lesson, which all its rows and weights were measured for. */
  on<R>(one: Core, use: (lesson: number, read: () => Lesson, w: () => number[]) => R): R {
    const buffer = one.reserve(this.#top);
    for (const [at, { buffer: bytes, byteLength }] of this.#parts) {
      new Uint8Array(buffer, at, byteLength).set(new Uint8Array(bytes, 0, byteLength));
    }
    writeLesson(buffer, BASE, this.#lesson);
    one.measureRows(BASE, 0, this.n);
    one.begin(BASE);
    const w = () => [...new Float64Array(buffer, this.#lesson.w, this.d)];
    return use(BASE, () => readLesson(buffer, BASE), w);
  }
}

/** Numbers of one size, of all sizes, beyond those of an f32, or such that sums of exactly 0 and of almost 0 abound. */
const kinds: Readonly<Record<string, (random: Random) => number>> = {
  "of one size": (random) => random.real(),
  "small integers: ties": (random) => random.integer(-2, 2),
  "almost ties": (random) => random.integer(-2, 2) + 1e-9 * random.integer(-1, 1),
  "whose products are at the end of f32": (random) =>
    random.pick([-1, 1]) * (1 + random.uniform()) * 2 ** random.integer(62, 63),
  "too large for an f32": (random) => random.real() * 10 ** random.integer(20, 150),
  "too small for an f32": (random) => random.real() * 10 ** random.integer(-180, -30),
  "of all sizes": (random) => random.special("f64"),
};

it.each(Object.entries(kinds))("the kernel and its twin find the same row and sum, numbers %s", (_, kind) => {
  const random = new Random(8);
  const pair = [wasmCore(), jsCore()];
  for (let round = 0; round < 1_000; round++) {
    const [n, d] = [random.integer(1, 40), 1 + (round % 67)];
    const twins = new Twins(random, n, d, () => kind(random));
    const [b, scale, shrink] = [kind(random), random.pick([1, 1, 0.3]), random.pick([1, 0.99, 0])];
    const [enough, from, factor] = [random.pick([0, 1 + 2 ** -16]), random.integer(0, n - 1), kind(random)];
    const results = pair.map((one) =>
      twins.on(one, (lesson, read, w) => {
        const count = one.arrange(lesson);
        const start = Math.min(from, count);
        const before = w();
        const i = one.scan(lesson, b, scale, shrink, enough, start, count);
        expect(w()).toEqual(before);
        one.move(lesson, from, factor);
        const again = one.scan(lesson, b, scale, shrink, enough, start, count);
        return { count, i, found: i < count || again < count ? read().found : 0, again, w: w() };
      }),
    );
    expect(results[0]).toEqual(results[1]);
  }
});

it.each(Object.entries(kinds))(
  "the kernel and its twin learn the same in an epoch, numbers %s",
  (_, kind) => {
    const random = new Random(9);
    const pair = [wasmCore(), jsCore()];
    for (let round = 0; round < 1_000; round++) {
      const twins = new Twins(random, random.integer(1, 40), 1 + (round % 67), () => kind(random));
      const results = pair.map((one) =>
        twins.on(one, (lesson, read, w) => {
          const mistakes = [0, 1, 2].map(() => one.epoch(lesson, one.arrange(lesson)));
          const { b, losses } = read();
          return { mistakes, b, losses, w: w() };
        }),
      );
      expect(results[0]).toEqual(results[1]);
    }
  },
);

it("training shows no difference, with penalties, means, held-out rows and a scale that is folded", () => {
  const random = new Random(9);
  const X = Array.from({ length: 120 }, () => Array.from({ length: 7 }, () => 4 * random.uniform() - 2));
  const y = X.map((x, i) => (i % 9 === 0 ? i % 3 : (x[0] as number) > 0 ? 1 : (x[1] as number) > 0 ? 2 : 0));
  for (const options of [
    {},
    { penalty: "l2", alpha: 0.01 },
    { penalty: "l2", alpha: 0.2, eta0: 2, maxIter: 40, tol: null },
    { penalty: "l2", alpha: 1, eta0: 1, maxIter: 4 },
    { average: 50 },
    { earlyStopping: true, penalty: "l2" },
    { fixes: true, earlyStopping: true, penalty: "l2", alpha: 0.1 },
  ] as const) {
    const [wasm, js] = [wasmCore, jsCore].map((make) => {
      core(make());
      return new Perceptron({ ...options, version: "1.2" }).fit(X, y).toSklearn();
    });
    expect(wasm).toEqual(js);
  }
});
