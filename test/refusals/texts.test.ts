// The words of every error: each text of src/base/texts*.ts is compared once, whole, by a row of the tables in texts/.
import { beforeAll, expect, it, vi } from "vitest";
import * as texts from "../../src/base/texts.js";
import * as words from "../../src/base/words.js";
import { type End, endOf } from "../support/refusals.js";
import { rows } from "./texts/table.js";
import "./texts/numbers.js";
import "./texts/labels.js";
import "./texts/options.js";
import "./texts/logic.js";
import "./texts/subpaths.js";
import "./texts/tables.js";
import "./texts/workers.js";

/** The functions of the texts that have been called, in order. */
const { called, recorded } = vi.hoisted(() => {
  const called: string[] = [];
  const recorded = (module: object): object =>
    Object.fromEntries(
      Object.entries(module).map(([name, make]: [string, (...args: unknown[]) => unknown]) => [
        name,
        (...args: unknown[]) => {
          called.push(name);
          return make(...args);
        },
      ]),
    );
  return { called, recorded };
});
vi.mock("../../src/base/texts.js", async (original) => recorded(await original()));
vi.mock("../../src/base/texts-subpaths.js", async (original) => recorded(await original()));

/** Functions with more than one text: by the value, by what the caller adds, or by the number of names. */
const several = {
  ...{
    notFinite: 2,
    unknownOption: 2,
    needsAllRows: 2,
    cycle: 2,
    unknownInput: 2,
    notAnswers: 2,
    noColumn: 2,
    nameless: 2,
    noNumberCell: 3,
  },
  syntax: 5,
};

const ends = new Map<string, End>();
/** How often the text of each function was made last before a call ended. */
const made: Record<string, number> = {};

beforeAll(async () => {
  for (const { title, call } of rows) {
    ends.set(title, await endOf(() => call()));
    const name = called.filter((name) => !(name in words)).at(-1) as string;
    made[name] = (made[name] ?? 0) + 1;
  }
}, 60_000);

it.each(rows)("$code: $title", ({ type, code, title, ends: wanted }) => {
  const { error, ...end } = ends.get(title) as End;
  expect({ ...end, message: error?.message }).toEqual({ ends: wanted, message: title });
  expect(error).toMatchObject({ name: type.name, code });
  expect(error?.constructor).toBe(type);
});

it("every text has a row, and only one", () => {
  const names = Object.keys(texts).filter((name) => !(name in words));
  expect(made).toEqual({ ...Object.fromEntries(names.map((name) => [name, 1])), ...several });
});
