// Model files of every kind, and what becomes of them: changed with their structure in mind, their checksums put right.
import { readFileSync } from "node:fs";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { ThresholdNetwork } from "../../src/network/index.js";
import { headerOf, sealed, withHeader } from "../support/files.js";
import type { Random } from "../support/random.js";
import { mutated, mutatedText, smallerTrees } from "./mutate.js";

/** A file: JSON, or bytes in base 64. */
export type FileInput = { readonly json: unknown } | { readonly base64: string };

/** Small rows, of which no two are alike. */
export const X = [
  [0, 1, 2],
  [1, 0, 1],
  [1, 1, 0],
  [2, 1, 1],
  [0, 0, 3],
  [3, 1, 0],
];
const three = ["a", "b", "c", "a", "b", "c"];
const bits = X.map(([a = 0, b = 0]) => [Number(a > 0), Number(b > 0)]);

export const networks = [
  new ThresholdNetwork([
    {
      W: [
        [1, 1],
        [1, 1],
      ],
      b: [-1.5, -0.5],
    },
    { W: [[-1], [1]], b: [-0.5], step: "sgn" },
  ]),
  new ThresholdNetwork([{ W: [Float32Array.of(1), Float32Array.of(2)], b: Float32Array.of(0.5) }]),
];

/** A model of every kind that a file may hold. */
async function seeds(): Promise<Perceptron[]> {
  const kinds: PerceptronOptions[] = [
    {},
    { average: true },
    { average: { decay: 0.5 } },
    { keep: "best" },
    { keep: "best", multiclass: "joint" },
    { earlyStopping: true, validationFraction: 0.5 },
    { standardize: true, average: true, dtype: "f32" },
    { step: "sgn", classWeight: { a: 2 }, tol: null },
  ];
  const models = [new Perceptron({ eta0: 0.5, classWeight: "balanced" })];
  for (const options of kinds) {
    models.push(new Perceptron({ ...options, maxIter: 3 }).fit([...X, ...X], [...three, ...three]));
    if (options.classWeight || options.multiclass) continue;
    models.push(new Perceptron({ ...options, maxIter: 2 }).fit([...X, ...X], [...bits, ...bits]));
  }
  models.push(new Perceptron({ maxIter: 4 }).fit(X, [0, 1, 1, 0, 1, 0]));
  models.push(new Perceptron().partialFit(X, three, { classes: "grow" }));
  models.push(
    await new Perceptron({ average: true }).fitStream([{ X, y: three }], { classes: ["a", "b", "c"] }),
  );
  models.push(
    new Perceptron().fit(
      X,
      three.map((label) => label === "a"),
    ),
  );
  return models;
}

const models = await seeds();
export const jsonFiles: readonly unknown[] = [
  ...models.map((model) => JSON.parse(JSON.stringify(model))),
  ...models.map((model) => JSON.parse(JSON.stringify(model.toJSON({ resume: false })))),
  ...Object.values(JSON.parse(readFileSync("test/golden/models-version-1.json", "utf8"))).map(
    (entry) => (entry as { json?: unknown }).json ?? entry,
  ),
];
export const byteFiles: readonly Uint8Array[] = models.flatMap((model) => [
  model.toBytes(),
  model.toBytes({ resume: false }),
]);

export const bytesOf = ({ base64 }: { readonly base64: string }): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(base64, "base64"));

/** A JSON value with something else somewhere in it, as JSON has it. */
export const mutatedJson = (random: Random, value: unknown): { json: unknown } => ({
  json: JSON.parse(JSON.stringify(mutated(random, value)) ?? "null"),
});

/** A file in a container, its header or bytes changed. */
export function mutatedBytes(random: Random, original: Uint8Array): { base64: string } {
  let file = Uint8Array.from(original);
  const isOf = (share: number): boolean => random.uniform() < share;
  if (isOf(0.7))
    file = Uint8Array.from(withHeader(file, (json) => JSON.stringify(mutated(random, JSON.parse(json)))));
  else if (isOf(0.4))
    file = Uint8Array.from(withHeader(file, (json) => mutatedText(random, json, '{}[]",:0129.e-\\')));
  for (let times = isOf(0.3) ? random.integer(1, 6) : 0; times > 0; times--) {
    file[random.integer(0, file.length - 1)] = random.pick([
      0,
      1,
      127,
      128,
      240,
      255,
      random.integer(0, 255),
    ]);
  }
  if (isOf(0.1)) file = file.slice(0, random.integer(0, file.length));
  if (isOf(0.05)) file = Uint8Array.from([...file, ...file.subarray(0, random.integer(0, 40))]);
  if (file.length >= 4 && isOf(0.95)) file = sealed(file) as Uint8Array<ArrayBuffer>;
  return { base64: Buffer.from(file).toString("base64") };
}

/** Files of which a part is left out. */
export function* smallerFiles(input: FileInput): Generator<FileInput> {
  if ("json" in input) for (const json of smallerTrees(input.json)) yield { json };
  else {
    const file = bytesOf(input);
    let header: unknown;
    try {
      header = JSON.parse(headerOf(file));
    } catch {
      return;
    }
    for (const smaller of smallerTrees(header)) {
      yield { base64: Buffer.from(withHeader(file, () => JSON.stringify(smaller))).toString("base64") };
    }
  }
}

/** What a call did beyond its length: how many bytes of arrays were allocated. */
export function allocatedBy<T>(call: () => T): { result: T; bytes: number } {
  const before = process.memoryUsage().arrayBuffers;
  const result = call();
  return { result, bytes: process.memoryUsage().arrayBuffers - before };
}
