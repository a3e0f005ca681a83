// The module that toJavaScript writes answers to the bit, is one that a strict page may load, and holds labels of any kind.
import { expect, it } from "vitest";
import { toJavaScript } from "../../src/export/index.js";
import { AssociationLayer } from "../../src/features/index.js";
import { Perceptron } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { Table, TableEncoder } from "../../src/table/index.js";
import { MISSING_NUMBERS } from "../../src/table/options.js";
import { checkJavaScript, load } from "./check-javascript.js";
import { allCases } from "./models.js";

it("answers to the bit", async () => {
  for (const one of allCases(20, 20)) await checkJavaScript(one);
});

it("names its classes as the model does, and refuses what the model refuses", async () => {
  const model = new Perceptron().fit(
    [
      [0, 1],
      [1, 0],
    ],
    [false, true],
  );
  const { classes, predict } = await load(toJavaScript(model));
  expect(classes).toEqual([false, true]);
  for (const row of [[1], [1, Number.NaN], [1, Infinity], ["x", 1]]) {
    expect(() => predict(row as number[])).toThrow(RangeError);
  }
});

// A module that ranked a NaN would have no label at all, and one whose units fire at it a wrong one.
it("refuses a row whose sums overflow, as the model does, also those of a layer before it", async () => {
  const X = [
    [3, 1],
    [1, 2],
    [1, 1],
  ];
  const y = ["a", "b", "c"];
  const plain = new Perceptron().fit(X, y);
  const layer = new AssociationLayer({ units: 9, activation: "heaviside" });
  for (const model of [plain, new Pipeline([layer, new Perceptron()]).fit(X, y)]) {
    const { predict, scores } = await load(toJavaScript(model));
    const row = [Number.MAX_VALUE, Number.MAX_VALUE];
    expect(() => model.predictOne(row)).toThrow(expect.objectContaining({ code: "OVERFLOW" }));
    expect(() => predict(row)).toThrow(RangeError);
    expect(() => scores(row)).toThrow(RangeError);
  }
});

// One that made a text of whatever it is given would take a Date for a day that nobody trained with, and an array for its element.
it("takes as a category what the model takes, and nothing else", async () => {
  const days = ["2020-01-31T00:00:00.000Z", "2020-02-29T00:00:00.000Z", "x", "true", "1.5"];
  const table = new Table({ day: days });
  const steps = [new TableEncoder({ types: { day: "category" } })];
  const model = new Pipeline([...steps, new Perceptron()]).fit(table, ["a", "b", "c", "d", "e"]);
  const { predict } = await load(toJavaScript(model));
  for (const day of [...days.map((text) => ` ${text}`), new Date(days[0] as string), true, 1.5, null, ""]) {
    expect(predict({ day } as never)).toBe(model.predictOne({ day }));
  }
  for (const day of [["x"], {}, [], 1n, Infinity, new Date(Number.NaN)]) {
    expect(() => model.predictOne({ day } as never)).toThrow();
    expect(() => predict({ day } as never)).toThrow(RangeError);
  }
});

// One that took Number for a reader would take 0x10, and one that took no text would lack what a form sends.
it("takes as a number what the model takes, texts too, and nothing else", async () => {
  const table = new Table({ age: [31, null, 52, 40] });
  const steps = [new TableEncoder({ types: { age: "number" } })];
  const model = new Pipeline([...steps, new Perceptron()]).fit(table, ["a", "b", "a", "b"]);
  const { scores } = await load(toJavaScript(model));
  const numbers = ["31", " 31 ", "+5", "-0", ".5", "5.", "1e3", "1152921504606846976", "12345678901234567.5"];
  const missing = [...MISSING_NUMBERS, " <NA> ", null, undefined, Number.NaN];
  for (const age of [...numbers, ...missing, 31]) {
    const [z] = [...model.decisionFunction(new Table({ age: [age ?? null] as never })).data];
    expect([age, ...scores({ age } as never)]).toEqual([age, z]);
  }
  const odd = [
    "abc",
    "N",
    "NAN",
    "-NA",
    "x?",
    "1,5",
    "0x10",
    "1_0",
    "Infinity",
    "1e999",
    "\u0661",
    "--5",
    ".",
    "9007199254740993",
  ];
  for (const age of [...odd, true, new Date(0), {}, [], [31], 1n, Infinity]) {
    expect(() => model.predictOne({ age } as never)).toThrow();
    expect(() => scores({ age } as never), String(age)).toThrow(RangeError);
  }
});
