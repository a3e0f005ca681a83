// Refusals of rosenblatt/arrow: files that are none, damaged, or have columns of other types.

import { existsSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableFromArrays, tableFromIPC, tableToIPC } from "apache-arrow";
import { expect, it, vi } from "vitest";
import { arrowBatches, readArrow } from "../../src/arrow/index.js";
import { unpackLz4Frame } from "../../src/arrow/lz4-frame.js";
import { KindError, StateError, ValueError } from "../../src/base/errors.js";
import { Table } from "../../src/table/index.js";
import { Random } from "../support/random.js";
import { refusalTable, untyped } from "../support/refusals.js";
import { arrowFiles, arrowList } from "../support/typed-files.js";

const [[, plain], [, lz4]] = arrowFiles as [[string, Uint8Array], [string, Uint8Array]];
const table = tableFromArrays({ n: Float64Array.of(1, 2), s: ["a", "b"] });
const stream = tableToIPC(table, "stream");

const { rejected, check } = refusalTable();
rejected(ValueError, "ARROW_FILE", {
  "readArrow: the Arrow file cannot be read — a text": () => readArrow(Buffer.from("x,y\n1,2\n3,4\n")),
  "readArrow: a.arrow cannot be read — empty, with its name": () => readArrow(new File([], "a.arrow")),
  "readArrow: the Arrow file cannot be read — a file cut off": () => readArrow(plain.subarray(0, 900)),
  "readArrow: b cannot be read — a stream cut off": () => readArrow(stream.subarray(0, 300), { name: "b" }),
});
rejected(ValueError, "COLUMN_TYPE", {
  'readArrow: "v" is of type LargeList<Float64>; expected numbers': () => readArrow(arrowList),
  'readArrow: "v" is of type LLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLL…; expected numbers — a name of a million letters':
    () => {
      const field = { name: "v", type: { typeId: 12, toString: () => "L".repeat(1e6) } };
      return readArrow({ schema: { fields: [field] }, batches: [] });
    },
});
rejected(ValueError, "TABLE", {
  'readArrow: row 2: "n" is 9007199254740993, which no double is': () =>
    readArrow(tableFromArrays({ n: BigInt64Array.of(1n, 9007199254740993n) })),
  'readArrow: line 2: "s" is "b"; expected a number — told to be numbers': () =>
    readArrow(tableFromArrays({ s: ["1", "b"] }), { types: { s: "number" } }),
  "readArrow: the response has status 404": () => readArrow(new Response("", { status: 404 })),
});
rejected(ValueError, "NOT_FINITE", {
  'readArrow: row 2 of "n" is Infinity': () =>
    readArrow(tableFromArrays({ n: Float64Array.of(1, Infinity) })),
  'readArrow: row 1 of "n" is -Infinity': () => readArrow(tableFromArrays({ n: Float32Array.of(-Infinity) })),
});
rejected(ValueError, "NO_COLUMN", {
  'readArrow: the table has no column "m"': () => readArrow(table, { columns: ["m"] }),
  'readArrow: the table has no column "N"; did you mean "n"? — ignored': () =>
    readArrow(table, { ignore: ["N"] }),
  'readArrow: the table has no column "x" — typed': () => readArrow(table, { types: { x: "text" } }),
});
rejected(ValueError, "DUPLICATE_NAME", {
  'readArrow: the name "n" occurs twice — among those asked for': () =>
    readArrow(table, { columns: ["n", "n"] }),
});
rejected(KindError, "WRONG_KIND", {
  "readArrow: the source is undefined": () => untyped(readArrow)(),
  "readArrow: the source is the string — of a part": () => readArrow(["x"] as never),
});
rejected(KindError, "OPTION_KIND", {
  "readArrow: columns is the string": () => readArrow(table, { columns: "n" } as never),
});
rejected(KindError, "UNKNOWN_OPTION", {
  'readArrow: there is no option "rows"': () => readArrow(table, { rows: 1 } as never),
});
rejected(ValueError, "OPTION_VALUE", {
  "arrowBatches: rows is the number 0": () => arrowBatches(table, { rows: 0 }).next(),
});
check();

it("passes on what the source throws, and what the system says of a path", async () => {
  const mine = new Error("mine");
  async function* failing() {
    yield plain.subarray(0, 400);
    throw mine;
  }
  await expect(readArrow(failing())).rejects.toBe(mine);
  await expect(readArrow("no-such.arrow")).rejects.toMatchObject({ code: "ENOENT" });
});

it("says which package is missing, and only where it is needed", async () => {
  vi.resetModules();
  vi.doMock("hyparquet-compressors", () => {
    throw new Error("no such package");
  });
  const { readArrow: read } = await import("../../src/arrow/index.js");
  await expect(read(tableFromIPC(plain))).resolves.toMatchObject({ rows: 6 });
  vi.doMock("apache-arrow", () => {
    throw new Error("no such package");
  });
  const error = await read(plain).catch((error: unknown) => error);
  expect(error).toMatchObject({ name: StateError.name, code: "NO_PEER" });
  expect((error as Error).message).toMatch(
    /^readArrow: the package "apache-arrow" could not be imported; run: npm install apache-arrow$/,
  );
  vi.doUnmock("hyparquet-compressors");
  vi.doUnmock("apache-arrow");
});

it("a file that is cut off anywhere is refused, and a stream may end behind a batch", async () => {
  for (const [file, isStream] of [
    [plain, false],
    [lz4, false],
    [stream, true],
  ] as const) {
    for (let length = 0; length < file.length; length += 31) {
      const outcome = await readArrow(file.subarray(0, length)).catch((error: unknown) => error);
      if (isStream && outcome instanceof Table) continue;
      expect(outcome).toMatchObject({ code: "ARROW_FILE" });
    }
  }
});

it.each(["file", "stream"] as const)(
  "a column that has fewer rows than its batch is refused, in a %s",
  async (kind) => {
    const numbers = new Float64Array(771).fill(0.5);
    const bytes = Buffer.from(tableToIPC(tableFromArrays({ a: numbers, b: numbers.slice() }), kind));
    const node = Buffer.from(BigInt64Array.of(771n, 0n).buffer);
    const second = bytes.indexOf(Buffer.concat([node, node])) + node.length;
    expect((await readArrow(bytes)).rows).toBe(771);
    bytes.writeInt16LE(770, second);
    await expect(readArrow(bytes)).rejects.toThrow("a column has not the 771 rows of its batch");
  },
);

it.runIf(process.platform === "linux")("a file that is refused is closed", async () => {
  const path = join(tmpdir(), "refused.arrow");
  writeFileSync(path, plain.subarray(0, 900));
  await expect(readArrow(path)).rejects.toMatchObject({ code: "ARROW_FILE" });
  const isOpen = (fd: string) =>
    existsSync(`/proc/self/fd/${fd}`) && readlinkSync(`/proc/self/fd/${fd}`) === path;
  expect(readdirSync("/proc/self/fd").filter(isOpen)).toEqual([]);
});

it("a row count that the columns have no bytes for is refused, and allocates nothing", async () => {
  const length = 2 ** 31 - 1;
  const data = [{ length, values: new Uint8Array(9), valueOffsets: new Int32Array(3) }];
  const column = {
    ...{ type: { typeId: 5 }, length, nullCount: 0, data },
    get: () => "a",
    isValid: () => true,
  };
  const claimed = {
    schema: { fields: [{ name: "s", ...column }] },
    numRows: length,
    getChildAt: () => column,
  };
  await expect(readArrow(claimed)).rejects.toMatchObject({ code: "ARROW_FILE" });
  // Nor do the others have bytes for them: of what is read, none says how many rows there are.
  const empty = {
    type: { typeId: 1 },
    length,
    nullCount: length,
    data: [],
    get: () => null,
    isValid: () => false,
  };
  const beside = {
    schema: {
      fields: [
        { name: "s", ...column },
        { name: "n", ...empty },
      ],
    },
    numRows: length,
    getChildAt: (place: number) => (place === 0 ? column : empty),
  };
  await expect(readArrow(beside, { ignore: ["s"] })).rejects.toMatchObject({ code: "ARROW_FILE" });
});

it("LZ4 frames give bytes, a match that overlaps itself too; damaged ones an error of the two kinds that are caught", () => {
  const frame = Uint8Array.of(
    ...[4, 34, 77, 24, 0x60, 0x40, 0, 8, 0, 0, 0, 0x24, 65, 66, 2, 0, 0x20, 67, 68, 0, 0, 0, 0],
  );
  expect(Buffer.from(unpackLz4Frame(frame)).toString()).toBe("ABABABABABCD");
  const random = new Random(18);
  for (let round = 0; round < 2000; round++) {
    const damaged = frame.slice(0, random.integer(1, frame.length));
    damaged[random.integer(0, damaged.length - 1)] = random.integer(0, 255);
    try {
      expect(unpackLz4Frame(damaged).length).toBeLessThan(255 * frame.length);
    } catch (error) {
      expect(["Error", "RangeError"]).toContain((error as Error).name);
    }
  }
});
