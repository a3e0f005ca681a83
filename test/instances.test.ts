// Every public class, through a Proxy, without its object, and cloned: a class or a method that is left out of the one
// mechanism (src/base/instance.ts) would speak of '#e of class e', and a clone would be {} without a word.
import { deepStrictEqual } from "node:assert";
import { inspect } from "node:util";
import { reactive, readonly, ref } from "@vue/reactivity";
import { observable } from "mobx";
import { afterAll, describe, expect, it } from "vitest";
import * as calibration from "../src/calibration/index.js";
import * as features from "../src/features/index.js";
import * as hebb from "../src/hebb/index.js";
import * as root from "../src/index.js";
import * as logic from "../src/logic/index.js";
import * as metrics from "../src/metrics/index.js";
import * as network from "../src/network/index.js";
import * as npy from "../src/npy/index.js";
import * as pipeline from "../src/pipeline/index.js";
import * as separability from "../src/separability/index.js";
import * as sklearn from "../src/sklearn/index.js";
import * as svmlight from "../src/svmlight/index.js";
import * as table from "../src/table/index.js";
import * as threads from "../src/threads/index.js";
import * as worker from "../src/worker/index.js";
import { collected } from "./support/collected.js";
import { essence } from "./support/essence.js";
import * as built from "./worker/built-package.js";

afterAll(() => built.close());

const subpaths = {
  ...{ root, logic, separability, hebb, network, metrics, svmlight, sklearn },
  ...{ threads, worker, pipeline, features, table, npy, calibration },
};
type Model = Record<PropertyKey, unknown>;
type Method = (...args: unknown[]) => unknown;

const people = () => new table.Table({ Age: [31, 22, 40], Sex: ["male", "female", "male"] });
const X = [[0], [1]];
const y = [0, 1];
const samples = [X, y];
const one = [[1]];
const many = [X];

const calibratedInWorker = await built.calibrateInWorker(
  built.Perceptron.fromJSON(new root.Perceptron().fit(X, y).toJSON()),
  X,
  y,
);

/** Of each class an instance that answers, and what its methods are called with. */
const classes: Record<string, { make: () => object; args: Record<string, unknown[]> }> = {
  "root Perceptron": {
    make: () => new root.Perceptron().fit(X, y),
    args: {
      ...{ fit: samples, fitAsync: samples, epochs: samples, partialFit: samples, score: samples },
      ...{ fitStream: [[{ X, y }]], predict: many, decisionFunction: many },
      ...{ predictOne: one, contributions: one, topK: one },
    },
  },
  "root TLU": {
    make: () => new root.TLU().fit(X, y),
    args: { fit: samples, predict: many, output: one, netInput: one },
  },
  "hebb HebbianAssociator": {
    make: () => new hebb.HebbianAssociator().fit(X, X),
    args: { fit: [X, X], partialFit: [X, X], recall: many },
  },
  "network ThresholdNetwork": {
    make: () => network.parity(2),
    args: { forward: [[[0, 1]]], predict: [[[0, 1]]] },
  },
  "logic Network": { make: () => logic.compile("A and B"), args: { evaluate: [{ A: true, B: true }] } },
  "logic TruthTable": { make: () => logic.compile("A and B").truthTable(), args: {} },
  ...Object.fromEntries(
    [sklearn.Perceptron, sklearn.PassiveAggressiveClassifier].map((Classifier) => [
      `sklearn ${Classifier.name}`,
      {
        make: () => new Classifier({ maxIter: 5 }).fit(X, y),
        args: {
          ...{ fit: samples, partialFit: samples, score: samples, predict: many, decisionFunction: many },
          predictOne: one,
        },
      },
    ]),
  ),
  "pipeline Pipeline": {
    make: () => new pipeline.Pipeline([new root.Perceptron()]).fit(X, y),
    args: {
      ...{ fit: samples, fitAsync: samples, partialFit: samples, score: samples, fitStream: [[{ X, y }]] },
      ...{ predict: many, decisionFunction: many, predictOne: one, contributions: one, topK: one },
    },
  },
  "features FeatureHasher": {
    make: () => new features.FeatureHasher({ cols: 16, names: true }).fit([{ a: 1 }]),
    args: { fit: [[{ a: 1 }]], partialFit: [[{ a: 1 }]], transform: [[{ a: 1 }]] },
  },
  "features AssociationLayer": {
    make: () => new features.AssociationLayer({ units: 8 }).fit(X),
    args: { fit: many, partialFit: many, transform: many, transformBlocks: many, transformOne: one },
  },
  "table Table": {
    make: () => new table.Table({ Age: [31, null], Sex: ["male", "female"] }),
    args: {
      ...{ column: ["Age"], labels: ["Sex"], select: [["Sex"]], without: ["Sex"] },
      ...{ take: [[1]], record: [0], lineOf: [1] },
    },
  },
  "table TableEncoder": {
    make: () => new table.TableEncoder().fit(people()),
    args: { fit: [people()], partialFit: [people()], transform: [people()], transformOne: [{ Age: 31 }] },
  },
  "npy NumpyArray": { make: () => new npy.NumpyArray(Float64Array.of(1, 2), [2]), args: {} },
  "calibration CalibratedModel": {
    make: () => calibration.calibrate(new root.Perceptron().fit(X, y), X, y),
    args: {
      ...{ decisionFunction: many, predictProba: many, predict: many, predictSet: many, score: samples },
      ...{ predictOne: one, topK: one },
    },
  },
  "features Interactions": { make: () => new features.Interactions(), args: { fit: many, transform: many } },
  "worker WorkerCalibratedModel": {
    make: () => calibratedInWorker,
    args: {
      ...{ decisionFunction: many, predictProba: many, predict: many, predictSet: many, score: samples },
      ...{ predictOne: one, topK: one },
    },
  },
  "worker Perceptron": {
    make: () => built.Perceptron.fromJSON(new root.Perceptron().fit(X, y).toJSON()),
    args: {
      ...{ fit: samples, epochs: samples, partialFit: samples, score: samples },
      ...{ fitStream: [[{ X, y }]], predict: many, decisionFunction: many },
      ...{ predictOne: one, contributions: one, topK: one },
    },
  },
};

const argumentsOf = (args: Record<string, unknown[]>, member: PropertyKey): unknown[] =>
  Object.hasOwn(args, member) ? (args[String(member)] as unknown[]) : [];

/** What a console calls is asked of the object alone. */
const isInspector = (name: string | symbol): boolean =>
  typeof name === "symbol" && Symbol.keyFor(name) !== undefined;

/** The methods and attributes of an instance, and how each is asked. */
function membersOf(model: object) {
  const members = new Map<string | symbol, "method" | "attribute">();
  for (let p = Object.getPrototypeOf(model); p !== Object.prototype; p = Object.getPrototypeOf(p)) {
    for (const name of Reflect.ownKeys(p)) {
      if (name === "constructor" || isInspector(name)) continue;
      members.set(name, Object.getOwnPropertyDescriptor(p, name)?.get ? "attribute" : "method");
    }
  }
  return [...members];
}

/** What a member answers, in plain values: of a loop all steps, of the model itself its name; or what it says is wrong. */
async function answer(ask: () => unknown, model: object): Promise<unknown> {
  let value: unknown;
  try {
    value = await ask();
  } catch (error) {
    return (error as Error).message;
  }
  if (value === model) return "the model";
  if (value instanceof Uint8Array) {
    const { fromBytes } =
      [pipeline.Pipeline, calibration.CalibratedModel].find((its) => model instanceof its) ??
      (model === calibratedInWorker ? calibration.CalibratedModel : root.Perceptron);
    return (fromBytes as (bytes: Uint8Array) => { toJSON(options: object): unknown })(value).toJSON({
      resume: false,
    });
  }
  const isLoop = typeof value === "object" && value !== null && "next" in value;
  const plain = isLoop ? await collected(value as unknown as AsyncIterable<unknown>) : value;
  try {
    return JSON.parse(essence(plain) ?? "null");
  } catch (error) {
    return (error as Error).message; // of an encoder that is not fitted
  }
}

it("the table has every class that is exported", () => {
  const exported = Object.entries(subpaths).flatMap(([subpath, names]) =>
    Object.entries(names)
      .filter(([, value]) => String(value).startsWith("class") && !(value.prototype instanceof Error))
      .map(([name]) => `${subpath} ${name}`),
  );
  expect(Object.keys(classes).sort()).toEqual(exported.sort());
});

/** Proxies as they are, one that changes nothing, one that answers for another object, and those of the frameworks. */
const proxies: Record<string, (model: object) => object> = {
  "a Proxy without traps": (model) => new Proxy(model, {}),
  "a Proxy around a Proxy": (model) => new Proxy(new Proxy(model, {}), {}),
  "a Proxy that looks on its own": (model) =>
    new Proxy(model, { get: (target, name) => Reflect.get(target, name) }),
  "ref of Vue": (model) => (ref({ model }).value as { model: object }).model,
  "reactive of Vue": (model) => reactive(model),
  "readonly of Vue": (model) => readonly(model),
  "observable of MobX": (model) => observable({ model }).model,
};

describe.each(Object.entries(classes))("%s", (title, { make, args }) => {
  const name = title.split(" ")[1] as string;
  const members = membersOf(make());

  it.each(Object.entries(proxies))("answers alike through %s", async (_, proxied) => {
    for (const [member, kind] of members) {
      const [model, inside] = [make(), make()];
      const proxy = proxied(inside) as Model;
      const ask = (of: Model): unknown =>
        kind === "attribute" ? of[member] : (of[member] as Method)(...argumentsOf(args, member));
      expect([member, await answer(() => ask(proxy), inside)]).toEqual([
        member,
        await answer(() => ask(model as Model), model),
      ]);
    }
  });

  it("throws NOT_AN_INSTANCE for each method without its object, or on another's, with class, method and remedy", () => {
    const model = make() as Model;
    const other = name === "TLU" ? new root.Perceptron() : new root.TLU();
    for (const [member, kind] of members) {
      const of = Object.getPrototypeOf(model);
      const { get, value } = Object.getOwnPropertyDescriptor(of, member) as PropertyDescriptor;
      for (const alien of [undefined, null, 1, {}, other, of, new Proxy({}, {})]) {
        let error: unknown;
        try {
          (kind === "attribute" ? (get as Method) : value).call(alien, ...argumentsOf(args, member));
        } catch (thrown) {
          error = thrown;
        }
        expect(error).toBeInstanceOf(TypeError);
        expect(error).toMatchObject({ code: "NOT_AN_INSTANCE", method: `${name}.${String(member)}` });
        expect((error as Error).message).toMatch(`which is no ${name}; pass (x) => model.`);
      }
    }
  });

  it("is refused by a structured clone, alone and within, and by a port", () => {
    const port = new MessageChannel().port1;
    for (const clone of [structuredClone, (value: unknown) => port.postMessage(value)]) {
      for (const value of [make(), { model: make() }, [make()]]) {
        expect(() => clone(value)).toThrow(expect.objectContaining({ name: "DataCloneError" }));
      }
    }
    port.close();
  });

  it("shows nothing of the mechanism: in the console, in keys, in JSON, to what compares", () => {
    const model = make();
    const fields = Object.entries(model);
    expect(inspect(model)).toMatch(new RegExp(`^(\\w* )?${name} \\{`));
    expect(inspect(model)).not.toMatch(/Symbol|Iterator/);
    expect(Reflect.ownKeys({ ...model })).toEqual(fields.map(([key]) => key));
    expect(Object.prototype.toString.call(model)).toBe("[object Object]");
    if (name === "CalibratedModel") return; // its curves have functions of their own
    deepStrictEqual(make(), make());
    expect(make()).toEqual(make());
  });

  it("has methods that keep their names", () => {
    for (const [member, kind] of members) {
      if (kind === "method" && typeof member === "string") {
        expect(((make() as Model)[member] as Method).name).toBe(member);
      }
    }
  });
});

it("a class of the user's over it has fields and methods of its own, and those of ours", () => {
  class Counting extends root.Perceptron {
    #asked = 0;
    override predict(input: root.MatrixInput) {
      this.#asked++;
      return super.predict(input);
    }
    get asked(): number {
      return this.#asked;
    }
  }
  const model = new Counting().fit(X, y);
  expect(model).toBeInstanceOf(Counting);
  expect(model.predict(X)).toEqual(y);
  expect(model.asked).toBe(1);
});
