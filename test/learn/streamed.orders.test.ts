// Rows that linear memory has no room for are streamed in any order, some of them left out. As nobody has 4 GiB for
// a test, the blocks are asked for themselves, beside rows that lie in memory.
import { describe, expect, it } from "vitest";
import { finish } from "../../src/base/work.js";
import { Arena } from "../../src/core/arena.js";
import { wasmCore } from "../../src/core/wasm.js";
import { readSamples } from "../../src/data/matrix.js";
import { averaged, untrained } from "../../src/learn/model.js";
import { type Plan, perceptronSettings } from "../../src/learn/settings.js";
import { KernelMemory, weightBytes } from "../../src/learn/train/kernel-memory.js";
import { ResidentRows } from "../../src/learn/train/resident-rows.js";
import { isStreamed, StreamedRows } from "../../src/learn/train/streamed-rows.js";
import type { TrainingSet } from "../../src/learn/train/training-set.js";
import { Random } from "../support/random.js";
import { forms, streamed } from "../support/streaming.js";

const [n, d, k] = [45, 6, 3];
const random = new Random(45);
const rows = Array.from({ length: n }, () =>
  Array.from({ length: d }, () => (random.uniform() < 0.4 ? 0 : Math.fround(random.real()))),
);

const setOf = (X: unknown, visited?: Uint8Array): TrainingSet => ({
  X: readSamples(X),
  targets: Int8Array.from({ length: n * k }, (_, i) => Number((Math.floor(i / k) * 7) % k === i % k)),
  sampleWeight: Float64Array.from({ length: n }, (_, i) => 1 / ((i % 4) + 1)),
  classWeight: new Float64Array(2 * k).fill(1),
  joint: false,
  weighted: undefined,
  visited,
});
const planOf = (shuffle: boolean): Plan => ({
  ...perceptronSettings({ shuffle, randomState: 3, maxIter: 9 }),
  reports: false,
});

/** Mistakes, rows, weights and the mean after three epochs, one at a time. */
function learned(set: TrainingSet, plan: Plan, isResident: boolean) {
  const arena = new Arena(wasmCore());
  const start = averaged(untrained(set.X.dtype, k, d), undefined);
  const spare = weightBytes(set, start);
  const taken = isResident
    ? finish(ResidentRows.open(arena, set, start, plan, spare))
    : StreamedRows.open(arena, set, start, plan, spare);
  const memory = new KernelMemory(arena, set, start, plan, taken.fields, 0);
  const epochs = [1, 2, 3].map((epoch) => finish(taken.epochs(memory, epoch, 1)));
  return { epochs, ...memory.snapshot() };
}

describe.each(forms)("$name", ({ pass }) => {
  const some = Uint8Array.from({ length: n }, (_, i) => Number((i * i) % 5 > 0));
  it.each<[string, boolean, Uint8Array?]>([
    ["shuffled", true],
    ["some left out", false, some],
    ["shuffled, some left out", true, some],
    ["as they lie", false],
  ])("%s: a target, a weight, an element or a mean of another row", (_, shuffle, visited) => {
    const set = setOf(pass(rows), visited);
    const plan = planOf(shuffle);
    const expected = learned(set, plan, true);
    expect(expected.epochs[0]?.mistakes[0]).toBeGreaterThan(5);
    for (const blockBytes of [1, 150, 400, 1024, 2 ** 16]) {
      expect(streamed(blockBytes, () => learned(set, plan, false))).toEqual(expected);
    }
  });
});

it("rows beyond linear memory are streamed though they are shuffled or left out; others are not", () => {
  // Rows that share one.
  const tall = (count: number) => Array<Float64Array>(count).fill(new Float64Array(2 ** 16));
  const arena = new Arena(wasmCore());
  const asked = (count: number, plan: Plan, visited?: Uint8Array): boolean => {
    const set = { ...setOf(rows), X: readSamples(tall(count)), visited };
    return isStreamed(arena, set, untrained("f64", 1, 2 ** 16), plan);
  };
  const most = (2 ** 32 - 2 ** 27) / (8 * 2 ** 16);
  expect([asked(most, planOf(true)), asked(most + 1, planOf(true))]).toEqual([false, true]);
  const some = new Uint8Array(most + 1);
  expect([asked(most, planOf(false), some), asked(most + 1, planOf(false), some)]).toEqual([false, true]);
  expect(asked(most + 1, { ...planOf(true), reports: true })).toBe(false);
  expect(asked(most + 1, { ...planOf(true), standardize: true })).toBe(false);
});
