import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Reals } from "../../src/base/dtype.js";
import type { Matrix, MatrixInput } from "../../src/data/view.js";
import { type CheckedFields, drawConnections } from "../../src/features/fields.js";
import { AssociationLayer, type AssociationLayerOptions } from "../../src/features/index.js";
import { describeLayerKernels } from "../support/layer-kernels.js";
import { rowsOf } from "../support/matrices.js";
import { Random } from "../support/random.js";
import { typedForms } from "../support/training-sets.js";

/** The weights of each unit [d], read off what it fires: at every single input, above a threshold that it never reaches. */
function weightsOf(options: AssociationLayerOptions, d: number): number[][] {
  const layer = new AssociationLayer({ ...options, dtype: "f64", thresholds: -1000 });
  const identity = Array.from({ length: d + 1 }, (_, j) =>
    Array.from({ length: d }, (_, i) => Number(i === j - 1)),
  );
  const { data, cols } = layer.transform(identity);
  return Array.from({ length: cols }, (_, u) => {
    const scaled = Array.from({ length: d }, (_, j) => (data[(j + 1) * cols + u] as number) - 1000);
    const inputs = 1 / Math.min(...scaled.map(Math.abs).filter((weight) => weight > 1e-9)) ** 2;
    return scaled.map((weight) => Math.round(weight * Math.sqrt(inputs)) + 0);
  });
}

const random = new Random(19);
const dense = (rows: number, cols: number): MatrixInput => ({
  data: Float64Array.from({ length: rows * cols }, () => (random.uniform() < 0.4 ? 0 : random.real())),
  rows,
  cols,
});
const rowOf = ({ data, cols }: Matrix, i: number): Reals => data.slice(i * cols, (i + 1) * cols) as Reals;
const rounded = ({ data, rows, cols }: Matrix): Matrix => ({ data: Float32Array.from(data), rows, cols });

const sparse = (X: Matrix): MatrixInput =>
  typedForms["sparse rows"]?.(
    rowsOf(X),
    X.data instanceof Float32Array ? Float32Array : Float64Array,
  ) as MatrixInput;

describe("the wiring", () => {
  it("takes every input in all, with weights of both signs", () => {
    const weights = weightsOf({ units: 60 }, 7);
    expect(weights.flat().every((weight) => Math.abs(weight) === 1)).toBe(true);
    expect(new Set(weights.flat()).size).toBe(2);
    expect(new Set(weights.map(String)).size).toBeGreaterThan(30);
  });

  it("draws rectangles of an image, as wide and high as size says: columns for rows, a place beyond the edge", () => {
    const [width, height] = [9, 6];
    const sizes = new Set<string>();
    for (const weights of weightsOf(
      { units: 400, fields: { width, height, size: [2, 7] } },
      width * height,
    )) {
      const inputs = weights.flatMap((weight, j) => (weight === 0 ? [] : [j]));
      const [xs, ys] = [inputs.map((j) => j % width), inputs.map((j) => Math.floor(j / width))];
      const [w, h] = [xs, ys].map((values) => Math.max(...values) - Math.min(...values) + 1) as [
        number,
        number,
      ];
      expect(inputs).toHaveLength(w * h);
      sizes.add(`${w}×${h}`);
    }
    expect([...sizes].sort()).toEqual(
      [2, 3, 4, 5, 6, 7].flatMap((w) => [2, 3, 4, 5, 6].map((h) => `${w}×${h}`)).sort(),
    );
  });

  it("draws squares for one number, and no side longer than the image", () => {
    for (const [size, count] of [
      [3, 9],
      [100, 30],
    ] as const) {
      for (const weights of weightsOf({ units: 20, fields: { width: 5, height: 6, size } }, 30)) {
        expect(weights.filter((weight) => weight !== 0)).toHaveLength(count);
      }
    }
  });

  it("draws so many distinct inputs, and where there are fewer, some several times: the same ones for every unit", () => {
    const distinct = weightsOf({ units: 200, fields: { fan: 3 } }, 8);
    expect(distinct.every((weights) => weights.filter((weight) => Math.abs(weight) === 1).length === 3)).toBe(
      true,
    );
    const used = distinct.reduce(
      (sum, weights) => sum.map((count, j) => count + Math.abs(weights[j] as number)),
      new Array<number>(8).fill(0),
    );
    expect(Math.min(...used)).toBeGreaterThan(50); // of 75 each
    const layer = new AssociationLayer({ units: 9000, fields: { fan: 5 }, thresholds: -1000 });
    const { data, cols } = layer.transform([
      [0, 0],
      [Math.sqrt(5), 0],
    ]);
    const first = Array.from({ length: cols }, (_, u) =>
      Math.round((data[cols + u] as number) - (data[u] as number)),
    );
    expect([...new Set(first)].sort((a, b) => a - b)).toEqual([-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5]);
  });

  it("depends on randomState alone, unit by unit: another layer for more units, or for another call", () => {
    const options = { units: 30, fields: { width: 6, height: 5 } };
    expect(weightsOf(options, 30)).toEqual(weightsOf({ ...options, units: 50 }, 30).slice(0, 30));
    expect(weightsOf(options, 30)).not.toEqual(weightsOf({ ...options, randomState: 1 }, 30));
  });

  it("is what it was when models were saved, which hold no wiring: with one number drawn more they would answer otherwise", () => {
    const image = { width: 6, height: 5 };
    const all = ["all", { fan: 3 }, { fan: 40 }, { ...image, size: 3 }, { ...image, size: [2, 9] }] as const;
    const drawn = all.map((fields) => drawConnections(fields as CheckedFields, 20, 30, 7));
    const sums = drawn.map(({ starts, inputs, jitters }) =>
      crc32(Buffer.from(JSON.stringify([[...starts], [...inputs], [...jitters]]))),
    );
    expect(sums).toEqual([3127675590, 3642169870, 765191946, 2692310869, 3544625574]);
  });
});

describe("the thresholds", () => {
  const X = dense(50, 6) as Matrix;
  for (let p = 0; p < X.data.length; p += 4) X.data[p] = 0; // zeros are counted, and not added up

  it("are the means of the units over the rows: of the rows fired, of sums that are not scaled", () => {
    const options = { units: 40, jitter: 0, dtype: "f64" } as const;
    const { thresholds } = new AssociationLayer(options).fit(X).toJSON().fitted ?? { thresholds: [] };
    const all = new AssociationLayer({ ...options, thresholds: -1e6 }).transform(X).data;
    thresholds.forEach((threshold, u) => {
      let sum = 0;
      for (let i = 0; i < X.rows; i++) sum += (all[i * 40 + u] as number) - 1e6;
      expect(Math.abs(threshold - sum / X.rows)).toBeLessThan(1e-5);
    });
  });

  it("are up to jitter deviations beside them, on both sides: a jitter in units of the mean, or of the inputs", () => {
    const means = new AssociationLayer({ units: 2000, jitter: 0 }).fit(X).toJSON().fitted?.thresholds ?? [];
    const drawn = new AssociationLayer({ units: 2000, jitter: 2 }).fit(X).toJSON().fitted?.thresholds ?? [];
    // With all inputs, the deviation of every unit is √(Σ variance / d).
    let variance = 0;
    for (let j = 0; j < X.cols; j++) {
      const column = Array.from({ length: X.rows }, (_, i) => X.data[i * X.cols + j] as number);
      const mean = column.reduce((a, b) => a + b) / X.rows;
      variance += column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / X.rows;
    }
    const distances = drawn.map(
      (threshold, u) => (threshold - (means[u] as number)) / Math.sqrt(variance / X.cols),
    );
    expect(Math.min(...distances)).toBeLessThan(-1.98);
    expect(Math.max(...distances)).toBeGreaterThan(1.98);
    expect(Math.max(...distances.map(Math.abs))).toBeLessThan(2 + 1e-9);
    expect(Math.abs(distances.reduce((a, b) => a + b) / 2000)).toBeLessThan(0.1);
  });

  it("are spread by default where most units would be the same", () => {
    const spread = (d: number, units: number): number => {
      const samples = dense(30, d);
      const of = (jitter?: number) =>
        new AssociationLayer({ units, jitter }).fit(samples).toJSON().fitted?.thresholds;
      return [0.1, 1].find((jitter) => JSON.stringify(of()) === JSON.stringify(of(jitter))) as number;
    };
    expect([spread(2, 5), spread(2, 4), spread(9, 513), spread(9, 512)]).toEqual([1, 0.1, 1, 0.1]);
  });

  it("are the given ones, one for all units or one for each, with or without a fit", () => {
    const x = [
      [1, 2],
      [3, 5],
    ];
    const signs = weightsOf({ units: 3 }, 2);
    const sums = x.map((row) =>
      signs.map((weights) => weights.reduce((sum, w, j) => sum + w * (row[j] as number), 0) / Math.SQRT2),
    );
    for (const thresholds of [-9, [-7, -8, -9]]) {
      const layer = new AssociationLayer({ units: 3, thresholds });
      const { data } = layer.transform(x);
      expect(layer.fit(x).transform(x).data).toEqual(data);
      data.forEach((z, p) => {
        const threshold = typeof thresholds === "number" ? thresholds : (thresholds[p % 3] as number);
        expect(z).toBeCloseTo((sums.flat()[p] as number) - threshold, 12);
      });
    }
  });

  it("come from all parts as from the whole, to the bit, and from sparse rows as from dense ones", () => {
    for (const whole of [X, rounded(X)]) {
      const options = { units: 25 };
      const fitted = new AssociationLayer(options).fit(whole).toJSON();
      const layer = new AssociationLayer(options);
      for (const [from, to] of [
        [0, 1],
        [1, 30],
        [30, 50],
      ] as const) {
        layer.partialFit({ data: whole.data.slice(6 * from, 6 * to), rows: to - from, cols: 6 });
      }
      expect(layer.toJSON()).toEqual(fitted);
      expect(new AssociationLayer(options).fit(sparse(whole)).toJSON()).toEqual(fitted);
      const far = { data: Float64Array.from(whole.data, (x) => 1e9 + Math.round(x)), rows: 50, cols: 6 };
      const near = { ...far, data: far.data.map((x) => x - 1e9) };
      const [a, b] = [far, near].map(
        (samples) => new AssociationLayer({ units: 25, jitter: 3 }).fit(samples).toJSON().fitted?.thresholds,
      );
      const [c, e] = [far, near].map(
        (samples) => new AssociationLayer({ units: 25, jitter: 0 }).fit(samples).toJSON().fitted?.thresholds,
      );
      // The deviation does not know how far from 0 the numbers are: squares that swallow it.
      a?.forEach((threshold, u) => {
        const [far, near] = [threshold - (c?.[u] as number), (b?.[u] as number) - (e?.[u] as number)];
        expect(Math.abs(far - near)).toBeLessThan(1e-3 * (1 + Math.abs(near)));
      });
    }
  });
});

describeLayerKernels("AssociationLayer", () => {
  const X = dense(75, 40) as Matrix;
  const fields = [
    {},
    { fields: { width: 8, height: 5, size: [2, 4] as [number, number] } },
    { fields: { fan: 7 } },
  ];

  it.each([X, rounded(X)])(
    "gives a row the same bits in a batch, a block, alone, sparse, cached or made",
    (samples) => {
      for (const activation of ["relu", "heaviside"] as const) {
        for (const field of fields) {
          const options = { units: 21, activation, ...field };
          const layer = new AssociationLayer(options).fit(samples);
          const all = layer.transform(samples);
          expect(all.data.constructor).toBe(samples.data.constructor);
          expect([all.rows, all.cols]).toEqual([75, 21]);
          expect(layer.transform(sparse(samples))).toEqual(all);
          const made = new AssociationLayer({ ...options, cacheBytes: 0 }).fit(samples).transform(samples);
          expect(Object.keys(made)).not.toContain("data");
          expect(made.data).toEqual(all.data);
          for (let i = 0; i < 75; i++) {
            expect(layer.transformOne(rowOf(samples, i))).toEqual(rowOf(all, i));
            expect(layer.transformOne(sparse({ data: rowOf(samples, i), rows: 1, cols: 40 }))).toEqual(
              rowOf(all, i),
            );
          }
          const blocks = [...layer.transformBlocks(samples)];
          expect(blocks.flatMap(({ data }) => [...data])).toEqual([...all.data]);
        }
      }
    },
  );

  it("parts a long input into blocks: a block left out, the last cut off", () => {
    const long = dense(900, 3) as Matrix;
    const layer = new AssociationLayer({ units: 3000, fields: { fan: 2 } }).fit(long);
    const blocks = [...layer.transformBlocks(long)];
    expect(blocks.length).toBeGreaterThan(3);
    expect(blocks.every(({ data }) => data.byteLength <= 2 ** 22)).toBe(true);
    const all = layer.transform(long);
    let from = 0;
    for (const block of blocks) {
      const expected = all.data.slice(from * 3000, (from + block.rows) * 3000);
      expect(Buffer.from(block.data.buffer).equals(Buffer.from(expected.buffer))).toBe(true);
      from += block.rows;
    }
    expect(from).toBe(900);
  });

  it("keeps its type, and gives another layer its place: the one that was placed last answers", () => {
    const [a, b] = [
      new AssociationLayer({ units: 9 }).fit(X),
      new AssociationLayer({ units: 9, randomState: 1 }).fit(rounded(X)),
    ];
    const [first, second] = [a.transform(X), b.transform(X)];
    expect([first.data, second.data].map((data) => data.constructor.name)).toEqual([
      "Float64Array",
      "Float32Array",
    ]);
    expect(a.transform(X)).toEqual(first);
    expect(b.transform(rounded(X))).toEqual(second);
  });

  it("is the same from its file, learned or not", () => {
    for (const options of [
      { units: 5 },
      { units: 5, dtype: "f32" as const, fields: { fan: 3 }, jitter: 2 },
      { units: 2, thresholds: [1, 2], cacheBytes: 3 },
    ]) {
      for (const layer of [new AssociationLayer(options), new AssociationLayer(options).fit(X)]) {
        const read = AssociationLayer.fromJSON(JSON.parse(JSON.stringify(layer)));
        expect(read.toJSON()).toEqual(layer.toJSON());
        expect(read.cacheBytes).toBe(layer.cacheBytes);
        if (layer.toJSON().fitted) expect(read.transform(X).data).toEqual(layer.transform(X).data);
      }
    }
  });
});
