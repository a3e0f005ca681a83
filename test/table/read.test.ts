import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  readTable,
  type TableOptions,
  type TableSource,
  type TextColumn,
  tableBatches,
} from "../../src/table/index.js";
import { linesOf, valuesOf } from "../support/tables.js";

const read = async (source: TableSource, options?: TableOptions) => {
  const table = await readTable(source, options);
  return [table.names, ...valuesOf(table)];
};
const bytes = (text: string, encoding: BufferEncoding): Uint8Array => Buffer.from(text, encoding);
const utf16be = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, "utf16le").swap16();

async function* late<T>(parts: Iterable<T>): AsyncGenerator<T> {
  for (const part of parts) yield await Promise.resolve(part);
}
function* cut<T extends string | Uint8Array>(whole: T, size: number): Generator<T> {
  for (let at = 0; at < whole.length; at += size) yield whole.slice(at, at + size) as T;
}

const PEOPLE = [
  ["x", "label"],
  [1.5, "a"],
  [2, "b"],
];

describe("what is found in a text", () => {
  it("is the delimiter, a sep= line, and a decimal comma", async () => {
    for (const text of [
      ...[
        "x,label\n1.5,a\n2,b\n",
        "x;label\n1.5;a\n2;b",
        "x;label\n1,5;a\n2;b\n",
        "x\tlabel\n1.5\ta\n2\tb\n",
      ],
      ...["x|label\n1,5|a\n2|b\n", "sep=,\nx,label\n1.5,a\n2,b\n", '"sep=;"\r\nx;label\r\n1,5;a\r\n2;b\r\n'],
      ...['x,label\n"1.5",a\n\n \n 2 , b\n', "\ufeffx,label\r1.5,a\r2,b\r", "sep=^\nx^label\n1.5^a\n2^b"],
    ]) {
      expect(await read(text), text).toEqual(PEOPLE);
    }
  });

  it("is the mark of the column: a comma in one, a point in another, both in a third, which is text", async () => {
    expect(await read("a;b;c\n1,5;1.5;1,5\n2;2;2\n3;3;3.5\n")).toEqual([
      ["a", "b", "c"],
      [1.5, 1.5, "1,5"],
      [2, 2, "2"],
      [3, 3, "3.5"],
    ]);
    expect((await read('a,b\n"1,5",x\n', { decimal: "," }))[1]).toEqual([1.5, "x"]);
    expect((await read('a,b\n"1,500",x\n'))[1]).toEqual(["1,500", "x"]);
  });

  it("is none where a point comes first and a comma last: all is text, and nothing is lost (zeros were)", async () => {
    expect((await read("a;b\n1.5;1\n1,5;2\n")).slice(1)).toEqual([
      ["1.5", 1],
      ["1,5", 2],
    ]);
  });

  it("is UTF-16 by its mark, and gzip; other encodings are told", async () => {
    const text = "x,label\n1.5,a\n2,b\n";
    for (const source of [
      ...[bytes(text, "utf8"), bytes(`\ufeff${text}`, "utf16le"), utf16be(text), gzipSync(text)],
      ...[
        gzipSync(bytes(`\ufeff${text}`, "utf16le")),
        gzipSync(utf16be(text)),
        bytes(`\ufeff${text}`, "utf8"),
      ],
    ]) {
      expect(await read(source)).toEqual(PEOPLE);
      for (const size of [1, 2, 3, 7]) expect(await read(late(cut(source, size)))).toEqual(PEOPLE);
    }
    const latin = bytes("x,label\n1,caf\xe9\n2,caf\xe8\n", "latin1");
    expect((await read(latin, { encoding: "latin1" })).slice(1)).toEqual([
      [1, "café"],
      [2, "cafè"],
    ]);
    expect((await read(bytes("x,é\n1,ü", "utf16le"), { encoding: "utf-16le" }))[1]).toEqual([1, "ü"]);
    expect((await read("1.5;a\n2;b", { names: ["x", "label"] })).slice(1)).toEqual(PEOPLE.slice(1));
  });

  it("is JSON in each line: a key may come late or be missing, a mixed column is text", async () => {
    const table = await readTable('{"a":1,"b":"x"}\n\n{"a":2.5,"c":true,"d":1}\n{"b":null,"d":"y","a":null}');
    expect([table.names, linesOf(table)]).toEqual([
      ["a", "b", "c", "d"],
      [1, 3, 4],
    ]);
    expect(valuesOf(table)).toEqual([
      [1, "x", null, null],
      [2.5, null, "true", "1"],
      [null, null, null, "y"],
    ]);
  });
});

describe("how a column is read", () => {
  it("as numbers if all are, missing ones apart; as text otherwise, with what was there", async () => {
    expect(await read("n,m,t,e\n1e3,NA,NA,\n+.5,,7,\n-0,?,x,\n12345678901234567000,3,null,\n")).toEqual([
      ["n", "m", "t", "e"],
      [1000, null, "NA", null],
      [0.5, null, "7", null],
      [-0, null, "x", null],
      [12345678901234567000, 3, "null", null],
    ]);
    expect((await read("x\n0x10\n")).slice(1)).toEqual([["0x10"]]);
    expect((await read("x\n1e999\n1\n")).slice(1)).toEqual([["1e999"], ["1"]]);
  });

  it("as told, and with the missing cells that were told", async () => {
    expect(await read("zip,x\n01234,-9\n98765,k\n", { types: { zip: "text" }, missing: ["-9"] })).toEqual([
      ["zip", "x"],
      ["01234", null],
      ["98765", "k"],
    ]);
  });

  it("from the inspected rows alone, however the text is cut: a decision that waits for the end of a part", async () => {
    const text = "x,y\n1,1\n2,2\n3,3\n4,z\n";
    for (let size = 1; size < text.length; size++) {
      const parts = () => cut(text, size);
      await expect(readTable(parts(), { inspectRows: 3 })).rejects.toThrow('line 5, column 2: "y" is "z"');
      expect((await read(parts(), { inspectRows: 4 }))[4]).toEqual([4, "z"]);
    }
    // A column without a value is text: whatever comes behind fits.
    expect((await read("x,y\n1,\n2,\n3,a\n", { inspectRows: 2 }))[3]).toEqual([3, "a"]);
  });

  it("says so where one cell makes text of numbers", async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => i).join("\n");
    expect((await readTable(`x\n${numbers}\n12a\n5\n`)).notes).toEqual([
      '"x" is read as text, because line 22 has "12a"',
    ]);
    expect((await readTable("x\n1\nb\n")).notes).toEqual([]);
    // With a decimal comma, whose first cell ends the reading with a point: no note at all.
    const commas = numbers.replaceAll("\n", ",5\n");
    expect((await readTable(`x\n${commas}\n12a\n5\n`, { delimiter: ";" })).notes).toEqual([
      '"x" is read as text, because line 22 has "12a"',
    ]);
  });

  it.each(["1e400", "-1e400", " 1e400", "1,5e400"])(
    "says so where %s, which is too large a number, makes text of few",
    async (cell) => {
      for (const lines of [`1\n2\n${cell}`, `1\n1\n${cell}\n2`])
        expect((await readTable(`x\n${lines}\n`, { delimiter: ";" })).notes).toEqual([
          `"x" is read as text, because line 4 has "${cell}"`,
        ]);
    },
  );
});

describe("rows", () => {
  it("are on their lines: quoted line ends, blank lines, a sep= line", async () => {
    const table = await readTable('sep=,\nx,y\n1,"a\r\n\nb"\n\n2,"say ""hi"""\n , \n3,c');
    expect(linesOf(table)).toEqual([3, 7, 8, 9]);
    expect(valuesOf(table)).toEqual([
      [1, "a\n\nb"],
      [2, 'say "hi"'],
      [null, null],
      [3, "c"],
    ]);
  });

  it("of an index without a name leave it out and say so; a column with a name stays", async () => {
    for (const first of [0, 1]) {
      const table = await readTable(`,x\n${first},5\n${first + 1},6\n`);
      expect(table.names).toEqual(["x"]);
      expect(table.notes).toEqual(["the first column has no name and counts the rows; it is left out"]);
    }
    expect((await readTable("id,x\n0,5\n1,6\n")).names).toEqual(["id", "x"]);
  });

  it("keep quotes that mean nothing, where that was said, and within a cell", async () => {
    expect((await read('x\ty\n"a" b\t5"\n', { quote: false }))[1]).toEqual(['"a" b', '5"']);
    expect((await read('x,y\nb "a",5" pipe\n'))[1]).toEqual(['b "a"', '5" pipe']);
  });

  it("of one column may be empty in quotes, which no blank line is", async () => {
    const table = await readTable('x\n"a"\n""\n\n"b\n"\n""');
    expect([valuesOf(table).flat(), linesOf(table)]).toEqual([
      ["a", null, "b", null],
      [2, 3, 5, 7],
    ]);
  });

  it("may be none", async () => {
    expect((await readTable("x,y\n")).rows).toBe(0);
    expect((await readTable("x,y")).names).toEqual(["x", "y"]);
  });
});

describe("sources", () => {
  const text = "x,label\n1.5,a\n2,b\n";
  it("are read wherever they come from", async () => {
    const buffer = new TextEncoder().encode(text);
    for (const source of [
      ...[text, buffer, buffer.buffer, new Blob([text]), new Response(text), new Blob([text]).stream()],
      ...[[text], [buffer], late([text.slice(0, 9), text.slice(9)]), new Blob([gzipSync(text)]).stream()],
    ]) {
      expect(await read(source as TableSource)).toEqual(PEOPLE);
    }
  });

  it("may send each part in the same memory", async () => {
    function* reused() {
      const memory = Buffer.alloc(4);
      for (let at = 0; at < text.length; at += 4) {
        const part = memory.subarray(0, Buffer.from(text).copy(memory, 0, at, at + 4));
        yield part;
        memory.fill(63);
      }
    }
    expect(await read(reused())).toEqual(PEOPLE);
  });

  it("are closed when a loop is left, and when the text is refused; what they throw passes on", async () => {
    for (const kind of ["csv", "gzip"]) {
      let closed = 0;
      async function* endless(bad: string) {
        try {
          yield "x,y\n";
          for (;;) yield bad.repeat(50_000);
        } finally {
          closed++;
        }
      }
      async function* packed(bad: string) {
        for await (const part of endless(bad)) yield gzipSync(part);
      }
      const source = (bad: string): TableSource => (kind === "csv" ? endless(bad) : packed(bad));
      for await (const _ of tableBatches(source("1,2\n"), { rows: 10, inspectRows: 10 })) break;
      expect(closed).toBe(1);
      await expect(readTable(source("1\n"))).rejects.toThrow("line 2: 1 cell");
      expect(closed).toBe(2);
    }
    const failure = new Error("the network is gone");
    async function* failing() {
      yield gzipSync("x\n1\n").subarray(0, 20);
      throw failure;
    }
    await expect(readTable(failing())).rejects.toBe(failure);
  });
});

describe("a text of several faults", () => {
  it("is refused for the first, in whatever parts it comes: whoever looks ahead tells another", async () => {
    const faults = new Map([
      [12_001, "odd,2"],
      [15_001, "3"],
      [18_001, '1,"a" b"'],
      [20_001, "\0"],
      [21_001, "\xff"],
    ]);
    const lines = Array.from({ length: 30_000 }, (_, i) => faults.get(i + 1) ?? `${i},2`);
    const places = [...faults.keys()];
    for (let left = 0; left < places.length; left++) {
      if (left > 0) lines[(places[left - 1] as number) - 1] = "1,2";
      const whole = bytes(["x,y", ...lines.slice(1)].join("\n"), "latin1");
      for (const size of [whole.length, 100_000, 7000]) {
        const refused = readTable(cut(whole, size), { inspectRows: 9 });
        await expect(refused).rejects.toThrow(new RegExp(`^readTable: line ${places[left]}[,:]`));
      }
    }
  });
});

describe("tableBatches", () => {
  it("gives the rows and lines of readTable, of any size of batch and part", async () => {
    const text = `n,t,e\n${Array.from({ length: 40 }, (_, i) => `${i / 4},${i % 3 ? `"w${i % 7}\n"` : "NA"},${i > 20 ? i : ""}\n`).join("")}`;
    const whole = await readTable(text);
    const expected = valuesOf(whole).map((row, i) => [whole.lineOf(i), ...row]);
    expect(expected).toHaveLength(40);
    for (const rows of [1, 3, 39, 40, 100]) {
      for (const size of [1, 17, 1000]) {
        const got: unknown[][] = [];
        const sizes: number[] = [];
        for await (const table of tableBatches(late(cut(text, size)), { rows, inspectRows: 30 })) {
          sizes.push(table.rows);
          got.push(...valuesOf(table).map((row, i) => [table.lineOf(i), ...row]));
          const { dictionary } = table.column("t") as TextColumn;
          expect(new Set(dictionary)).toEqual(new Set(valuesOf(table).map((row) => row[1] ?? "")));
        }
        expect(got).toEqual(expected);
        expect(sizes.slice(0, -1).every((count) => count === rows)).toBe(true);
      }
    }
    const first = await tableBatches(`x\n${"1\n".repeat(10_001)}`).next();
    expect(first.value?.rows).toBe(10_000);
  });
});
