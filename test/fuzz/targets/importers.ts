// What is loaded from elsewhere: scikit-learn's attributes, and the files of networks.
import { compile, Network } from "../../../src/logic/index.js";
import { ThresholdNetwork } from "../../../src/network/index.js";
import { fromSklearn, PassiveAggressiveClassifier, Perceptron } from "../../../src/sklearn/index.js";
import { mutated, smallerTrees } from "../mutate.js";
import { networks } from "../saved.js";
import { claim, claimEqual, outcome, type Target } from "../target.js";

interface Input {
  readonly kind: keyof typeof loaders;
  readonly json: unknown;
}

const X = [
  [0, 1],
  [1, 0],
  [1, 1],
  [2, 1],
  [0, 0],
  [3, 1],
];
const y = ["a", "b", "c", "a", "b", "c"];

const seeds = {
  sklearn: [
    new Perceptron({ maxIter: 3, penalty: "l2" }).fit(X, y).toSklearn(),
    new Perceptron({ maxIter: 3, average: true }).fit(X, [0, 1, 1, 0, 1, 0]).toSklearn(),
    new Perceptron({ maxIter: 3, average: 4, classWeight: { a: 2 } }).fit(X, y).toSklearn(),
    new PassiveAggressiveClassifier({ maxIter: 3, C: 0.5 }).fit(X, y).toSklearn(),
  ],
  threshold: networks.map((network) => network.toJSON()),
  logic: [
    compile("(A and not B) or (not A and B)").toJSON(),
    compile({ sum: "A xor B xor C", carry: "A and B" }).toJSON(),
  ],
};

const loaders = {
  sklearn(json: unknown): void {
    const model = fromSklearn(json as never);
    const { cols } = model.coef;
    const rows = [1, 2, -3].map((value) => Array.from({ length: cols }, (_, j) => value * (j % 2 ? -1 : 1)));
    claimEqual(fromSklearn(model.toSklearn()).toSklearn(), model.toSklearn(), "a model and what it loads as");
    outcome(() => model.predict(rows));
    const learned = outcome(() =>
      model.partialFit(
        rows,
        rows.map((_, i) => model.classes[i % 2] as string),
      ),
    );
    if ("value" in learned) fromSklearn(model.toSklearn());
  },
  threshold(json: unknown): void {
    const network = ThresholdNetwork.fromJSON(json);
    claimEqual(
      ThresholdNetwork.fromJSON(network.toJSON()).toJSON(),
      network.toJSON(),
      "a network and what it loads as",
    );
    const inputs = Array.from({ length: network.inputs }, (_, j) => j % 2);
    outcome(() => network.predict([inputs]));
  },
  logic(json: unknown): void {
    const network = Network.fromJSON(json as never);
    claimEqual(
      Network.fromJSON(network.toJSON()).toJSON(),
      network.toJSON(),
      "a network and what it loads as",
    );
    outcome(() =>
      network.evaluate(Object.fromEntries(network.inputs.map((name, i) => [name, i % 2 === 0])) as never),
    );
    network.toMermaid();
    network.toDot();
    if (network.inputs.length < 8) network.truthTable();
  },
};

export const importers: Target<Input> = {
  name: "importers",
  inputs: 50_000,
  generate(random) {
    const kind = random.pick(Object.keys(seeds) as (keyof typeof seeds)[]);
    return {
      kind,
      json: JSON.parse(
        JSON.stringify(mutated(random, random.pick(seeds[kind] as readonly unknown[]))) ?? "null",
      ),
    };
  },
  check({ kind, json }) {
    const result = outcome(() => loaders[kind](json));
    if (!("value" in result)) claim(result.code.length > 2, () => "an error without a code");
    return 1;
  },
  *shrink({ kind, json }) {
    for (const smaller of smallerTrees(json)) yield { kind, json: smaller };
  },
};
