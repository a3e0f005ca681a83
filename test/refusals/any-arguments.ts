// Public functions and methods, and arguments of every kind for them, for methods.test.ts.

import { calibrate } from "../../src/calibration/index.js";
import * as features from "../../src/features/index.js";
import { HebbianAssociator } from "../../src/hebb/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import { compile } from "../../src/logic/index.js";
import { parity } from "../../src/network/index.js";
import * as pipeline from "../../src/pipeline/index.js";
import * as sklearn from "../../src/sklearn/index.js";
import { TableEncoder } from "../../src/table/index.js";
import { bad, subpaths, X, y } from "./methods.calls.js";

type Callable = (...args: unknown[]) => unknown;

const labels = y.map(String);
const perceptron = () => new Perceptron().fit(X, labels);
const layer = () => new features.AssociationLayer({ units: 4 });

/** Those whose functions run on this thread: they may be called by the thousand. */
const { threads: _, worker: __, ...local } = subpaths;
export const localSubpaths: typeof subpaths = { ...local, features, pipeline };

/** One of each class, and one that has learned nothing. */
const instances: readonly object[] = [
  ...[perceptron(), new Perceptron(), calibrate(perceptron(), X, labels)],
  ...[new TLU().fit(X, y), new TLU(), new HebbianAssociator().fit(X, X), new HebbianAssociator()],
  ...[compile("A and B"), compile("A and B").truthTable(), parity(2)],
  ...[new sklearn.Perceptron().fit(X, y), new sklearn.PassiveAggressiveClassifier().fit(X, y)],
  ...[new sklearn.Perceptron(), new sklearn.PassiveAggressiveClassifier()],
  ...[layer().fit(X), layer(), new features.FeatureHasher({ cols: 4 }), new features.Interactions()],
  new TableEncoder(),
];

/** The functions that are the values of properties, without those that getters give. */
const functionsOf = (object: object): [string, Callable][] =>
  Object.entries(Object.getOwnPropertyDescriptors(object)).flatMap(([name, { value }]) =>
    typeof value === "function" && name !== "constructor" ? [[name, value]] : [],
  );

/** The functions of a subpath by the names that their errors have, those of instances once for each instance. */
export function callables(exported: object): [name: string, call: Callable][] {
  return Object.entries(exported).flatMap(([name, value]): [string, Callable][] => {
    if (typeof value !== "function") return [];
    if (!String(value).startsWith("class")) return [[name, value]];
    const found: [string, Callable][] = [[`new ${name}`, (...args) => Reflect.construct(value, args)]];
    for (const [method, call] of functionsOf(value)) found.push([`${name}.${method}`, call.bind(value)]);
    for (const instance of instances.filter((one) => one.constructor === value)) {
      for (let p = value.prototype; p !== Object.prototype; p = Object.getPrototypeOf(p)) {
        for (const [method, call] of functionsOf(p)) found.push([`${name}.${method}`, call.bind(instance)]);
      }
    }
    return found;
  });
}

/** Nothing, wrong kinds, right ones of a wrong shape, and right ones. */
const values: readonly unknown[] = [
  ...[undefined, null, 0, Number.NaN, "x", {}, bad, [], () => 1],
  ...[[1, 2, 3], [[1, 2, 3]], { data: [1, 2, 3], rows: 1, cols: 3 }, [[Number.NaN, 0]], [0, Number.NaN]],
  ...[X, y, labels, perceptron(), new Perceptron(), calibrate(perceptron(), X, labels)],
  ...[new TLU(), new TLU().fit(X, y)],
];

/** Each value with each, and with options that nothing takes. */
export const pairs: readonly unknown[][] = values.flatMap((a) =>
  values.flatMap((b) => [
    [a, b],
    [a, b, bad],
  ]),
);

function savedOf(instance: object): unknown[] {
  const { toJSON, toSklearn } = instance as Record<string, (() => unknown) | undefined>;
  try {
    return [toJSON, toSklearn].flatMap((save) =>
      save ? [JSON.parse(JSON.stringify(save.call(instance)))] : [],
    );
  } catch {
    return []; // it has learned nothing
  }
}

/** A value as often as it has parts, each time with another one that is wrong. */
function* damaged(value: unknown): Generator<unknown> {
  yield* [undefined, null, -1.5, "x", [], {}];
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const other of damaged(part)) {
      yield Object.assign(Array.isArray(value) ? [...value] : { ...value }, { [key]: other });
    }
  }
}

/** Files of which one part is wrong. */
export const damagedFiles: readonly unknown[][] = instances
  .flatMap(savedOf)
  .flatMap((saved) => [...damaged(saved)].map((file) => [file]));
