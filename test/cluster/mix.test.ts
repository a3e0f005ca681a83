// How what an epoch made of each shard becomes one state.
import { expect, it } from "vitest";
import { mix } from "../../src/cluster/mix.js";
import type { ModelState } from "../../src/learn/model.js";

const f64 = (...values: number[]) => Float64Array.from(values);
const stateOf = (W: number[], variance?: number[]): ModelState => ({
  ...{ dtype: "f64", W: f64(...W), b: f64(1), epoch: 0, best: Infinity, epochsWithoutImprovement: 0 },
  variance: variance && { W: f64(...variance), b: f64(1) },
});
const before = stateOf([0, 0.1], [1, 1]);

// Variances that are taken from one shard, or weighed otherwise than the weights.
it("variances are mixed with the shares of the weights", () => {
  const states = [stateOf([4, 0], [0.5, 1]), stateOf([0, 8], [1, 0.25])];
  const { W, variance } = mix(states, [3, 1], "mistakes", before);
  expect([W, variance?.W]).toEqual([f64(3, 2), f64(0.625, 0.8125)]);
  expect(mix(states, [3, 1], "uniform", before).variance?.W).toEqual(f64(0.75, 0.625));
});

// Shares of 0 / 0, and an epoch whose moves are lost because nothing was wrong in it.
it("an epoch without a mistake that has moved a weight or a variance is mixed uniformly", () => {
  const states = [stateOf([4, 0], [0.5, 1]), stateOf([0, 8], [1, 0.25])];
  expect(mix(states, [0, 0], "mistakes", before).W).toEqual(f64(2, 4));
  const onlyVariance = [stateOf([0, 0.1], [0.5, 1]), stateOf([0, 0.1], [1, 1])];
  expect(mix(onlyVariance, [0, 0], "mistakes", before).variance?.W).toEqual(f64(0.75, 1));
});

// Ten tenths of 0.1 are not 0.1.
it("an epoch that has moved nothing leaves every bit", () => {
  const states = Array.from({ length: 10 }, () => stateOf([0, 0.1], [1, 1]));
  const mixed = mix(states, Array(10).fill(0), "mistakes", before);
  expect([mixed.W, mixed.variance]).toEqual([before.W, before.variance]);
});
