// State and address, files, numbers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./sources.mjs";

const { fromHash, INITIAL_STATE, readHash, toHash } = await source("state");
const { className } = await source("data/names");
const { pointSet, listPoints } = await source("data/points");
const { readPoints, writePoints } = await source("data/points-text");
const { guessColumns, FileError, pointsOf, readTable } = await source("data/csv");
const { formatInteger, formatNumber } = await source("text/format");
const { describeSyntaxError } = await source("logic/syntax-error");
const { compile } = await import("rosenblatt/logic");

test("the state at the start needs no address", () => {
  assert.equal(toHash(INITIAL_STATE), "");
  assert.deepEqual(fromHash(""), INITIAL_STATE);
  assert.deepEqual(fromHash("#"), INITIAL_STATE);
});

test("an address and back is the same state", () => {
  const points = pointSet(
    [
      { x: 1.4, y: -0.2, label: 0 },
      { x: 1e-7, y: 3e21, label: 2 },
    ],
    { classNames: ["a & b", "ü, or %2C", "50%"], axisNames: ["length, in cm", "x=y"] },
  );
  const bounds = { left: -1, right: 2.5, bottom: 0, top: 7 };
  const states = [
    { ...INITIAL_STATE, tab: "bench", rule: "pocket", eta: 0.25, speed: 10, visits: 123 },
    { ...INITIAL_STATE, source: { kind: "set", name: "rings", seed: 0 } },
    { ...INITIAL_STATE, source: { kind: "set", name: "blobs", seed: 4294967295 }, rule: "joint" },
    { ...INITIAL_STATE, source: { kind: "points", points, bounds } },
    { ...INITIAL_STATE, source: { kind: "file", name: "my data.csv", points: null } },
    {
      ...INITIAL_STATE,
      tab: "logic",
      proposition: "A and (B or ¬C) <-> D & E | 1 + 1",
      activeInputs: ["A", "größe"],
    },
  ];
  for (const state of states) assert.deepEqual(fromHash(`#${toHash(state)}`), state);
});

test("what an address says wrongly is as at the start", () => {
  const hash = "#tab=nothing&data=else&rule=none&eta=-1&speed=99&at=x&seed=-4";
  assert.deepEqual(fromHash(hash), INITIAL_STATE);
  assert.deepEqual(listPoints(fromHash("#data=points&points=zz").source.points), []);
});

test("what an address has wrong is reported: each value out of its range, and each name that does not exist", () => {
  const { problems } = readHash("#tab=nothing&data=else&rule=none&eta=-1&speed=99&at=&seed=-4");
  assert.deepEqual(problems, [
    { kind: "unknown", key: "tab", value: "nothing", used: "perceptron" },
    { kind: "outOfRange", key: "seed", value: "-4", used: 0 },
    { kind: "unknown", key: "data", value: "else", used: "blobs" },
    { kind: "unknown", key: "rule", value: "none", used: "heaviside" },
    { kind: "outOfRange", key: "eta", value: "-1", used: 1 },
    { kind: "outOfRange", key: "speed", value: "99", used: 5 },
    { kind: "outOfRange", key: "at", value: "", used: 0 },
  ]);
  const parts = readHash("#data=points&points=zz&view=1,0,0,1").problems.map(({ part }) => part);
  assert.deepEqual(parts, ["points", "view"]);
  assert.deepEqual(readHash("#data=points&points=a1,2&view=0,1,0,1&eta=2&at=7").problems, []);
});

test("an older address keeps its names, and an empty name is that of the start", () => {
  const { points } = fromHash("#data=points&points=a1,2&classes=,50%25&axes=%,").source;
  assert.deepEqual(points.axisNames, ["%", "x₂"]);
  assert.deepEqual(
    [0, 1, 2].map((label) => className(points, label)),
    ["A", "50%", "C"],
  );
});

test("points as a text", () => {
  const text = "a1.4,0.2b-3,1e-7c0,0";
  assert.equal(writePoints(readPoints(text)), text);
  for (const wrong of ["d1,2", "a1", "a1,2x", "a1,b2", "a1e999,0"]) assert.equal(readPoints(wrong), null);
  assert.equal(listPoints(readPoints("a1,2".repeat(401))).length, 400);
});

test("a table with a header, in any order of columns", () => {
  const text = "\ufeffkind;width;height;note\r\nred;1.5;2;x\r\nblue;-3;4;x\r\nred;;5;x\r\n\r\n";
  const table = readTable(text);
  assert.deepEqual(
    table.map(({ name }) => name),
    ["kind", "width", "height", "note"],
  );
  assert.deepEqual(guessColumns(table), { x: 1, y: 2, label: 3 });
  const { points, skipped } = pointsOf(table, { x: 1, y: 2, label: 0 });
  assert.equal(skipped, 1);
  assert.deepEqual(points.classNames, ["red", "blue"]);
  assert.deepEqual(
    listPoints(points).toSorted((a, b) => a.x - b.x),
    [
      { x: -3, y: 4, label: 1 },
      { x: 1.5, y: 2, label: 0 },
    ],
  );
});

test("a table without a header, of numbers alone, of more than three classes", () => {
  const rows = [0, 0, 0, 1, 1, 2, 2, 3].map((label, i) => `${i},${i * i},${label}`);
  const table = readTable(rows.join("\n"));
  assert.deepEqual(guessColumns(table), { x: 0, y: 1, label: 2 });
  const { points, skipped } = pointsOf(table, guessColumns(table));
  assert.deepEqual(points.classNames, ["0", "1", "2"]);
  assert.equal(skipped, 1);
});

test("a file that is no table of points gets a sentence", () => {
  assert.throws(() => readTable(" \n"), FileError);
  assert.throws(
    () => guessColumns(readTable("name,age\nAda,36\nAlan,41")),
    /two columns of numbers.*name \(words\)/,
  );
  assert.throws(() => readTable("x,y,kind\n"), /row of names, but no row of numbers/);
});

test("cells that say that nothing is there leave their row out, and the column stays one of numbers", () => {
  const gaps = ["", "NaN", "NA", "n/a", "null", "?", "-"];
  const rows = ["x,y,kind", "1,2,+", "3,4,-", ...gaps.map((gap) => `${gap},5,+`), "6,7,?", "8,9,NA"];
  const table = readTable(rows.join("\n"));
  assert.deepEqual(guessColumns(table), { x: 0, y: 1, label: 2 });
  const { points, skipped } = pointsOf(table, guessColumns(table));
  assert.deepEqual(points.classNames, ["+", "-"]);
  assert.equal(skipped, gaps.length + 2);
});

test("decimal commas are read where the comma is not the separator, and hexadecimal is never", () => {
  const numbers = (text) => readTable(text).map((column) => column.numbers && [...column.numbers]);
  assert.deepEqual(numbers("1,5;-2,25;3,5\n,5;1e3;4"), [
    [1.5, 0.5],
    [-2.25, 1000],
    [3.5, 4],
  ]);
  assert.deepEqual(numbers("\tlength, cm\twidth, cm\tkind\n0\t1,5\t2\tred"), [[0], [1.5], [2], null]);
  assert.deepEqual(numbers("x,y\n0x10,1\n"), [null, [1]]);
});

test("names of a file are shortened, between characters", () => {
  const table = readTable(`${"𝔘".repeat(50)},y,kind\n1,2,${"long ".repeat(100)}`);
  const { classNames, axisNames } = pointsOf(table, guessColumns(table)).points;
  assert.equal(axisNames[0], `${"𝔘".repeat(39)}…`);
  assert.equal([...classNames[0]].length, 40);
});

test("numbers as one would write them", () => {
  const texts = [0, 1, -0.5, 12.345, 123456, -1234567, 0.00001234, 0.0123].map(formatNumber);
  assert.deepEqual(texts, ["0", "1.00", "−0.50", "12.3", "123456", "−1.23 · 10⁶", "1.23 · 10⁻⁵", "0.012"]);
  assert.deepEqual([1234567, 2 ** 53, 2e20].map(formatInteger), ["1,234,567", "9.01 · 10¹⁵", "2 · 10²⁰"]);
});

test("a problem of a proposition is shown at its place", () => {
  const problemOf = (text) => {
    try {
      compile(text);
    } catch (error) {
      return describeSyntaxError(error, text);
    }
    return null;
  };
  assert.deepEqual(problemOf("A and (B or C"), {
    sentence: 'At character 7: this "(" is never closed.',
    excerpt: { before: "A and ", at: "(", after: "B or C" },
  });
  assert.deepEqual(problemOf("A or").excerpt, { before: "A or", at: "", after: "" });
  assert.equal(problemOf("A & 𝔘 or +").excerpt.at, "+");
});
