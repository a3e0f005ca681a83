// What a person reads of numbers, and of names with characters that a terminal obeys.
import { expect, it } from "vitest";
import { confusionLines } from "../../src/cli/print.js";
import { aligned, clipped, clippedName, inLines, percent, widthOf } from "../../src/cli/terminal.js";
import { file, node, type Run, run } from "../support/cli.js";

// One that rounds tells of a model with a mistake that it has none, and of a rare class that there is none.
it.each([
  [0, "0.0 %"],
  [1e-9, "0.1 %"],
  [0.0006, "0.1 %"],
  [0.955, "95.5 %"],
  [0.9994, "99.9 %"],
  [0.9996, "99.9 %"],
  [1, "100.0 %"],
])("%d is %s", (share, text) => expect(percent(share)).toBe(text));

// One that counts characters, or UTF-16 code units, lets a table of such labels run askew.
it.each([
  ["label", 5],
  ["日本語ラベル", 12],
  ["한국의", 6],
  ["Ｗｉｄｅ、", 10],
  ["😀x", 3],
  ["e\u0301\u0300", 1],
  ["\u001b[31mred\u001b[39m", 3],
  ["·…█", 3],
])("%s takes %d columns", (text, columns) => expect(widthOf(text)).toBe(columns));

it("no text takes more columns than it may, wherever it is cut", () => {
  for (const text of ["日本の葡萄酒ワイン", "a日b本c語d", "😀😀😀😀", "e\u0301".repeat(9)]) {
    for (let width = 1; width < 20; width++) {
      expect(widthOf(clipped(text, width))).toBeLessThanOrEqual(width);
      expect(widthOf(clippedName(text, width))).toBeLessThanOrEqual(width);
    }
    expect(clippedName(text, widthOf(text))).toBe(text);
  }
  expect(clipped("日本の葡萄酒", 6)).toBe("日本…");
  expect(clippedName("日本の葡萄酒", 7)).toBe("日…酒"); // two columns of a third character have no room
  expect(clippedName("number 10", 1)).toBe("…"); // and not all of it, as slice(-0) gives
  expect(inLines(["日本", "語", "x"], 8)).toEqual(["日本, 語", "x"]);
  expect(
    aligned([
      ["日本", "x"],
      ["abcde", "y"],
    ]),
  ).toEqual(["日本   x", "abcde  y"]);
});

// One that cuts ends off shows labels that differ there alike; one that asks only how many there are breaks its lines.
it("the confusion matrix tells its labels apart and stays in 80 columns, or is left out", () => {
  const matrix = (count: number, label: (j: number) => string, most: number) =>
    confusionLines(
      Array.from({ length: count }, (_, j) => label(j)),
      Array.from({ length: count }, (_, i) => Array.from({ length: count }, (_, j) => (i === j ? most : 0))),
    );
  const long = (j: number) => `a kind of wine, of hill number ${j}`;
  expect(matrix(2, long, 7)).toEqual([
    "  is \\ called           a kind of … number 0  a kind of … number 1",
    "  a kind of … number 0                     7                     ·",
    "  a kind of … number 1                     ·                     7",
  ]);
  for (const [count, most] of [
    [3, 7],
    [8, 7],
    [12, 99],
    [19, 1],
  ] as const) {
    const lines = matrix(count, long, most);
    expect(lines).toHaveLength(count + 1);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(80);
  }
  for (const [count, most] of [
    [12, 1000],
    [21, 1],
  ] as const)
    expect(matrix(count, long, most)).toEqual([
      `  ${count} classes make too wide a confusion matrix; --json has it`,
    ]);
});

it("eval and train tell long labels apart, in lines of 80 columns", () => {
  const label = (i: number) => `a kind of wine that grows on hill number ${i % 3}`;
  file(
    "hills.csv",
    `a,b,kind\n${Array.from({ length: 30 }, (_, i) => `${i % 3},${i % 5},${label(i)}\n`).join("")}`,
  );
  const trained = run("train", "hills.csv", "--target", "kind", "--out", "hills.json");
  expect(trained.out).toContain("a kind of … number 0: 10, a kind of … number 1: 10");
  const { out } = run("eval", "hills.json", "hills.csv");
  expect(out).toContain('(30 of 30 rows)\nalways "a kind of wi…ll number 0" would be 33.3 %');
  expect(out).toMatch(/^ {2}a kind of wi…ll number 2 /m);
  for (const line of `${trained.out}${out}`.split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(80);
});

/** A name that ends its line and clears the screen. */
const NAME = "a\nb\u001b[2J\u009b\u2028c";

// Who prints one of them as it is breaks a table in two, or lets a file write over what was said before.
it("no name of a column, a label or a file breaks a line, in any command", () => {
  const cell = `"${NAME}"`;
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${(i * 5) % 8},${i % 2 ? cell : "z"}\n`).join(
    "",
  );
  file(`${NAME}.csv`, `${cell},x,${cell.replace("c", "d")}\n${rows}`);
  file("rare.csv", `x,y\n${"1,a\n".repeat(9)}2,${cell}\n`);
  file("counts.csv", `${cell},y\n${Array.from({ length: 9 }, (_, i) => `${i},${i % 2}\n`).join("")}`);
  file("odd.csv", `${cell},y\n${"1,a\n".repeat(11)}${cell},b\n`);
  const target = NAME.replace("c", "d");
  const [data, model] = [`${NAME}.csv`, `${NAME}.json`];
  const trained = run("train", data, "--target", target, "--out", model, "--seed", "1");
  const done: [Run, number][] = [
    [trained, 0],
    [run("train", data, "--target", target, "--stream"), 0],
    [run("train", "rare.csv", "--target", "y"), 0],
    [run("train", "counts.csv", "--target", "y"), 0],
    [run("train", "odd.csv", "--target", "y"), 0],
    [run("cv", data, "--target", target), 0],
    [run("eval", model, data), 0],
    [run("inspect", model), 0],
    [run("separable", data, "--target", target), 0],
    [run("export", model, "--to", "wasm", "--out", `${NAME}.wasm`), 0],
    [run("shard", data, "--target", target, "--out", `${NAME}.shards`), 0],
    [run("train", data, "--target", `${NAME}x`), 1],
    [run("train", NAME, "--target", "y"), 1],
    [run("eval", model, data, "--target", NAME), 1],
    [run("train", data, "--target", target, "--features", target), 2],
    [run(NAME), 2],
  ];
  for (const [{ status, out, err }, expected] of done) {
    const shown = (out + err).replaceAll("\n", "");
    expect([status, shown]).toEqual([expected, expect.not.stringMatching(/[\p{Cc}\p{Zl}]/u)]);
    expect(out + err).not.toMatch(/a$/m); // where the name ends its line
    if (status !== 0) expect(err).toMatch(/^rosenblatt: .*\n$/);
  }
  expect(trained.out).toContain("saved to a·b··c.json");
  expect(node([], ["logic", "A xor"]).err).toMatch(/^rosenblatt: .*\n {2}A xor\n +\^\n$/); // whose lines are its own
});
