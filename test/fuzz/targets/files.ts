// Model files of every kind, changed with their structure in mind and their checksums put right: each is refused by a typed
// error in no time, or is a model that answers, learns more, and is written and loaded again to the bit.
import { readFileSync } from "node:fs";
import { Session } from "node:inspector";
import { Perceptron, type PerceptronOptions } from "../../../src/index.js";
import { headerOf, sealed, withHeader } from "../../support/files.js";
import type { Random } from "../../support/random.js";
import { mutated, mutatedText, smallerTrees } from "../mutate.js";
import { claim, claimEqual, outcome, refusal, type Target } from "../target.js";

type Input = { readonly json: unknown } | { readonly base64: string };

const X = [
  [0, 1, 2],
  [1, 0, 1],
  [1, 1, 0],
  [2, 1, 1],
  [0, 0, 3],
  [3, 1, 0],
];
const three = ["a", "b", "c", "a", "b", "c"];
const bits = X.map(([a = 0, b = 0]) => [Number(a > 0), Number(b > 0)]);

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
const jsonFiles: unknown[] = [
  ...models.map((model) => JSON.parse(JSON.stringify(model))),
  ...models.map((model) => JSON.parse(JSON.stringify(model.toJSON({ resume: false })))),
  ...Object.values(JSON.parse(readFileSync("test/golden/models-version-1.json", "utf8"))).map(
    (entry) => (entry as { json?: unknown }).json ?? entry,
  ),
];
const byteFiles = models.flatMap((model) => [model.toBytes(), model.toBytes({ resume: false })]);

function generateBytes(random: Random): Uint8Array {
  let file = Uint8Array.from(random.pick(byteFiles));
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
  return file.length >= 4 && isOf(0.95) ? sealed(file) : file;
}

const rows = [
  [1, 2, 3],
  [0, 0, 0],
  [-1, 1e3, 0.5],
];

/** That a model which was loaded keeps what it promises. */
function exercise(model: Perceptron): void {
  const text = JSON.stringify(model);
  claimEqual(
    JSON.stringify(Perceptron.fromJSON(JSON.parse(text))),
    text,
    "a model and what its JSON loads as",
  );
  const bytes = model.toBytes();
  claimEqual(Perceptron.fromBytes(bytes).toBytes(), bytes, "the bytes of a model and of what they load as");
  const classes = outcome(() => model.classes);
  if (!("value" in classes)) {
    claim(classes.code === "NOT_FITTED", () => classes.code);
    return;
  }
  const { cols, data } = model.coef;
  claim(
    [...model.decisionFunctionWeights()].every(Number.isFinite),
    () => "weights that answer are not finite",
  );
  claim(data.length % cols === 0, () => "coef has no shape");
  const batch = rows.map((row) => Array.from({ length: cols }, (_, j) => row[j % 3] as number));
  const answers = outcome(() => model.predict(batch));
  if ("value" in answers) {
    for (const [i, answer] of answers.value.entries()) {
      claimEqual(model.predictOne(batch[i] as number[]), answer, "one row and a batch");
      if (!Array.isArray(answer))
        claim(classes.value.includes(answer), () => `an answer that is no class: ${answer}`);
    }
  }
  const y = Array.isArray("value" in answers && answers.value[0])
    ? batch.map(() => (answers as { value: number[][] }).value[0]?.map((_, j) => j % 2) as number[])
    : batch.map((_, i) => classes.value[i % classes.value.length] as string);
  const learned = outcome(() => model.partialFit(batch, y as string[]));
  if (!("value" in learned)) return;
  Perceptron.fromJSON(JSON.parse(JSON.stringify(model)));
  Perceptron.fromBytes(model.toBytes());
}

declare module "../../../src/index.js" {
  interface Perceptron {
    decisionFunctionWeights(): Iterable<number>;
  }
}
Perceptron.prototype.decisionFunctionWeights = function (this: Perceptron) {
  const { prediction } = this.toState().fitted ?? {};
  return prediction ? [...prediction.W, ...prediction.b] : [];
};

/** How often each text came, without what it quotes: which branches were reached. */
const texts = new Map<string, number>();
const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

export const files: Target<Input> = {
  name: "files",
  generate: (random) =>
    random.uniform() < 0.5
      ? { json: JSON.parse(JSON.stringify(mutated(random, random.pick(jsonFiles))) ?? "null") }
      : { base64: Buffer.from(generateBytes(random)).toString("base64") },
  check(input) {
    const before = process.memoryUsage().arrayBuffers;
    const size = "json" in input ? JSON.stringify(input.json ?? null).length : input.base64.length;
    let model: Perceptron;
    try {
      const loaded = outcome(
        () =>
          "json" in input
            ? Perceptron.fromJSON(input.json)
            : Perceptron.fromBytes(Uint8Array.from(Buffer.from(input.base64, "base64"))),
        1000,
      );
      const grown = process.memoryUsage().arrayBuffers - before;
      claim(grown < 64 * size + 2 ** 20, () => `${grown} bytes were allocated for a file of ${size}`);
      if (!("value" in loaded)) {
        const text = loaded.message.replace(/"(?:[^"\\]|\\.)*"|[-\d.e+]+/g, "…");
        texts.set(text, (texts.get(text) ?? 0) + 1);
        return 1;
      }
      model = loaded.value;
    } catch (error) {
      refusal(error);
      return 1;
    }
    texts.set("loaded", (texts.get("loaded") ?? 0) + 1);
    exercise(model);
    return 1;
  },
  *shrink(input) {
    if ("json" in input) for (const json of smallerTrees(input.json)) yield { json };
    else {
      const file = Uint8Array.from(Buffer.from(input.base64, "base64"));
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
  },
  summary: () => `${texts.size} different texts, ${texts.get("loaded") ?? 0} loaded; ${uncovered()}`,
};

/** Which parts of the readers were never run, as V8 counts them. */
function uncovered(): string {
  const readers =
    /^(readVersion|readModel|readTrainingKeys|readState|readScale|readRun|readStream|readOutputs|readHistory|record|amount|whole|fromVersion1|averageOf|pocketOf|openContainer|parse|depthOf|readPerceptron|readNumbers|lengthChecked|unpackPerceptron|readClasses)$/;
  let [functions, blocks, missed] = [0, 0, [] as string[]];
  session.post("Profiler.takePreciseCoverage", (_, { result }) => {
    for (const { url, functions: all } of result) {
      if (!url.endsWith("fuzz/main.mjs")) continue;
      const source = readFileSync(new URL(url), "utf8");
      for (const { functionName, ranges } of all) {
        if (!readers.test(functionName)) continue;
        functions++;
        for (const { count, startOffset, endOffset } of ranges) {
          blocks++;
          const text = source.slice(startOffset, endOffset).replace(/\s+/g, " ").slice(0, 60);
          if (count === 0 && /\w/.test(text)) missed.push(`${functionName}: ${text}`);
        }
      }
    }
  });
  missed = missed.slice(0, 12);
  return `${functions} readers of ${blocks} blocks, never run: ${missed.length === 0 ? "none" : missed.join(" | ")}`;
}
