// What an association layer and hashed pairs are worth on rows that were not learned: the second part of
// `npm run bench -- accuracy`.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { AssociationLayer, type AssociationLayerOptions, Interactions } from "../src/features/index.js";
import { type MatrixInput, Perceptron, type PerceptronOptions } from "../src/index.js";
import { Pipeline } from "../src/pipeline/index.js";
import { readSvmlight } from "../src/svmlight/index.js";
import { summary } from "./clock.js";

const SEEDS = [0, 1, 2];
const [PIXELS, TRAINING_ROWS] = [784, 10_000];
const image = { width: 28, height: 28 };
const layers: readonly [string, AssociationLayerOptions | undefined][] = [
  ["no layer", undefined],
  ["512 units, rectangles", { units: 512, fields: image }],
  ["2048 units, rectangles", { units: 2048, fields: image }],
  ["4096 units, rectangles", { units: 4096, fields: image }],
  ["2048 units, squares of 10", { units: 2048, fields: { ...image, size: 10 } }],
  ["2048 units, 100 inputs each", { units: 2048, fields: { fan: 100 } }],
  ["2048 units, all inputs", { units: 2048 }],
  ["2048 units, rectangles, heaviside", { units: 2048, fields: image, activation: "heaviside" }],
];

const unzipped = (name: string): Buffer => gunzipSync(readFileSync(`bench/data/${name}`));

interface Part {
  readonly X: MatrixInput;
  readonly y: number[];
}

function mnist(): { train: Part; validate: Part } {
  const pixels = Float32Array.from(unzipped("mnist-12000-pixels.u8.gz"), (value) => value / 255);
  const labels = [...unzipped("mnist-12000-labels.u8.gz")];
  const part = (from: number, to: number): Part => ({
    X: { data: pixels.subarray(from * PIXELS, to * PIXELS), rows: to - from, cols: PIXELS },
    y: labels.slice(from, to),
  });
  return { train: part(0, TRAINING_ROWS), validate: part(TRAINING_ROWS, labels.length) };
}

/** The share of validation rows that are answered wrongly, for each seed. */
const wrong = (
  { train, validate }: { train: Part; validate: Part },
  make: (seed: number) => Pipeline,
): string => {
  const shares = SEEDS.map((seed) => 1 - make(seed).fit(train.X, train.y).score(validate.X, validate.y));
  return summary(shares, (share) => `${(100 * share).toFixed(1)} %`);
};

export function associationTable(): void {
  const data = mnist();
  const options: PerceptronOptions = { average: true, multiclass: "joint", maxIter: 10, tol: null };
  console.log(
    `\n| MNIST: ${TRAINING_ROWS} rows to learn, ${data.validate.y.length} others | wrong |\n|---|--:|`,
  );
  for (const [name, layer] of layers) {
    const make = (seed: number): Pipeline =>
      new Pipeline([
        ...(layer === undefined ? [] : [new AssociationLayer({ ...layer, randomState: seed })]),
        new Perceptron({ ...options, randomState: seed }),
      ]);
    console.log(`| ${name} | ${wrong(data, make)} |`);
  }
}

export function pairsTable(): void {
  const { X, y } = readSvmlight(unzipped("a9a-8000.svmlight.gz").toString(), { cols: 123 });
  const part = (from: number, to: number): Part => {
    const [start, end] = [X.indptr[from] as number, X.indptr[to] as number];
    const indptr = X.indptr.slice(from, to + 1).map((at) => at - start);
    const elements = { indices: X.indices.slice(start, end), data: X.data.slice(start, end) };
    return { X: { indptr, ...elements, rows: to - from, cols: X.cols }, y: y.slice(from, to) };
  };
  const data = { train: part(0, 6000), validate: part(6000, 8000) };
  console.log(`\n| a9a: 6000 rows to learn, 2000 others | wrong |\n|---|--:|`);
  for (const [name, steps] of [
    ["averaged perceptron", []],
    ["behind all pairs, exact", [new Interactions()]],
    ["behind all pairs, hashed into 2¹⁶ columns", [new Interactions({ cols: 2 ** 16 })]],
  ] as const) {
    const make = (randomState: number): Pipeline =>
      new Pipeline([...steps, new Perceptron({ average: true, maxIter: 5, tol: null, randomState })]);
    console.log(`| ${name} | ${wrong(data, make)} |`);
  }
}
