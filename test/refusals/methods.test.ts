// Every public function and method puts its own name before its errors, once. The tables below are compared with what
// the subpaths export: one that is in neither, or that forgets its name, fails here.
import { describe, expect, it } from "vitest";
import { named } from "../../src/base/errors.js";
import * as hebb from "../../src/hebb/index.js";
import * as root from "../../src/index.js";
import * as logic from "../../src/logic/index.js";
import * as metrics from "../../src/metrics/index.js";
import * as network from "../../src/network/index.js";
import * as separability from "../../src/separability/index.js";
import * as sklearn from "../../src/sklearn/index.js";
import * as svmlight from "../../src/svmlight/index.js";
import * as threads from "../../src/threads/index.js";
import * as worker from "../../src/worker/index.js";

const subpaths: Record<string, Record<string, unknown>> = {
  ...{ root, hebb, logic, metrics, network, separability, sklearn, svmlight, threads, worker },
};

const X = [
  [0, 0],
  [1, 1],
];
const y = [0, 1];
/** What every call refuses that takes options, and what nothing takes for a matrix or a list. */
const bad = { nonsense: 1 } as never;
const and = (inputs: number) =>
  logic.compile(Array.from({ length: inputs }, (_, i) => `x${i}`).join(" and "));

type Calls = Record<string, () => unknown>;

/** The methods that the three classes called Perceptron share, and others like them, on one that is not fitted. */
const unfitted = (name: string, make: () => object, properties: readonly string[]): Calls =>
  Object.fromEntries(
    properties.map((property) => [
      `${name}.${property}`,
      () => {
        const member = Reflect.get(make(), property) as unknown;
        return typeof member === "function" ? member.call(make(), X, y, bad) : member;
      },
    ]),
  );

const estimator = (Class: typeof sklearn.Perceptron | typeof sklearn.PassiveAggressiveClassifier): Calls => ({
  [`new ${Class.name}`]: () => new Class(bad),
  [`${Class.name}.fromSklearn`]: () => Class.fromSklearn(bad),
  ...unfitted(Class.name, () => new Class(), [
    ...["fit", "partialFit", "decisionFunction", "predict", "predictOne", "score"],
    ...["classes", "coef", "intercept", "t", "toSklearn"],
  ]),
});

/** A call that must fail for each name. */
const refusals: Record<string, Calls> = {
  root: {
    heaviside: () => root.heaviside(bad),
    sgn: () => root.sgn(bad),
    matmul: () => root.matmul(bad, bad),
    dense: () => root.dense(bad, bad),
    "new Perceptron": () => new root.Perceptron(bad),
    "Perceptron.fromJSON": () => root.Perceptron.fromJSON(bad),
    "Perceptron.fromBytes": () => root.Perceptron.fromBytes(bad),
    "Perceptron.toJSON": () => new root.Perceptron().toJSON({ resume: 1 as never }),
    "Perceptron.toBytes": () => new root.Perceptron().fit(X, ["a".repeat(2 ** 24), "b"]).toBytes(),
    ...unfitted("Perceptron", () => new root.Perceptron(), [
      ...[
        "fit",
        "fitAsync",
        "epochs",
        "partialFit",
        "fitStream",
        "decisionFunction",
        "predict",
        "predictOne",
      ],
      ...["contributions", "score", "classes", "coef", "intercept"],
    ]),
    "new TLU": () => new root.TLU(bad),
    ...unfitted("TLU", () => new root.TLU(), ["fit", "netInput", "output", "predict", "weights"]),
  },
  hebb: {
    "new HebbianAssociator": () => new hebb.HebbianAssociator(bad),
    "HebbianAssociator.fit": () => new hebb.HebbianAssociator().fit(bad, bad),
    "HebbianAssociator.partialFit": () => new hebb.HebbianAssociator().partialFit(bad, bad),
    ...unfitted("HebbianAssociator", () => new hebb.HebbianAssociator(), ["recall", "weights"]),
  },
  logic: {
    rippleCarryAdder: () => logic.rippleCarryAdder(0),
    compile: () => logic.compile("A and"),
    satisfiable: () => logic.satisfiable(and(25)),
    counterexample: () => logic.counterexample(and(25), and(2)),
    "new Network": () => new logic.Network(bad),
    "Network.fromJSON": () => logic.Network.fromJSON(bad),
    "Network.evaluate": () => and(2).evaluate(bad),
    "Network.truthTable": () => and(25).truthTable(),
    "new TruthTable": () => new logic.TruthTable(bad),
    "TruthTable.toString": () => and(21).truthTable().toString(),
    equivalent: () => logic.equivalent(and(25), and(2)),
    synthesize: () => logic.synthesize(bad),
  },
  metrics: {
    accuracy: () => metrics.accuracy(bad, y),
    classificationReport: () => metrics.classificationReport(bad, y),
    confusionMatrix: () => metrics.confusionMatrix(y, y, bad),
    crossValidate: () => metrics.crossValidate(() => new root.Perceptron(), X, y, bad),
    folds: () => metrics.folds(y, bad),
    trainTestSplit: () => metrics.trainTestSplit(X, y, bad),
  },
  network: {
    fromLogic: () => network.fromLogic(logic.compile("1")),
    parity: () => network.parity(0),
    upstart: () => network.upstart(X, y, bad),
    "new ThresholdNetwork": () => new network.ThresholdNetwork([bad]),
    "ThresholdNetwork.fromJSON": () => network.ThresholdNetwork.fromJSON(bad),
    "ThresholdNetwork.forward": () => network.parity(2).forward(bad),
    "ThresholdNetwork.predict": () => network.parity(2).predict(bad),
  },
  separability: {
    separability: () => separability.separability(X, y, bad),
    separabilityAsync: () => separability.separabilityAsync(X, y, bad),
    verifyCertificate: () => separability.verifyCertificate(X, y, { counts: [] }, bad),
  },
  sklearn: {
    ...estimator(sklearn.Perceptron),
    ...estimator(sklearn.PassiveAggressiveClassifier),
    fromSklearn: () => sklearn.fromSklearn(bad),
  },
  svmlight: {
    readSvmlight: () => svmlight.readSvmlight("1 x"),
    svmlightBatches: () => svmlight.svmlightBatches(["1 1:1\n", "1 x\n"], { rows: 1, cols: 1 }),
    writeSvmlight: () => svmlight.writeSvmlight(X, y, bad),
  },
  threads: { useThreads: () => threads.useThreads(bad) },
  worker: {
    "new Perceptron": () => new worker.Perceptron(bad),
    "Perceptron.fromJSON": () => worker.Perceptron.fromJSON(bad),
    "Perceptron.fromBytes": () => worker.Perceptron.fromBytes(bad),
    "Perceptron.toJSON": () => new worker.Perceptron().toJSON({ resume: 1 as never }),
    "Perceptron.toBytes": () =>
      worker.Perceptron.fromJSON(new root.Perceptron().fit(X, ["a".repeat(2 ** 24), "b"]).toJSON()).toBytes(),
    "Perceptron.predict": () => new worker.Perceptron().predict(X, bad),
    "Perceptron.decisionFunction": () => new worker.Perceptron().decisionFunction(X, bad),
    ...unfitted("Perceptron", () => new worker.Perceptron(), [
      ...["fit", "partialFit", "fitStream", "epochs", "score", "predictOne", "contributions"],
      ...["classes", "coef", "intercept"],
    ]),
  },
};

/** Where an error bears another name: of what is called within, or one that has always been shorter. */
const otherNames: Record<string, string> = {
  "Network.evaluate": "evaluate",
  "Network.fromJSON": "Network",
  "Network.truthTable": "truthTable",
  "ThresholdNetwork.predict": "ThresholdNetwork.forward",
  "new Network": "Network",
  "new TruthTable": "TruthTable",
  equivalent: "counterexample",
  fromSklearn: "Perceptron.fromSklearn",
  synthesize: "TruthTable",
};

/** What refuses nothing: attributes that are there before a fit, and calls that any argument suits. */
const refuseNothing: Record<string, readonly string[]> = {
  root: [
    ...["Perceptron.nIter", "Perceptron.converged", "Perceptron.history", "Perceptron.stopReason"],
    ...["Perceptron.toState", "Perceptron.fromState"], // internal
    ...["TLU.bias", "TLU.history", "TLU.nIter", "TLU.converged", "TLU.stopReason", "runtime"],
    ...["new KindError", "new ValueError", "new ShapeError", "new StateError"],
  ],
  logic: [
    "fullAdder",
    "Network.toMermaid",
    "Network.toDot",
    "Network.toJSON",
    "TruthTable.length",
    "TruthTable.lines",
  ],
  network: ["ThresholdNetwork.inputs", "ThresholdNetwork.layers", "ThresholdNetwork.toJSON"],
  sklearn: ["Perceptron", "PassiveAggressiveClassifier"].flatMap((name) =>
    ["nIter", "converged", "history"].map((property) => `${name}.${property}`),
  ),
  worker: ["close", ...["nIter", "converged", "history", "stopReason"].map((name) => `Perceptron.${name}`)],
};

/** The functions of a subpath; of a class its constructor, its own static functions, and what its instances have. */
function publicNames(exported: Record<string, unknown>): string[] {
  return Object.entries(exported).flatMap(([name, value]) => {
    if (typeof value !== "function") return [];
    if (!String(value).startsWith("class")) return [name];
    const properties = new Set(Object.getOwnPropertyNames(value));
    for (const ofFunctions of ["length", "name", "prototype"]) properties.delete(ofFunctions);
    for (let p = value.prototype; !isBuiltIn(p); p = Object.getPrototypeOf(p)) {
      for (const property of Object.getOwnPropertyNames(p)) properties.add(property);
    }
    properties.delete("constructor");
    return [`new ${name}`, ...[...properties].map((property) => `${name}.${property}`)];
  });
}
const isBuiltIn = (prototype: object): boolean =>
  [Object, TypeError, RangeError].some((builtIn) => builtIn.prototype === prototype);

/** What a call throws, at once, as a rejection, or at any step of a loop. */
async function thrownBy(call: () => unknown): Promise<Error & { method?: string }> {
  try {
    const result = (await call()) as AsyncIterable<unknown> | undefined;
    if (result?.[Symbol.asyncIterator]) for await (const step of result) void step;
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}

const firstLine = (error: Error): string | undefined => error.stack?.split("\n")[0];

describe.each(Object.keys(subpaths))("%s", (subpath) => {
  it("has no function or method that is not in the tables", () => {
    const known = [...Object.keys(refusals[subpath] as Calls), ...(refuseNothing[subpath] ?? [])];
    expect(publicNames(subpaths[subpath] as object as Calls).sort()).toEqual(known.sort());
  });

  it.each(Object.entries(refusals[subpath] as Calls))("%s", async (name, call) => {
    const error = await thrownBy(call);
    const method = otherNames[name] ?? name;
    expect(error).toMatchObject({ code: expect.any(String), method });
    expect(error.message).toMatch(new RegExp(`^${method}: (?!${method}:)`));
    expect(firstLine(error)?.replace(/^\w+: /, "")).toBe(error.message.split("\n")[0]);
  });
});

describe("the name of a method", () => {
  it("is there however late a call fails: after it has paused, or in a later batch", async () => {
    const sparse = { indptr: [0, 1, 2], indices: [0, 0], data: [1, 1e300], rows: 2, cols: 1 };
    const overflowing = () => new root.Perceptron({ dtype: "f32" });
    for (const method of ["fitAsync", "epochs"] as const) {
      expect(await thrownBy(() => overflowing()[method](sparse, y))).toMatchObject({
        message: expect.stringMatching(`^Perceptron.${method}: `),
      });
    }
    const batches = [
      { X, y },
      { X, y: [0, 2] },
    ];
    const model = new root.Perceptron();
    expect(await thrownBy(() => model.fitStream(batches, { classes: y }))).toMatchObject({
      ...{ code: "UNKNOWN_CLASS", method: "Perceptron.fitStream" },
      message: expect.stringContaining("y[1] is 2"),
    });
    expect(model.nIter).toBe(1);
  });

  it("is the inner one where a callback, or a call within, has failed: two names, or the wrong one", async () => {
    const onEpoch = () => root.matmul(bad, bad);
    const { Perceptron } = root;
    for (const call of [
      () => new Perceptron().fit(X, y, { onEpoch }),
      () => new Perceptron().fitAsync(X, y, { onEpoch }),
      () => new Perceptron().fitStream([{ X, y }], { classes: y, onEpoch }),
    ]) {
      expect(await thrownBy(call)).toMatchObject({
        message: expect.stringMatching(/^matmul: A is an object/),
        method: "matmul",
      });
    }
    expect(
      await thrownBy(() => metrics.crossValidate(() => new Perceptron(), X, y, { folds: 2 })),
    ).toMatchObject({
      message: expect.stringMatching(/^crossValidate: class 0 has 1 member/),
    });
    const oneClass = { folds: 2, stratify: false };
    expect(await thrownBy(() => metrics.crossValidate(() => new Perceptron(), X, y, oneClass))).toMatchObject(
      {
        message: expect.stringMatching(/^Perceptron.fit: every label is/),
      },
    );
  });

  it("changes no error of another library, and none that has a name", () => {
    const other = new TypeError("x");
    expect(named("fit", other)).toBe(other);
    expect(other.message).toBe("x");
    expect(named("fit", undefined)).toBe(undefined);
    const error = named("inner", new root.ShapeError("LENGTH", "y is short"));
    expect(named("outer", error)).toBe(error);
    expect(error).toMatchObject({ message: "inner: y is short", method: "inner", code: "LENGTH" });
  });

  it("is in the first line of a stack that the engine has written before: the text alone, or $& taken for a pattern", () => {
    const error = new root.KindError("KIND", "it is $& and $1");
    expect(firstLine(error)).toMatch(/: it is \$& and \$1$/);
    const frames = error.stack?.split("\n").slice(1);
    named("fit", error);
    expect(firstLine(error)).toMatch(/: fit: it is \$& and \$1$/);
    expect(error.stack?.split("\n").slice(1)).toEqual(frames);
    const foreign = Object.assign(new root.KindError("KIND", "it"), { stack: "a@b.js:1:1" });
    expect(named("fit", foreign)).toMatchObject({ message: "fit: it", stack: "a@b.js:1:1" });
  });
});
