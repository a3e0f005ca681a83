// Every public function and method puts its own name before its errors, once. The tables of methods.calls.ts are compared
// with what the subpaths export: one that is in neither, or that forgets its name, fails here.
import { describe, expect, it } from "vitest";
import { named } from "../../src/base/errors.js";
import { calibrate } from "../../src/calibration/index.js";
import { AssociationLayer } from "../../src/features/index.js";
import * as root from "../../src/index.js";
import * as metrics from "../../src/metrics/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { callables, damagedFiles, localSubpaths, pairs } from "./any-arguments.js";
import { bad, type Calls, refusals, refuseNothing, subpaths, X, y } from "./methods.calls.js";

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
    expect(error).toMatchObject({ code: expect.any(String), method: name });
    expect(error.message).toMatch(new RegExp(`^${name}: (?!${name}:)`));
    expect(firstLine(error)?.replace(/^\w+: /, "")).toBe(error.message.split("\n")[0]);
  });
});

/** Of the parts of a file it helps to know which one it is. */
const partsKeepTheirs: Record<string, string[]> = {
  calibration: ["CalibratedModel.fromJSON says Perceptron.fromJSON"],
  pipeline: ["Pipeline.fromJSON says Perceptron.fromJSON"],
};

describe.each(Object.entries(localSubpaths))("%s, whatever is passed", (subpath, exported) => {
  it("names the function that was called, and none that it calls in turn", async () => {
    const misnamed = new Set<string>();
    let refused = 0;
    for (const [name, of] of callables(exported)) {
      if (refuseNothing[subpath]?.includes(name)) continue;
      const readsFiles = /\b(from|load|to)[A-Z]/.test(name);
      for (const args of readsFiles ? [...pairs, ...damagedFiles] : pairs) {
        const error = await thrownBy(() => of(...args)).catch(() => undefined);
        if (!(error instanceof root.KindError || error instanceof root.ValueError)) continue;
        refused++;
        if (error.method !== name) misnamed.add(`${name} says ${error.method}`);
      }
    }
    expect([...misnamed]).toEqual(partsKeepTheirs[subpath] ?? []);
    expect(refused).toBeGreaterThan(500);
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
    const layered = new Pipeline([new AssociationLayer({ units: 4 }), new Perceptron()]).fit(X, y);
    expect(await thrownBy(() => calibrate(layered, X, y).predictProba([[1]]))).toMatchObject({
      message: expect.stringMatching(/^AssociationLayer\.transformBlocks: /), // which step it was
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

  it("is followed in the stack by the caller's own line, and not by ten of the library's", async () => {
    function mine() {
      return new root.Perceptron().fit(bad as never, y);
    }
    async function mineAsync() {
      return await new root.Perceptron().fitAsync(bad as never, y);
    }
    for (const [caller, name] of [
      [mine, "mine"],
      [mineAsync, "mineAsync"],
    ] as const) {
      const { stack = "" } = (await thrownBy(caller)) as Error;
      expect(stack).toMatch(/^KindError: Perceptron\.fit(Async)?: /);
      expect(stack).not.toContain("Array Iterator"); // what an instance is made of, or was
      expect(stack.split("\n").slice(1, 7).join("\n")).toContain(` ${name} `);
    }
  });

  it("leaves a stack as it is where the engine cannot write another: without the caller's line, but no error of its own", () => {
    const { captureStackTrace } = Error;
    Reflect.deleteProperty(Error, "captureStackTrace");
    try {
      const error = Object.assign(new root.KindError("OPTION_KIND", "it"), { stack: "a@b.js:1:1" });
      expect(named("fit", error)).toMatchObject({ message: "fit: it", stack: "a@b.js:1:1" });
    } finally {
      Error.captureStackTrace = captureStackTrace;
    }
  });
});
