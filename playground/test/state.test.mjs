// State and address, files, and the texts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./sources.mjs";

const { fromHash, START, toHash } = await source("state");
const { pointSet, listPoints } = await source("data/points");
const { readPoints, writePoints } = await source("data/points-text");
const { choose, FileProblem, pointsOf, readTable } = await source("data/csv");
const { short } = await source("numbers");
const { describeProblem } = await source("logic/problem");
const { compile } = await import("rosenblatt/logic");

test("the state at the start needs no address", () => {
  assert.equal(toHash(START), "");
  assert.deepEqual(fromHash(""), START);
  assert.deepEqual(fromHash("#"), START);
});

test("an address and back is the same state", () => {
  const points = pointSet(
    [
      { x: 1.4, y: -0.2, label: 0 },
      { x: 1e-7, y: 3e21, label: 2 },
    ],
    { classNames: ["a & b", "ü,", "c"].map((name) => name.replace(",", "")), axisNames: ["length", "x=y"] },
  );
  const bounds = { left: -1, right: 2.5, bottom: 0, top: 7 };
  const states = [
    { ...START, tab: "bench", rule: "pocket", eta: 0.25, speed: 10, visits: 123 },
    { ...START, source: { kind: "set", name: "rings", seed: 0 } },
    { ...START, source: { kind: "set", name: "blobs", seed: 4294967295 }, rule: "joint" },
    { ...START, source: { kind: "points", points, bounds } },
    { ...START, source: { kind: "file", name: "my data.csv", points: null } },
    { ...START, tab: "logic", proposition: "A and (B or ¬C) <-> D & E | 1 + 1", on: ["A", "größe"] },
  ];
  for (const state of states) assert.deepEqual(fromHash(`#${toHash(state)}`), state);
});

test("what an address says wrongly is as at the start", () => {
  const hash = "#tab=nothing&data=else&rule=none&eta=-1&speed=99&at=x&seed=-4";
  assert.deepEqual(fromHash(hash), START);
  assert.deepEqual(listPoints(fromHash("#data=points&points=zz").source.points), []);
});

test("points as a text", () => {
  const text = "a1.4,0.2b-3,1e-7c0,0";
  assert.equal(writePoints(readPoints(text)), text);
  for (const wrong of ["d1,2", "a1", "a1,2x", "a1,b2", "a1e999,0"]) assert.equal(readPoints(wrong), null);
  assert.equal(readPoints("a1,2".repeat(401)), null);
});

test("a table with a header, in any order of columns", () => {
  const text = "\ufeffkind;width;height;note\r\nred;1.5;2;x\r\nblue;-3;4;x\r\nred;;5;x\r\n\r\n";
  const table = readTable(text);
  assert.deepEqual(
    table.map(({ name }) => name),
    ["kind", "width", "height", "note"],
  );
  assert.deepEqual(choose(table), { x: 1, y: 2, label: 3 });
  const { points, leftOut } = pointsOf(table, { x: 1, y: 2, label: 0 });
  assert.equal(leftOut, 1);
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
  assert.deepEqual(choose(table), { x: 0, y: 1, label: 2 });
  const { points, leftOut } = pointsOf(table, choose(table));
  assert.deepEqual(points.classNames, ["0", "1", "2"]);
  assert.equal(leftOut, 1);
});

test("a file that is no table of points gets a sentence", () => {
  assert.throws(() => readTable(" \n"), FileProblem);
  assert.throws(
    () => choose(readTable("name,age\nAda,36\nAlan,41")),
    /two columns of numbers.*name \(words\)/,
  );
});

test("numbers as one would write them", () => {
  const texts = [0, 1, -0.5, 12.345, 123456, -1234567, 0.00001234, 0.0123].map(short);
  assert.deepEqual(texts, ["0", "1.00", "−0.50", "12.3", "123456", "−1.23 · 10^6", "1.23 · 10^−5", "0.012"]);
});

test("a problem of a proposition is shown at its place", () => {
  const problemOf = (text) => {
    try {
      compile(text);
    } catch (error) {
      return describeProblem(error, text);
    }
    return null;
  };
  assert.deepEqual(problemOf("A and (B or C"), {
    sentence: 'At character 7: this "(" is never closed.',
    place: { before: "A and ", at: "(", after: "B or C" },
  });
  assert.deepEqual(problemOf("A or").place, { before: "A or", at: "", after: "" });
  assert.equal(problemOf("A & 𝔘 or +").place.at, "+");
});
