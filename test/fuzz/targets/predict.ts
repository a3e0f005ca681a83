// rosenblatt/predict and the root, by the same files: what both load answers with the same bits, and loadModel refuses what
// the root refuses of the parts that answering reads.

import { AssociationLayer, Interactions } from "../../../src/features/index.js";
import { Perceptron, TLU } from "../../../src/index.js";
import { ThresholdNetwork } from "../../../src/network/index.js";
import { Pipeline } from "../../../src/pipeline/index.js";
import { associationLayer, type LoadedModel, loadModel } from "../../../src/predict/index.js";
import { Table, TableEncoder } from "../../../src/table/index.js";
import {
  allocatedBy,
  byteFiles,
  bytesOf,
  type FileInput,
  jsonFiles,
  mutatedBytes,
  mutatedJson,
  networks,
  smallerFiles,
  X,
} from "../saved.js";
import { claim, claimEqual, outcome, type Target } from "../target.js";

type Plain = Record<string, unknown>;

const people = new Table({
  Age: [31, 4, 60, 18, null, 44],
  Sex: ["male", "female", "male", "female", "male", "male"],
});
const pipelines = [
  new Pipeline([new TableEncoder(), new Perceptron({ maxIter: 3 })]).fit(people, [
    "a",
    "b",
    "c",
    "a",
    "b",
    "c",
  ]),
  new Pipeline([new Interactions(), new Perceptron({ maxIter: 3, standardize: true })]).fit(
    X,
    [0, 1, 1, 0, 1, 0],
  ),
  new Pipeline([new AssociationLayer({ units: 8 }), new Perceptron({ maxIter: 3 })]).fit(
    X,
    [0, 1, 1, 0, 1, 0],
  ),
];
const classes = { steps: [TableEncoder, Interactions, AssociationLayer] };
const loaders = { steps: [TableEncoder, Interactions, associationLayer] };

const units = [
  new TLU({ weights: [1, -2.5, 0], bias: 0.1, step: "sgn" }),
  new TLU({ weights: Float32Array.of(-0, 0.1), bias: -0 }),
];
const files = {
  json: [...jsonFiles, ...JSON.parse(JSON.stringify([...networks, ...units, ...pipelines]))] as unknown[],
  bytes: [...byteFiles, ...pipelines.map((pipeline) => pipeline.toBytes())],
};

type Answering = Pick<LoadedModel, "predict"> & Partial<LoadedModel>;

const counts = { loaded: 0, refused: 0, onlyHere: 0 };

/** As the root and its subpaths load it, each by its own class. */
function loadByRoot(input: FileInput): Answering {
  if ("base64" in input) {
    const bytes = bytesOf(input);
    const perceptron = outcome(() => Perceptron.fromBytes(bytes));
    return "value" in perceptron ? perceptron.value : (Pipeline.fromBytes(bytes, classes) as never);
  }
  const { format } = (input.json ?? {}) as Plain;
  if (format === "rosenblatt.tlu") return TLU.fromJSON(input.json) as never;
  if (format === "rosenblatt.threshold-network") return ThresholdNetwork.fromJSON(input.json);
  if (format === "rosenblatt.Pipeline") return Pipeline.fromJSON(input.json, classes) as never;
  return Perceptron.fromJSON(input.json);
}

/** What a file says of how the model answers, and nothing else. */
function answeringPart(json: unknown): unknown {
  const { format, version, classes, prediction, options } = (json ?? {}) as Plain;
  const isLayer = (layer: unknown): layer is Plain => typeof layer === "object" && layer !== null;
  if (format === "rosenblatt.tlu") return json;
  if (format === "rosenblatt.threshold-network") {
    const { layers, ...rest } = json as Plain;
    const parts = (Array.isArray(layers) ? layers : []).filter(isLayer);
    return { ...rest, layers: parts.map(({ W, b, step }) => ({ W, b, step })) };
  }
  if (format !== "rosenblatt.perceptron" || version !== 2 || prediction === null) return undefined;
  const { dtype, outputs, weights, bias, scale } = (prediction ?? {}) as Plain;
  const { step } = (options ?? {}) as Plain;
  const { mean, deviation } = (scale ?? {}) as Plain;
  return {
    ...{ format, version, classes },
    prediction: { dtype, outputs, weights, bias, ...(scale ? { scale: { mean, deviation } } : {}) },
    options: { step, standardize: Boolean(scale) },
    ...{ nIter: 0, converged: false, stopReason: "maxIter" },
  };
}

/** Whose options the class fills in where they are left out, and its small reader does not. */
const hasLayer = (input: FileInput): boolean =>
  ("json" in input
    ? JSON.stringify(input.json)
    : Buffer.from(input.base64, "base64").toString("latin1")
  ).includes("rosenblatt.AssociationLayer");

const value = (i: number, j: number): number => [1, 0, -1, 1e3, 0.5, 1e38][(i * 5 + j) % 6] as number;

/** Inputs for a model that says no number of features. */
function inputsOf(model: LoadedModel): unknown[] | Table {
  const isOfTable =
    "code" in outcome(() => model.predict([[0]])) && "value" in outcome(() => model.predict(people as never));
  if (isOfTable) return people;
  for (let d = 1; d < 40; d++) {
    const rows = [0, 1, 2].map((i) => Array.from({ length: d }, (_, j) => value(i, j)));
    const asked = outcome(() => model.predict(rows));
    if ("value" in asked || asked.code !== "FEATURE_COUNT") return rows;
  }
  return [];
}

function claimSameAnswers(model: LoadedModel, root: Answering): void {
  const inputs = inputsOf(model);
  const methods = ["predict", "decisionFunction", "predictOne", "topK"] as const;
  for (const method of methods) {
    if (!(method in root) || (Array.isArray(inputs) && inputs.length === 0)) continue;
    const isOne = method === "predictOne" || method === "topK";
    const given = isOne ? (Array.isArray(inputs) ? inputs[0] : inputs.record(0)) : inputs;
    const [here, there] = [model, root].map((one) => {
      const answer = outcome(() => (one as Record<typeof method, (x: unknown) => unknown>)[method](given));
      return "value" in answer ? answer.value : answer.code;
    });
    claimEqual(here, there, method);
  }
  const named = outcome(() => (root as Partial<Perceptron>).classes);
  if ("value" in named && named.value) claimEqual(model.classes, named.value, "the classes");
}

export const predict: Target<FileInput> = {
  name: "predict",
  inputs: 32_000,
  generate: (random) =>
    random.uniform() < 0.6
      ? mutatedJson(random, random.pick(files.json))
      : mutatedBytes(random, random.pick(files.bytes)),
  check(input) {
    const size = "json" in input ? JSON.stringify(input.json ?? null).length : input.base64.length;
    const { result: here, bytes } = allocatedBy(() =>
      outcome(() => loadModel("json" in input ? input.json : bytesOf(input), loaders), 1000),
    );
    claim(bytes < 64 * size + 2 ** 20, () => `${bytes} bytes were allocated for a file of ${size}`);
    const there = outcome(() => loadByRoot(input));
    if (!("value" in here)) {
      counts.refused++;
      claim(
        !("value" in there) || here.code === "NOT_FITTED" || hasLayer(input),
        () => `the root loads what loadModel refuses: ${here.message}`,
      );
    } else if ("value" in there) {
      counts.loaded++;
      claimSameAnswers(here.value as LoadedModel, there.value);
    } else {
      counts.onlyHere++;
      const part = "json" in input ? answeringPart(input.json) : undefined;
      const again = part === undefined ? undefined : outcome(() => loadByRoot({ json: part }));
      if (again === undefined) return 1;
      claim("value" in again, () => `loadModel reads what the root refuses: ${JSON.stringify(again)}`);
      if ("value" in again) claimSameAnswers(here.value as LoadedModel, again.value);
    }
    return 1;
  },
  shrink: smallerFiles,
  summary: () =>
    `${counts.loaded} loaded by both, ${counts.refused} refused, ${counts.onlyHere} refused for what only learning reads`,
};
