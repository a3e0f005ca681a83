// Integers that no double is: who reads them as numbers makes one label, or one id, of two.
import { expect, it } from "vitest";
import { type Column, readTable, type TableOptions } from "../../src/table/index.js";

const texts = (...values: string[]): Column => ({
  dictionary: [...new Set(values)],
  codes: Uint32Array.from(values, (value) => [...new Set(values)].indexOf(value)),
});
const column = async (text: string, options?: TableOptions) => (await readTable(text, options)).column("id");

const [EVEN, ODD] = ["9007199254740992", "9007199254740993"];

it.each([
  ["CSV", `id\n${EVEN}\n${ODD}\n`],
  ["CSV with a decimal comma", `id;x\n${EVEN};1,5\n${ODD};2\n`],
  ["JSON lines", `{"id":${EVEN}}\n{ "id": ${ODD} }\n`],
  [
    "an array of objects, of which one text looks as it",
    `[{"id":${EVEN},"x":"\\\\"},{"x":"\\": ${ODD}","id":${ODD}}]`,
  ],
])("a column that has one is text, with all its digits: %s", async (_, text) => {
  expect(await column(text)).toEqual(texts(EVEN, ODD));
  expect(await column(text, { types: { id: "text" } })).toEqual(texts(EVEN, ODD));
});

it("a note names the cell", async () => {
  expect((await readTable(`id\n${ODD}\n1\n`)).notes).toEqual([
    `"id" is read as text, because line 2 has "${ODD}"`,
  ]);
});

it.each([`id\n1\n${ODD}\n`, `{"id":1}\n{"id":${ODD}}\n`])(
  "where the column is of numbers it is refused with its place: %j",
  async (text) => {
    for (const options of [{ inspectRows: 1 }, { types: { id: "number" } }] as TableOptions[])
      await expect(readTable(text, options)).rejects.toMatchObject({
        code: "TABLE",
        message: expect.stringMatching(
          new RegExp(`line [23].*: "id" is "${ODD}"; expected a finite f64 number`),
        ),
      });
  },
);

// 2⁶⁰ is a double, and so is what is written as its shortest digits, as JavaScript writes numbers below 10²¹.
it("an integer that is a double stays a number, however large", async () => {
  const numbers = [EVEN, "-18014398509481984", "1152921504606847000", "10000000000000000000000", "5"];
  expect(await column(`id\n${numbers.join("\n")}\n1152921504606846976\n`)).toEqual(
    Float64Array.of(...numbers.map(Number), 2 ** 60),
  );
  expect(await column(`[${numbers.slice(0, 3).map((id) => `{"id":${id}}`)}]`)).toEqual(
    Float64Array.of(...numbers.slice(0, 3).map(Number)),
  );
});

it("of a fraction, and of what has an exponent, digits beyond a double's are rounded, as everywhere", async () => {
  const cells = ["0.12345678901234567890", "12345678901234567890.5", "1.2345678901234567890e19"];
  expect(await column(`id\n${cells.join("\n")}\n`)).toEqual(Float64Array.from(cells, Number));
  expect(await column(cells.map((id) => `{"id":${id}}`).join("\n"))).toEqual(
    Float64Array.from(cells, Number),
  );
});

it("JSON keeps the digits of one that is a double and is not written as it: two ids are two", async () => {
  const ids = ["1152921504606846976", "1152921504606847000"];
  expect(await column(ids.map((id) => `{"id":${id}}`).join("\n"), { types: { id: "text" } })).toEqual(
    texts(...ids),
  );
});

it("a row of JSON that is nearly as long as one may be is read: who matches whole texts runs out of stack", async () => {
  const text = JSON.stringify({ text: "\n".repeat(2 ** 22), id: 0 }).replace(/0\}$/, `${ODD}}`);
  expect(await column(text)).toEqual(texts(ODD));
});
