// The Wasm core and the JavaScript core give the same bits: 100,000 random products and 25,000 random epochs in
// each element type, over shapes up to 67 and numbers over 30 binades, with NaN, ±∞, ±0 and subnormals mixed in.
import { describe, expect, it } from "vitest";
import { bytesPer, type DType, type Reals, view } from "../src/base/dtype.js";
import { type Core, NOT_FINITE, type Ptr, STEP } from "../src/core/contract.js";
import { jsCore } from "../src/core/js.js";
import { wasmCore } from "../src/core/wasm.js";
import { Random } from "./random.js";

const POOL = 1 << 14; // numbers from which rows, weights and biases are taken at any offset
const ROOM = 1 << 12; // numbers that a kernel may write

/** The same numbers at the same addresses in both memories. */
function twins(dtype: DType, random: Random, specials: number) {
  const size = bytesPer[dtype];
  const pool = (2 ** 12) as Ptr;
  const room = (pool + POOL * size) as Ptr;
  const rest = (room + ROOM * size) as Ptr;
  const pair = [wasmCore(), jsCore()].map((core) => {
    core.memory.grow(16);
    return {
      core,
      pool: view(dtype, core.memory.buffer, pool, POOL),
      room: view(dtype, core.memory.buffer, room, ROOM),
    };
  }) as [Twin, Twin];
  for (let i = 0; i < POOL; i++) {
    const value = random.uniform() < specials ? random.special(dtype) : random.real();
    for (const twin of pair) twin.pool[i] = value;
  }
  const at = (elements: number): Ptr => (pool + random.integer(0, POOL - elements) * size) as Ptr;
  return { pair, at, room, rest, size };
}

interface Twin {
  readonly core: Core;
  readonly pool: Reals;
  readonly room: Reals;
}

/** Compares what both wrote; NaN is compared as a class, ±0 is told apart. */
function expectSame([a, b]: [Twin, Twin], count: number, what: string): void {
  for (let i = 0; i < count; i++) {
    if (!Object.is(a.room[i], b.room[i]))
      expect.fail(`${what}: element ${i} is ${a.room[i]} in Wasm, ${b.room[i]} in JavaScript`);
  }
}

describe.each(["f32", "f64"] as const)("%s", (dtype) => {
  it.each([
    { specials: 0, seed: 1 },
    { specials: 0.002, seed: 2 },
    { specials: 0.2, seed: 3 },
  ])(
    "products, $specials of the numbers special: an order, rounding or fusion of its own",
    ({ specials, seed }) => {
      const random = new Random(seed);
      const { pair, at, room } = twins(dtype, random, specials);
      const shapes = [...Array(68).keys()].flatMap((k) =>
        [1, 2, 3, 4, 5, 8, 9].flatMap((m) => [1, 2, 3].map((n) => [m, n, k])),
      );
      for (let round = 0; round < 34_000; round++) {
        const [m, n, k] = (shapes[round] ?? [
          random.integer(1, 10),
          random.integer(1, 5),
          random.integer(0, 67),
        ]) as [number, number, number];
        const [A, B, b] = [at(m * k), at(n * k), at(n)];
        const step = random.pick([STEP.none, STEP.none, STEP.heaviside, STEP.sgn]);
        const found = pair.map(({ core }) => core.kernels[`product_${dtype}`](m, n, k, A, B, b, room, step));
        expect(found[0]).toBe(found[1]);
        expectSame(pair, m * n, `product ${m}×${n}×${k}`);
      }
    },
  );

  it.each([
    { specials: 0, seed: 4 },
    { specials: 0.0005, seed: 5 },
  ])("epochs, $specials of the numbers special: another rule, order or weight", ({ specials, seed }) => {
    const random = new Random(seed);
    const { pair, at, room, rest, size } = twins(dtype, random, specials);
    const [targets, weights, order] = [rest, (rest + 4096) as Ptr, (rest + 8192) as Ptr];
    let finite = 0;
    for (let round = 0; round < 12_500; round++) {
      const [n, d, k] = [random.integer(1, 20), random.integer(1, 67), random.integer(1, 6)];
      const step = random.pick([STEP.heaviside, STEP.sgn]);
      const start = Array.from({ length: k * d + k }, () => (random.uniform() < 0.5 ? 0 : random.real()));
      const Y = Int8Array.from({ length: n * k }, () => random.integer(step === STEP.sgn ? -1 : 0, 1));
      const w = Float64Array.from({ length: n + 2 * k }, () => random.pick([1, 1, 0.5, 1 / 3, 3]));
      const rows = Uint32Array.from({ length: n }, () => random.integer(0, n - 1));
      const X = at(n * d);
      const sums = random.pick([0 as Ptr, (rest + 16384) as Ptr]);
      const [W, b, margins] = [room, (room + k * d * size) as Ptr, (room + (k * d + k) * size) as Ptr];
      const sampleWeight = random.pick([0 as Ptr, weights]);
      const [eta, fitIntercept] = [random.pick([1, 0.1, 3]), random.integer(0, 1)];
      const mistakes = pair.map((twin) => {
        const { buffer } = twin.core.memory;
        twin.room.set(start);
        new Int8Array(buffer, targets).set(Y);
        new Float64Array(buffer, weights).set(w);
        new Uint32Array(buffer, order).set(rows);
        new Float64Array(buffer, rest + 16384, k * d + k).fill(0.1);
        const classWeight = (weights + 8 * n) as Ptr;
        const kernel = twin.core.kernels[`epoch_${dtype}`];
        return kernel(
          n,
          d,
          k,
          X,
          targets,
          sampleWeight,
          classWeight,
          W,
          b,
          order,
          margins,
          sums,
          1e6,
          eta,
          step,
          fitIntercept,
        );
      });
      expect(mistakes[0]).toBe(mistakes[1]);
      if (mistakes[0] === NOT_FINITE) continue;
      finite++;
      expectSame(pair, k * d + k, `epoch ${n}×${d}×${k}`);
      const means = pair.map(({ core }) => new Float64Array(core.memory.buffer, rest + 16384, k * d + k));
      expect(means[0]).toEqual(means[1]);
    }
    expect(finite, "epochs that were compared to the end").toBeGreaterThan(5_000);
  });
});
