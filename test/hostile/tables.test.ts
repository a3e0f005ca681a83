// Tables from strangers: small files that ask for much, and names that are compared each with each.
import { Table as ArrowTable, makeData, Null, tableToIPC, Utf8, Vector } from "apache-arrow";
import { describe, expect, it } from "vitest";
import { readArrow } from "../../src/arrow/index.js";
import { fromLiblinear, fromScikitLearn } from "../../src/import/index.js";
import { NumpyArray, readNpy } from "../../src/npy/index.js";
import { readParquet } from "../../src/parquet/index.js";
import { unpackPage } from "../../src/parquet/unpack.js";
import { loadModel } from "../../src/predict/index.js";
import { readTable } from "../../src/table/index.js";
import { Random } from "../support/random.js";
import { endOf } from "../support/refusals.js";
import { valuesOf } from "../support/tables.js";
import { processorTime, thrown } from "../support/thrown.js";
import { arrowFiles, parquetFiles } from "../support/typed-files.js";

/** A file of numpy's version 2. */
function npy(descr: string, shape: string, elements: Uint8Array, isFortran = "False"): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': ${isFortran}, 'shape': (${shape}), }`;
  const file = new Uint8Array(12 + text.length + elements.length);
  file.set([0x93, ...Buffer.from("NUMPY"), 2, 0]);
  new DataView(file.buffer).setUint32(8, text.length, true);
  file.set(Buffer.from(text), 12);
  file.set(elements, 12 + text.length);
  return file;
}

const refusal = async (call: () => Promise<unknown>) => (await endOf(call)).error;

describe("an array of numpy", () => {
  it("has at most 64 dimensions: 100,000 of them took a minute of products", async () => {
    const one = Uint8Array.of(7);
    expect((await readNpy(npy("|u1", "1,".repeat(64), one, "True"))).data).toEqual(one);
    const error = await refusal(() => readNpy(npy("|u1", "1,".repeat(65), one, "True")));
    expect(error).toMatchObject({ code: "NUMPY_FILE" });
  });
  it("may hold a long text, which is not spread into the arguments of one call", async () => {
    const letters = new Uint8Array(300_001).fill(65, 0, 300_000);
    expect((await readNpy(npy("|S300001", "1,", letters))).data).toEqual(["A".repeat(300_000)]);
  });
  it("of more elements than a plain array holds has no labels", () => {
    const many = new Uint8Array(1e8 + 1);
    expect(thrown(() => new NumpyArray(many, [many.length]).labels())?.code).toBe("TOO_LARGE");
  });
});

describe("columns of Arrow", () => {
  const sent = (...data: Parameters<typeof makeData>[0][]) =>
    tableToIPC(
      new ArrowTable(Object.fromEntries(data.map((d, j) => [`c${j}`, new Vector([makeData(d)])]))),
      "stream",
    );

  it("that are all null do not say how many rows there are", async () => {
    const file = sent({ type: new Null(), length: 1e8, nullCount: 1e8 } as never);
    expect(file.length).toBeLessThan(1000);
    expect(await refusal(() => readArrow(file))).toMatchObject({ code: "ARROW_FILE" });
  });
  it("whose texts overlap are refused: each would be read again", async () => {
    const valueOffsets = Int32Array.from({ length: 1001 }, (_, i) => (i % 2 || i === 1000 ? 1000 : 0));
    const file = sent({
      type: new Utf8(),
      length: 1000,
      nullCount: 0,
      valueOffsets,
      data: new Uint8Array(1000),
    } as never);
    expect(await refusal(() => readArrow(file))).toMatchObject({ code: "ARROW_FILE" });
  });
});

describe("a text", () => {
  it("of objects that lack nearly all names is refused before it fills the memory", async () => {
    const all = JSON.stringify(Object.fromEntries(Array.from({ length: 8000 }, (_, j) => [`c${j}`, 0])));
    for (const inspectRows of [1, 1000, 100_000]) {
      const error = await refusal(() =>
        readTable(`${all}\n${"{}\n".repeat(8000)}`, { format: "jsonl", inspectRows }),
      );
      expect(error).toMatchObject({ code: "TABLE" });
    }
  });
  it("with 120,000 columns compares no name with each other", async () => {
    const names = Array.from({ length: 120_000 }, (_, j) => `c${j}`).join();
    const began = processorTime();
    expect((await readTable(`${names}\n${names.replaceAll("c", "")}\n`)).names.length).toBe(120_000);
    expect(processorTime() - began).toBeLessThan(12_000); // it takes some 3 s, and as much as 18 to compare them
  });
});

describe("a model of LIBLINEAR", () => {
  const file = (label: string, weight: string) =>
    `solver_type L2R_LR\nnr_class 2\nlabel ${label} 2\nnr_feature 1\nbias -1\nw\n${weight}\n`;

  it("that is cut off before its only weight has no weight of 0", () => {
    expect(fromLiblinear(file("1", "0.5")).classes).toEqual([1, 2]);
    expect(thrown(() => fromLiblinear(file("1", "")))?.code).toBe("LIBLINEAR");
  });
  it("has labels that are told apart", () => {
    expect(thrown(() => fromLiblinear(file("9007199254740993", "0.5")))?.code).toBe("LIBLINEAR");
  });
});

describe("a proxy that was revoked, of which nothing can be asked", () => {
  const revoked = (): never => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy as never;
  };
  it.each([readArrow, readParquet, readNpy, readTable])("is no source: $name", async (read) => {
    expect(await refusal(() => read(revoked()))).toMatchObject({ code: "WRONG_KIND" });
  });
  it("is no saved model", () => expect(thrown(() => loadModel(revoked()))?.code).toBe("MODEL_FILE"));
  it("is no attribute of scikit-learn", () => {
    const attributes = { classes_: [0, 1], coef_: [[1]], intercept_: [0] };
    for (const other of [
      { classes_: revoked() },
      { coef_: revoked() },
      { coef_: [revoked()] },
      { intercept_: revoked() },
    ]) {
      expect(thrown(() => fromScikitLearn({ ...attributes, ...other }))?.code).toBe("SKLEARN_ATTRIBUTES");
    }
  });
});

describe("a file of Arrow with a byte that is changed", () => {
  it.each(arrowFiles)("is read or refused, and asks for no memory by what it says: %s", async (_, file) => {
    const random = new Random(17);
    for (let round = 0; round < 400; round++) {
      const changed = file.slice();
      changed[random.integer(0, file.length - 1)] = random.pick([0, 1, 127, 128, 254, 255]);
      const error = await refusal(() => readArrow(changed));
      if (error !== undefined)
        expect(error).toMatchObject({ message: expect.stringMatching(/^readArrow: /) });
    }
  });

  /** A file with the bytes at a place replaced; the place is that of what is found there. */
  const replaced = (file: Uint8Array, was: readonly number[], now: readonly number[]): Uint8Array => {
    const at = Buffer.from(file).indexOf(Uint8Array.from(was));
    expect(at).toBeGreaterThanOrEqual(0);
    const changed = file.slice();
    changed.set(now, at);
    return changed;
  };

  it("that makes millions of fields of none is refused: apache-arrow counted them until the heap was full", async () => {
    const [, file] = arrowFiles[0] as [string, Uint8Array];
    const changed = file.slice();
    changed[3238] = 254;
    expect(await refusal(() => readArrow(changed))).toMatchObject({ code: "ARROW_FILE" });
  });

  const long = (value: number): number[] => [...new Uint8Array(BigInt64Array.of(BigInt(value)).buffer)];
  const stream = tableToIPC(
    new ArrowTable({
      n: new Vector([
        makeData({
          type: new Utf8(),
          length: 777,
          nullCount: 0,
          valueOffsets: new Int32Array(778),
          data: new Uint8Array(8),
        } as never),
      ]),
    }),
    "stream",
  );
  it.each([
    [
      "a column that is longer than its batch, up to which the others would be filled",
      [...long(777), ...long(0)],
      long(2 ** 40),
    ],
    ["a column that is shorter", [...long(777), ...long(0)], long(776)],
    ["a buffer that reaches beyond the body", long(4 * 778), long(2 ** 40)],
    ["a buffer before it", long(4 * 778), long(-8)],
  ])("%s", async (_, was, now) => {
    expect(valuesOf(await readArrow(stream)).length).toBe(777);
    expect(await refusal(() => readArrow(replaced(stream, was, now)))).toMatchObject({ code: "ARROW_FILE" });
  });
});

describe("a file of Parquet with a byte that is changed", () => {
  it.each(parquetFiles)("is read or refused, and counts no run that no row has: %s", async (_, file) => {
    const random = new Random(17);
    for (let round = 0; round < 400; round++) {
      const changed = file.slice();
      changed[random.integer(0, file.length - 1)] = random.pick([0, 1, 127, 128, 254, 255]);
      const error = await refusal(() => readParquet(changed));
      if (error !== undefined)
        expect(error).toMatchObject({ message: expect.stringMatching(/^readParquet: /) });
    }
  });

  it.each([127, 254, 255])("at 688 to %i is refused: hyparquet did not end", async (value) => {
    const file = parquetFiles.find(([name]) => name === "polars gzip")?.[1] as Uint8Array<ArrayBuffer>;
    const changed = file.slice();
    changed[688] = value;
    expect(await refusal(() => readParquet(changed))).toMatchObject({ code: "PARQUET_FILE" });
  });

  const described = (description: readonly number[]): Uint8Array => {
    const length = [...new Uint8Array(Int32Array.of(description.length).buffer)];
    return Uint8Array.from(description.concat(length, [...Buffer.from("PAR1")]));
  };
  it.each([
    [
      "lists in lists that each claim 30 million elements",
      Array(40).fill([0xf9, 0x80, 0x87, 0xa7, 0x0e]).flat(),
    ],
    [
      "a number of 300,000 bytes, which is added up from each of them",
      [0xf6].concat(Array(300_000).fill(0x80)),
    ],
  ])("%s", async (_, list) => {
    expect(await refusal(() => readParquet(described([0x15, 2, 0x19].concat(list))))).toMatchObject({
      code: "PARQUET_FILE",
      message: expect.stringMatching(/a number is too long|lists are nested too deeply/),
    });
  });

  it("packed by Snappy, with a literal of 4 GB, from which hyparquet goes back to where it was", async () => {
    const hyparquet = await import("hyparquet");
    const endless = Uint8Array.of(16, 0xf0, 0, 0xfc, 0xf8, 0xff, 0xff, 0xff, 0, 0, 0);
    expect(thrown(() => unpackPage("SNAPPY", endless, 16, hyparquet, undefined))).toBeInstanceOf(Error);
    const right = Uint8Array.of(3, 2 << 2, 7, 8, 9);
    expect(unpackPage("SNAPPY", right, 3, hyparquet, undefined)).toEqual(Uint8Array.of(7, 8, 9));
  });
});
