// The Wasm kernel, which looks at eight rows at once and through a filter, against the JavaScript kernel,
// which adds every row up left to right: the same rows, sums and bits; and training that does not show which
// of them ran.
import { afterEach, expect, it } from "vitest";
import { currentSgdKernel, wasmSgdKernel } from "../../src/sklearn/current-kernel.js";
import { Perceptron } from "../../src/sklearn/index.js";
import type { SgdKernel } from "../../src/sklearn/kernel.js";
import { jsSgdKernel } from "../../src/sklearn/kernel-js.js";
import { epochShuffle } from "../../src/sklearn/random.js";
import { readSgdState, SGD_STATE_BYTES, type SgdState, writeSgdState } from "../../src/sklearn/sgd-state.js";
import { Random } from "../support/random.js";
import { rounds } from "../support/rounds.js";

afterEach(() => void currentSgdKernel(wasmSgdKernel()));

const BASE = 4096;

/** A random training state, at equal addresses of both memories; `real` draws its samples and weights. */
class ArbitraryState {
  readonly #arrays: [number, ArrayBufferView][] = [];
  readonly #fields: Partial<SgdState>;
  #top = BASE + Math.ceil(SGD_STATE_BYTES / 16) * 16;

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
    const holdsOut = random.pick([true, false]);
    const heldOut = this.put(Uint8Array.from({ length: n }, () => random.integer(0, 1)));
    const shuffles = random.pick([true, false]);
    const shuffle = this.put(epochShuffle(n, random.integer(1, 1000)));
    const zeros = (bytes: number) => this.put(new Uint8Array(bytes));
    this.#fields = {
      ...{ n, d, X, roundedX: zeros(4 * n * d), norms: zeros(4 * n), w, roundedW: zeros(4 * d), y },
      ...{ sampleWeight: weighted ? sampleWeight : 0, heldOut: holdsOut ? heldOut : 0 },
      ...{
        shuffle: shuffles ? shuffle : 0,
        allRows: zeros(4 * n),
        nextRows: zeros(4 * n),
        order: zeros(4 * n),
        signedNorms: zeros(4 * n),
        orderedNorms: zeros(4 * n),
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
    this.#arrays.push([at, values]);
    this.#top += Math.ceil(values.byteLength / 16) * 16;
    return at;
  }

  /** What `use` gives with a kernel whose memory holds the state, its rows and weights prepared. */
  in<R>(
    kernel: SgdKernel,
    use: (state: number, read: () => SgdState, w: () => number[]) => R,
    fields: Partial<SgdState> = {},
  ): R {
    const buffer = kernel.reserve(this.#top);
    for (const [at, { buffer: bytes, byteLength }] of this.#arrays) {
      new Uint8Array(buffer, at, byteLength).set(new Uint8Array(bytes, 0, byteLength));
    }
    writeSgdState(buffer, BASE, { ...this.#fields, ...fields });
    kernel.prepareRows(BASE, 0, this.n);
    kernel.beginOutput(BASE);
    const w = () => [...new Float64Array(buffer, this.#fields.w, this.d)];
    return use(BASE, () => readSgdState(buffer, BASE), w);
  }
}

/**
 * Numbers of one size, of all sizes, beyond those of an f32, or such that sums of exactly 0 and of almost 0
 * abound.
 */
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

it.each(Object.entries(kinds))("the kernels find the same row and sum, numbers %s", (_, kind) => {
  const random = new Random(8);
  const kernels = [wasmSgdKernel(), jsSgdKernel()];
  for (let round = 0; round < rounds(1_000); round++) {
    const [n, d] = [random.integer(1, 40), 1 + (round % 67)];
    const state = new ArbitraryState(random, n, d, () => kind(random));
    const terms = { b: kind(random), scale: random.pick([1, 1, 0.3]), shrink: random.pick([1, 0.99, 0]) };
    const threshold = random.pick([0, 1 + 2 ** -16]);
    const [from, factor] = [random.integer(0, n - 1), kind(random)];
    const results = kernels.map((kernel) =>
      state.in(
        kernel,
        (address, read, w) => {
          const count = kernel.shuffleRows(address);
          const start = Math.min(from, count);
          const before = w();
          const i = kernel.findViolation(address, start, count);
          expect(w()).toEqual(before);
          kernel.addRow(address, from, factor);
          const again = kernel.findViolation(address, start, count);
          return { count, i, found: i < count || again < count ? read().dot : 0, again, w: w() };
        },
        { ...terms, threshold },
      ),
    );
    expect(results[0]).toEqual(results[1]);
  }
});

it.each(Object.entries(kinds))("the kernels train to the same bits in an epoch, numbers %s", (_, kind) => {
  const random = new Random(9);
  const kernels = [wasmSgdKernel(), jsSgdKernel()];
  for (let round = 0; round < rounds(1_000); round++) {
    const state = new ArbitraryState(random, random.integer(1, 40), 1 + (round % 67), () => kind(random));
    const results = kernels.map((kernel) =>
      state.in(kernel, (address, read, w) => {
        const mistakes = [0, 1, 2].map(() => kernel.epoch(address, kernel.shuffleRows(address)));
        const { b, losses } = read();
        return { mistakes, b, losses, w: w() };
      }),
    );
    expect(results[0]).toEqual(results[1]);
  }
});

it("training shows no difference, with penalties, means, held-out rows and a scale that is reset", () => {
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
    const [wasm, js] = [wasmSgdKernel, jsSgdKernel].map((make) => {
      currentSgdKernel(make());
      return new Perceptron({ ...options, version: "1.2" }).fit(X, y).toSklearn();
    });
    expect(wasm).toEqual(js);
  }
});
