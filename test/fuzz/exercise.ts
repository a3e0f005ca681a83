// What every model keeps that was loaded from a file.
import { Perceptron } from "../../src/index.js";
import { claim, claimEqual, outcome } from "./target.js";

const rows = [
  [1, 2, 3],
  [0, 0, 0],
  [-1, 1e3, 0.5],
];

/** That a model which was loaded keeps what it promises. */
export function exercise(model: Perceptron): void {
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

declare module "../../src/index.js" {
  interface Perceptron {
    decisionFunctionWeights(): Iterable<number>;
  }
}
Perceptron.prototype.decisionFunctionWeights = function (this: Perceptron) {
  const { prediction } = this.toState().fitted ?? {};
  return prediction ? [...prediction.W, ...prediction.b] : [];
};
