// What a person reads of numbers, and of names with characters that a terminal obeys.
import { expect, it } from "vitest";
import { percent } from "../../src/cli/terminal.js";
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
