// What is passed in may lie, change or vanish: it is read once into what is the library's own, and an error is typed.
import { afterEach, describe, expect, it } from "vitest";
import { sharedArena, useCore } from "../../src/core/current.js";
import { type MatrixInput, Perceptron, TLU } from "../../src/index.js";
import { Table } from "../../src/table/index.js";
import { describeCores } from "../support/cores.js";
import { X, y } from "../support/fitted-models.js";
import { outcome } from "../support/outcome.js";

describeCores("labels", () => {
  /** Labels of which each may be read once, and is another the second time. */
  const once = (labels: readonly unknown[]): never[] => {
    const seen = new Set<string>();
    return new Proxy([...labels], {
      get(target, key) {
        if (typeof key !== "string" || !/^\d+$/.test(key)) return Reflect.get(target, key);
        const read = key === "0" && !seen.has("looked at") ? "looked at" : key; // whether y is a matrix
        if (seen.has(read)) return "another";
        seen.add(read);
        return Reflect.get(target, key);
      },
    }) as never[];
  };

  it("are read once", async () => {
    const labels = ["no", "no", "no", "yes"];
    for (const learn of [
      () => new Perceptron().fit(X, once(labels)),
      () => new Perceptron().fitAsync(X, once(labels)),
      () => new Perceptron().partialFit(X, once(labels), { classes: ["no", "yes"] }),
      () =>
        new Perceptron({ earlyStopping: true, validationFraction: 0.5 }).fit(
          [...X, ...X],
          once([...labels, ...labels]),
        ),
    ]) {
      const model = await outcome(learn as () => Promise<Perceptron>);
      if (typeof model === "string") expect(model).toBe("PART_TOO_SMALL");
      else expect(model.classes).toEqual(["no", "yes"]);
    }
    expect(new TLU().fit(X, once(y)).predict(X)).toEqual(y);
  });

  it.each(["plain", "typed"])("may be overwritten while a fit goes on: %s", async (kind) => {
    const n = 30_000;
    const data = Float64Array.from({ length: n }, (_, i) => i % 3);
    const labels = Array.from({ length: n }, (_, i) => (i % 3 === 2 ? 1 : 0));
    const given = kind === "plain" ? [...labels] : Uint8Array.from(labels);
    const model = new Perceptron({ maxIter: 5 });
    const fit = model.fitAsync({ data, rows: n, cols: 1 }, given, { yieldEvery: 1e-6 });
    for (let turn = 0; turn < 4; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      given.fill(7 as 1);
    }
    await outcome(() => fit);
    for (const label of model.nIter === 0 ? [] : model.classes) expect([0, 1, 7]).toContain(label);
    if (model.nIter > 0) expect(model.predict([[2], [0]]).every((label) => label !== undefined)).toBe(true);
  });
});

describeCores("rows that train another model as they are read, for which memory grows", () => {
  const model = new Perceptron().fit(X, y);
  const growing = <V>(value: V): V => {
    const n = sharedArena().core.memory.buffer.byteLength / 8;
    const data = new Float64Array(n);
    new Perceptron({ maxIter: 1 }).fit({ data, rows: n, cols: 1 }, new Uint8Array(n).fill(1, n / 2));
    return value;
  };
  const number = [0, 0];
  Object.defineProperty(number, 0, { get: () => growing(1) });
  const rows = [X[0], new Float64Array(2)] as never[];
  Object.defineProperty(rows, 1, { get: () => growing(new Float64Array(2)) });
  it.each(Object.entries({ "of a number": [X[0], number], "of a row": rows }))("the getter %s", (_, read) => {
    for (const call of [() => model.predict(read), () => new Perceptron().fit(read as never, [0, 1])])
      expect(call).toThrow(expect.objectContaining({ code: "CHANGED" }));
  });
});

describe("arrays that are longer than what is in them", () => {
  const holes = new Array(2 ** 32 - 1) as never;
  const first = [0].concat(holes) as never;
  const calls: Record<string, (values: never) => unknown> = {
    "y of fit": (values) => new Perceptron().fit(X, values),
    "classes of partialFit": (values) => new Perceptron().partialFit(X, y, { classes: values }),
    "a column": (values) => new Table({ a: values }),
    "rows of take": (values) => new Table({ a: [1, 2] }).take(values),
    "weights of fromJSON": (values) => {
      const { prediction, ...file } = new Perceptron().fit(X, y).toJSON({ resume: false });
      return Perceptron.fromJSON({
        ...file,
        prediction: { ...(prediction as object), weights: [values] },
      } as never);
    },
  };
  it.each(Object.entries(calls))("%s: refused before they are counted", async (_, call) => {
    for (const values of [holes, first]) expect(await outcome(() => call(values))).toBeTypeOf("string");
  });
});

describe("typed arrays that lie about themselves", () => {
  class Longer extends Float64Array {
    override get length(): number {
      return super.length + 1000;
    }
  }
  class Shorter extends Float64Array {
    override get length(): number {
      return 2;
    }
  }
  class Elsewhere extends Float64Array {
    override get buffer(): ArrayBuffer {
      return new ArrayBuffer(0);
    }
    override get byteOffset(): number {
      return 12_345;
    }
    override subarray(): never {
      throw new Error("nobody needs to ask");
    }
    override slice(): never {
      throw new Error("nobody needs to ask");
    }
  }
  class Named extends Float32Array {
    override get [Symbol.toStringTag](): "Float32Array" {
      return "Float64Array" as never;
    }
  }
  const liars = [Longer, Shorter, Elsewhere, Named];
  const flat = X.flat();

  it.each(liars.map((Liar) => [Liar.name, Liar] as const))(
    "%s: as what it is, or refused",
    async (_, Liar) => {
      const right = new Perceptron().fit({ data: Float64Array.from(flat), rows: 4, cols: 2 }, y);
      const forms: MatrixInput[] = [
        { data: new Liar(flat), rows: 4, cols: 2 },
        X.map((row) => new Liar(row)),
        {
          indptr: [0, 2, 4, 6, 8],
          indices: [0, 1, 0, 1, 0, 1, 0, 1],
          data: new Liar(flat),
          rows: 4,
          cols: 2,
        },
      ];
      for (const form of forms) {
        for (const learn of [
          () => new Perceptron().fit(form, y),
          () => new Perceptron().fitAsync(form, y),
          () => new Perceptron().partialFit(form, y, { classes: [0, 1] }).fit(form, y),
        ]) {
          const model = await outcome(learn as () => Promise<Perceptron>);
          if (typeof model !== "string") expect(model.predict(X)).toEqual(right.predict(X));
        }
        const predicted = await outcome(() => right.predict(form));
        if (typeof predicted !== "string") expect(predicted).toEqual(y);
      }
      for (const row of X) {
        const label = await outcome(() => right.predictOne(new Liar(row)));
        if (typeof label !== "string") expect(label).toBe(right.predictOne(row));
      }
      await outcome(() => new Perceptron().fit(X, new Liar(y)));
      await outcome(() => new Perceptron().fit(X, y, { sampleWeight: new Liar([1, 1, 1, 1]) }));
      await outcome(() => new TLU({ weights: new Liar([1, 1]) }).predict(X));
    },
  );

  it("one that says that it is short as its row is no row of it, and nothing is read or written beyond", async () => {
    const long = new Shorter(100).fill(9);
    const model = new Perceptron().fit(X, y);
    const wide = new Perceptron({ maxIter: 1 }).fit(
      [new Float64Array(64), new Float64Array(64).fill(1)],
      [0, 1],
    );
    class Claims64 extends Float64Array {
      override get length(): number {
        return 64;
      }
    }
    for (let i = 0; i < 40; i++) {
      expect(await outcome(() => model.predictOne(long))).toBe("FEATURE_COUNT");
      expect(await outcome(() => wide.predictOne(new Claims64(100)))).toBe("FEATURE_COUNT");
    }
    expect(await outcome(() => model.fit([long, long], [0, 1]))).toMatch(/^(RAGGED_ROWS|FEATURE_COUNT)$/);
  });

  it("a file that lies about its length is read as it is", () => {
    class Lies extends Uint8Array {
      override get length(): number {
        return 2 ** 40;
      }
    }
    const bytes = new Perceptron().fit(X, y).toBytes();
    expect(Perceptron.fromBytes(new Lies(bytes)).predict(X)).toEqual(y);
  });
});

describeCores("a buffer that is detached while a fit goes on", () => {
  const n = 20_000;
  const indptr = Uint32Array.from({ length: n + 1 }, (_, i) => 3 * i);
  const labels = Array.from({ length: n }, (_, i) => "abc"[(i * 31 + (i % 7)) % 3] as string);
  const indicesOf = (ascend: boolean) =>
    Uint32Array.from({ length: 3 * n }, (_, i) => (ascend ? i % 3 : 2 - (i % 3)));
  const forms: Record<string, (data: Float64Array) => MatrixInput> = {
    dense: (data) => ({ data, rows: n, cols: 3 }),
    "rows of typed arrays": (data) => Array.from({ length: n }, (_, i) => data.subarray(3 * i, 3 * i + 3)),
    "sparse, ascending": (data) => ({ indptr, indices: indicesOf(true), data, rows: n, cols: 3 }),
    "sparse, unsorted": (data) => ({ indptr, indices: indicesOf(false), data, rows: n, cols: 3 }),
  };
  it.each(Object.entries(forms))("%s: fits or a typed error", async (_, formOf) => {
    for (const resizable of [false, true]) {
      for (const at of [1, 2, 3, 5, 9]) {
        const Resizable = ArrayBuffer as unknown as new (size: number, options?: object) => ArrayBuffer;
        const buffer = new Resizable(24 * n, resizable ? { maxByteLength: 24 * n } : undefined);
        const data = new Float64Array(buffer);
        for (let i = 0; i < data.length; i++) data[i] = ((i * 7919) % 101) - 50;
        const fit = new Perceptron({ maxIter: 2, tol: null }).fitAsync(formOf(data), labels, {
          yieldEvery: 1e-6,
        });
        const ended = outcome(() => fit);
        for (let turn = 0; turn < at; turn++) await new Promise((resolve) => setImmediate(resolve));
        if (resizable) (buffer as ArrayBuffer & { resize(size: number): void }).resize(0);
        else structuredClone(buffer, { transfer: [buffer] });
        const model = await ended;
        if (typeof model === "string")
          expect(model).toMatch(/^(DETACHED|RAGGED_ROWS|CHANGED|NOT_A_ROW|NO_COLUMNS)$/);
      }
    }
  });
});

afterEach(() => useCore());
