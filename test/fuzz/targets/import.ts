// Models of LIBLINEAR, ONNX and scikit-learn, changed with their structure in mind: each is refused by a typed error, or is a
// model that answers as the file says, and is written and loaded again.

import { toLiblinear, toOnnx, toSklearn } from "../../../src/export/index.js";
import { Message, readMessage } from "../../../src/export/protobuf.js";
import { fromLiblinear, fromOnnx, fromScikitLearn } from "../../../src/import/index.js";
import { Perceptron } from "../../../src/index.js";
import type { Random } from "../../support/random.js";
import { exercise } from "../exercise.js";
import { mutated, mutatedText, smallerTrees } from "../mutate.js";
import { allocatedBy, byteFiles } from "../saved.js";
import { claim, claimEqual, outcome, type Target, without } from "../target.js";

type Input =
  | { readonly kind: "liblinear"; readonly text: string }
  | { readonly kind: "onnx"; readonly base64: string }
  | { readonly kind: "sklearn"; readonly json: unknown };

const models = byteFiles.flatMap((file) => {
  const model = Perceptron.fromBytes(file);
  return "value" in outcome(() => model.classes) ? [model] : [];
});
const numbered = [
  new Perceptron({ maxIter: 3 }).fit(
    [
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    [3, 1, 2],
  ),
  new Perceptron({ maxIter: 3, fitIntercept: false }).fit(
    [
      [0, 1, 2],
      [1, 0, 1],
    ],
    [-1, 1],
  ),
];
function writable<T>(write: (model: Perceptron) => T): T[] {
  return [...models, ...numbered].flatMap((model) => {
    const made = outcome(() => write(model));
    return "value" in made ? [made.value] : [];
  });
}
const seeds = {
  liblinear: [
    ...writable((model) => toLiblinear(model)),
    "solver_type L2R_LR\nnr_class 2\nlabel 1 -1\nnr_feature 3\nbias -1\nw\n0.5 \n-1 \n2 \n",
    "solver_type MCSVM_CS\nnr_class 2\nlabel 2 7\nnr_feature 2\nbias 1\nw\n0.5 -1 \n2 0 \n1 1 \n",
  ],
  onnx: writable((model) => toOnnx(model)),
  sklearn: JSON.parse(JSON.stringify(writable((model) => toSklearn(model)))) as unknown[],
};

const TOKENS = [
  ...[
    "0",
    "-0",
    "1",
    "2",
    "3",
    "2.5",
    "-1",
    "1e400",
    "nan",
    "inf",
    "0x10",
    "1e-320",
    "4294967296",
    "9007199254740993",
  ],
  ...["", "L2R_L2LOSS_SVR", "ONECLASS_SVM", "MCSVM_CS", "w", "label", "bias", "1_0", "+1", "1,5"],
];

/** A text of words with one of them changed. */
function otherWord(random: Random, text: string): string {
  const words = text.split(/(\s+)/);
  words[2 * random.integer(0, (words.length - 1) >> 1)] = random.pick(TOKENS);
  return words.join("");
}

/** A message with something else somewhere in it, all lengths put right. */
function otherMessage(random: Random, bytes: Uint8Array, depth = 0): Uint8Array {
  const fields = readMessage(bytes);
  const text = new TextDecoder().decode(bytes);
  if (text.startsWith("{")) {
    const tree = outcome(() => JSON.parse(text));
    return new TextEncoder().encode(JSON.stringify(mutated(random, "value" in tree ? tree.value : {})));
  }
  if (fields === undefined || fields.size === 0 || (depth > 2 && random.uniform() < 0.5)) {
    const changed = Uint8Array.from(bytes);
    if (bytes.length > 0) changed[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
    return random.pick([
      changed,
      changed,
      bytes.slice(1),
      bytes.slice(0, -4),
      Uint8Array.from([...bytes, ...bytes]),
    ]);
  }
  const all = [...fields].flatMap(([field, values]) => values.map((value) => ({ field, value })));
  const at = random.integer(0, all.length - 1);
  const chosen = all[at] as (typeof all)[number];
  const number = random.pick([0, 1, 2, 3, 7, 11, 2 ** 31, -1]);
  const change = random.pick([
    "within",
    "within",
    "within",
    "within",
    "left out",
    "twice",
    "number",
    "field",
  ] as const);
  if (change === "left out") all.splice(at, 1);
  else if (change === "twice") all.push(chosen);
  else if (change === "field") all[at] = { ...chosen, field: random.integer(1, 15) };
  else if (change === "number" || typeof chosen.value === "number") all[at] = { ...chosen, value: number };
  else all[at] = { ...chosen, value: otherMessage(random, chosen.value, depth + 1) };
  const message = new Message();
  for (const { field, value } of all) {
    if (typeof value === "number") message.int(field, value);
    else message.bytes(field, value);
  }
  return message.done();
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(base64, "base64"));

function load(input: Input): Perceptron {
  if (input.kind === "liblinear") return fromLiblinear(input.text);
  return input.kind === "onnx" ? fromOnnx(bytesOf(input.base64)) : fromScikitLearn(input.json);
}

/** What LIBLINEAR answers for one row, or undefined where two labels are too close to tell. */
function answerOf(text: string, row: readonly number[]): number | undefined {
  const [head = "", tail = ""] = text.split(/^w\s*$/m);
  const field = (name: string): number[] =>
    (head.split("\n").findLast((line) => line.split(" ")[0] === name) ?? "")
      .trim()
      .split(/ +/)
      .slice(1)
      .map(Number);
  const [[d = 0], [bias = 0], labels] = [field("nr_feature"), field("bias"), field("label")];
  const values = tail.trim().split(/\s+/).map(Number);
  const k = values.length / (d + (bias >= 0 ? 1 : 0));
  const inputs = bias >= 0 ? [...row, bias] : row;
  const z = Array.from({ length: k }, (_, j) =>
    inputs.reduce((sum, x, i) => sum + x * (values[i * k + j] as number), 0),
  );
  const [most = 0, next = k === 1 ? 0 : -Infinity] = z.toSorted((a, b) => b - a);
  if (!(Math.abs(most - next) > 1e-6 && Math.abs(most) < 1e6)) return undefined;
  const label = k === 1 ? labels[most > 0 ? 0 : 1] : labels[z.indexOf(most)];
  return label === 0 ? 0 : label; // LIBLINEAR's labels are integers, of which -0 is 0
}

const counts = { loaded: 0, refused: 0 };

export const importing: Target<Input> = {
  name: "import",
  inputs: 20_000,
  generate(random) {
    const kind = random.pick(["liblinear", "onnx", "sklearn"] as const);
    if (kind === "sklearn")
      return {
        kind,
        json: JSON.parse(JSON.stringify(mutated(random, random.pick(seeds.sklearn))) ?? "null"),
      };
    if (kind === "onnx") {
      let bytes = random.pick(seeds.onnx);
      for (let times = random.integer(0, 2); times >= 0; times--)
        bytes = otherMessage(random, bytes) as typeof bytes;
      return { kind, base64: Buffer.from(bytes).toString("base64") };
    }
    let text = random.pick(seeds.liblinear);
    for (let times = random.integer(0, 2); times > 0; times--)
      text =
        random.uniform() < 0.6
          ? otherWord(random, text)
          : mutatedText(random, text, "0123456789.e+- \n\r\tw\u0000");
    return { kind, text };
  },
  check(input) {
    const size = JSON.stringify(input).length;
    const { result: loaded, bytes } = allocatedBy(() => outcome(() => load(input), 1000));
    claim(bytes < 64 * size + 2 ** 20, () => `${bytes} bytes were allocated for a file of ${size}`);
    if (!("value" in loaded)) {
      counts.refused++;
      return 1;
    }
    counts.loaded++;
    const model = loaded.value;
    if (input.kind === "liblinear") {
      for (const scale of [1, -1]) {
        const row = Array.from({ length: model.coef.cols }, (_, j) => scale * (j - 1));
        const wanted = answerOf(input.text, row);
        if (wanted !== undefined)
          claimEqual(model.predictOne(row), wanted, "the label and that of LIBLINEAR");
      }
    }
    const again = outcome(() => fromOnnx(toOnnx(model)));
    if ("value" in again) claimEqual(again.value.coef, model.coef, "a model and what its ONNX file loads as");
    exercise(model);
    return 1;
  },
  *shrink(input) {
    if (input.kind === "sklearn") for (const json of smallerTrees(input.json)) yield { ...input, json };
    if (input.kind === "liblinear") for (const text of without(input.text)) yield { ...input, text };
    if (input.kind === "onnx")
      for (const bytes of without([...bytesOf(input.base64)]))
        yield { ...input, base64: Buffer.from(bytes).toString("base64") };
  },
  summary: () => `${counts.loaded} loaded, ${counts.refused} refused`,
};
