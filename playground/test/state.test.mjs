// State and address, files, numbers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { source } from "./sources.mjs";

const { fromHash, readHash, toHash } = await source("address");
const { INITIAL_STATE, stateOfCard } = await source("state");
const { className } = await source("data/names");
const { pointSet, listPoints } = await source("data/points");
const { readPoints, writePoints } = await source("data/points-text");
const { guessColumns, pointsOf, summaries } = await source("data/columns");
const { readFile } = await source("data/read-file");
const { readInk, writeInk } = await source("digits/ink");
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
    { ...INITIAL_STATE, tab: "digits", epochs: 3, ink: `0${"5g".repeat(31)}1` },
    { ...INITIAL_STATE, tab: "logic", preset: "adder2", zoom: 80, rows: "on", activeInputs: ["a0"] },
    {
      ...INITIAL_STATE,
      tab: "bench",
      tensorflow: true,
      result: ["10~20~", "1~2~3", "1~2~", "4~5~", "6~7~", "8~9~"].join(","),
    },
    { ...INITIAL_STATE, features: ["x1x1", "x1x2"], layer: "association", units: 100, trace: true },
    ...[1, 2, 3, 4, 5].map(stateOfCard),
    { ...stateOfCard(2), visits: null, trace: false, layer: "hidden" },
    { ...stateOfCard(4), features: [], visits: 0, source: { kind: "set", name: "rings", seed: 3 } },
    {
      ...INITIAL_STATE,
      tab: "logic",
      proposition: "A and (B or ¬C) <-> D & E | 1 + 1",
      activeInputs: ["A", "größe"],
    },
  ];
  for (const state of states) assert.deepEqual(fromHash(`#${toHash(state)}`), state);
});

test("each card of the tour has an address of its own, that is no longer than its number", () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((card) => toHash(stateOfCard(card))),
    ["tour=1", "tour=2", "tour=3", "tour=4", "tour=5"],
  );
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
  const { problems: others } = readHash("#tour=9&layer=deep&inputs=x1x1,x3&units=0");
  assert.deepEqual(others, [
    { kind: "outOfRange", key: "tour", value: "9", used: 1 },
    { kind: "unknown", key: "inputs", value: "x3", used: "x1,x2,x1x1" },
    { kind: "unknown", key: "layer", value: "deep", used: "none" },
    { kind: "outOfRange", key: "units", value: "0", used: 32 },
  ]);
  const used = (hash) => readHash(hash).problems.map((problem) => problem.used);
  assert.deepEqual(used("#tour=1&data=else"), ["xor"]); // what the card shows, not what the page begins with
  assert.deepEqual(used("#tour=3&data=else"), ["points"]);
  assert.deepEqual(readHash("#trace=yes&tf=0&garbage&%E0%A4%A=1").problems, [
    { kind: "unknown", key: "trace", value: "yes", used: "0" },
    { kind: "stray", keys: ["garbage", "\ufffd%A"] },
  ]);
  const ofNoPoints = readHash("#points=a1,2&view=0,1,0,1").problems; // which nothing shows without data=points
  assert.deepEqual(ofNoPoints, [{ kind: "stray", keys: ["points", "view"] }]);
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
  for (const wrong of ["l1,2", "e1,2", "a1", "a1,2x", "a1,b2", "a1e999,0"])
    assert.equal(readPoints(wrong), null);
  assert.equal(listPoints(readPoints("a1,2".repeat(401))).length, 400);
});

/** A file of this content, as the page reads it. */
async function read(content) {
  const shares = [];
  const { table, isCut } = await readFile(new File([content], "table.csv"), (share) => shares.push(share));
  const columns = summaries(table);
  return { table, columns, isCut, shares, choice: guessColumns(columns) };
}
const kinds = ({ columns }) => columns.map(({ kind }) => kind);

test("a table with a header, in any order of columns; what is always the same is no target", async () => {
  const text = "\ufeffkind;width;height;note\r\nred;1.5;2;x\r\nblue;-3;4;x\r\nred;;5;x\r\n\r\n";
  const { table, columns, choice } = await read(text);
  assert.deepEqual(
    columns.map(({ name }) => name),
    ["kind", "width", "height", "note"],
  );
  assert.deepEqual(choice, { x: 1, y: 2, label: 0 });
  const { points, skipped } = pointsOf(table, choice);
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

test("the target is a column of few values, never an identifier, a date or a measurement", async () => {
  const rows = Array.from({ length: 40 }, (_, i) => [
    i + 1,
    `2024-01-${String((i % 28) + 1).padStart(2, "0")}`,
    i % 3,
    (i * 37) % 41,
    (i * 11) % 29,
    ["ada", "bob"][i % 2],
    `u${i}`,
  ]);
  const csv = (names, cells = rows) => [names, ...cells].map((row) => row.join(",")).join("\n");
  const usual = await read(csv(["id", "day", "grade", "age", "score", "who", "code"]));
  assert.deepEqual(kinds(usual), [
    "identifier",
    "date",
    "numbers",
    "numbers",
    "numbers",
    "words",
    "identifier",
  ]);
  assert.deepEqual(usual.choice, { x: 2, y: 3, label: 5 });
  const named = await read(csv(["id", "day", "class", "age", "score", "who", "code"]));
  assert.deepEqual(named.choice, { x: 3, y: 4, label: 2 });
  const last = await read(
    csv(
      ["a", "b", "c"],
      rows.map((row) => [row[3], row[4], row[2]]),
    ),
  );
  assert.deepEqual(last.choice, { x: 0, y: 1, label: 2 });
  const none = await read(
    csv(
      ["id", "age", "score", "code"],
      rows.map((row) => [row[0], row[3], row[4], row[6]]),
    ),
  );
  assert.equal(none.choice, null);
});

test("a table without a header, and of more than ten classes the largest", async () => {
  const rows = Array.from({ length: 23 }, (_, i) => `${i * 1.5},${(i * i) % 17},${i < 22 ? i % 11 : 0}`);
  const extra = rows.map((row, i) => (i % 11 === 10 && i > 11 ? row.replace(/,10$/, ",9") : row));
  const { table, columns, choice } = await read(extra.join("\n"));
  assert.deepEqual([columns[0].name, table.rows, choice], ["column 1", 23, { x: 0, y: 1, label: 2 }]);
  const { points, skipped } = pointsOf(table, choice);
  assert.deepEqual(points.classNames, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  assert.equal(skipped, 1);
});

test("JSON and gzip are read as the text that they are, with progress up to the end", async () => {
  const rows = Array.from({ length: 30_000 }, (_, i) => ({
    x: i % 7,
    y: (i * 3) % 11,
    kind: i % 2 ? "odd" : "even",
  }));
  const jsonl = rows.map((row) => JSON.stringify(row)).join("\n");
  const csv = ["x,y,kind", ...rows.map(({ x, y, kind }) => `${x},${y},${kind}`)].join("\n");
  for (const content of [jsonl, JSON.stringify(rows), csv, gzipSync(jsonl), gzipSync(csv)]) {
    const { table, shares, choice } = await read(content);
    assert.deepEqual([table.rows, choice], [30_000, { x: 0, y: 1, label: 2 }]);
    assert.equal(shares.at(-1), 1);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    assert.equal(table.record(29_999).kind, "odd");
  }
});

test("of a file of more rows than a page has room for, the first are read", async () => {
  const line = "1,2,a\n3,4,b\n";
  const { table, isCut } = await read(`x,y,kind\n${line.repeat(600_000)}`);
  assert.deepEqual([table.rows, isCut], [1_000_000, true]);
});

test("a file that is no table of points gets a sentence", async () => {
  const fails = (content, message, by = "FileError") =>
    assert.rejects(read(content), (error) => error.constructor.name === by && message.test(error.message));
  await fails(" \n", /empty/);
  await fails("x,y,kind\n", /row of names, but no row of numbers/);
  await fails('a,b\n1,"2\n', /^line 2, /, "RefusedFile"); // its name is said beside it
  await fails(gzipSync("x,y,kind\n1,2,a\n".repeat(999)).subarray(0, 60), /./, "RefusedFile"); // cut short
  assert.equal((await read("name,age\nAda,36\nAlan,41")).choice, null);
});

test("cells that say that nothing is there leave their row out, and the column stays one of numbers", async () => {
  const gaps = ["", "NaN", "NA", "n/a", "null", "?", "-"];
  const rows = ["x,y,kind", "1,2,+", "3,4,-", ...gaps.map((gap) => `${gap},5,+`)];
  const { table, choice } = await read(rows.join("\n"));
  assert.deepEqual(choice, { x: 0, y: 1, label: 2 });
  const { points, skipped } = pointsOf(table, choice);
  assert.deepEqual(points.classNames.slice(0, 2), ["+", "-"]);
  assert.equal(skipped, gaps.length);
});

test("decimal commas are read where the comma is not the separator, with a header or without", async () => {
  const numbers = ({ table }) => table.names.map((name) => [...table.column(name)]);
  assert.deepEqual(numbers(await read("1,5;-2,25;3,5\n,5;1e3;4")), [
    [1.5, 0.5],
    [-2.25, 1000],
    [3.5, 4],
  ]);
  assert.deepEqual(numbers(await read("a;b;c\n1,5;2;3,25\n")), [[1.5], [2], [3.25]]);
});

test("names of a file are shortened, between characters", async () => {
  const { table, choice } = await read(`${"𝔘".repeat(50)},y,kind\n1,2,${"long ".repeat(100)}\n2,3,b`);
  const { classNames, axisNames } = pointsOf(table, choice).points;
  assert.equal(axisNames[0], `${"𝔘".repeat(39)}…`);
  assert.equal([...classNames[0]].length, 40);
});

test("a drawn digit as a text and back; what is none is said to be unreadable", () => {
  const pixels = Array.from({ length: 64 }, (_, i) => i % 17);
  assert.deepEqual(readInk(writeInk(pixels)), pixels);
  assert.equal(writeInk(new Array(64).fill(0)), "");
  for (const wrong of ["0", "z".repeat(64), "0".repeat(65)]) {
    const { state, problems } = readHash(`#tab=digits&ink=${wrong}`);
    assert.deepEqual([state.ink, problems], ["", [{ kind: "unreadable", part: "ink" }]]);
  }
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
    place: "At character 7:",
    sentence: 'this "(" is never closed.',
    excerpt: { before: "A and ", at: "(", after: "B or C" },
  });
  assert.deepEqual(problemOf("A or").excerpt, { before: "A or", at: "", after: "" });
  assert.equal(problemOf("A & 𝔘 or +").excerpt.at, "+");
});
