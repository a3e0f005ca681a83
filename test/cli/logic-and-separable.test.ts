// The commands logic and separable.
import { describe, expect, it } from "vitest";
import { file, fine, ON_IRIS, refusal, run } from "../support/cli.js";

describe("logic and separable", () => {
  it("logic draws, tabulates and explains a proposition", () => {
    expect(run("logic", "A and not B", "--table")).toEqual({
      ...fine,
      out: "A B out\n0 0   0\n0 1   0\n1 0   1\n1 1   0\n",
    });
    expect(run("logic", "A and not B").out).toBe(
      "inputs A, B; output out\n  out fires if A + A ≥ 2 and none of B is active\n",
    );
    expect(run("logic", "A and not B", "--mermaid").out).toMatch(/^flowchart LR\n {2}i1\["A"\]\n/);
  });

  it("a syntax error shows its place under a caret, exit code 1", () => {
    const { status, out, err } = run("logic", "A and (B");
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toMatch(/^rosenblatt: character 7: .*\n {2}A and \(B\n {8}\^\n$/);
  });

  it("separable gives a verdict for each class: a plane, or the rows that forbid one", () => {
    const { out, ...end } = run("separable", ...ON_IRIS);
    expect(end).toEqual(fine);
    const whole = out.replaceAll("\n    ", " "); // what was in lines of 80 columns
    expect(whole.split("\n").map((line) => line.split(";")[0])).toEqual([
      "setosa against the rest: separable",
      expect.stringMatching(/^ {2}\+ \d+·sepal_length .* ≥ 0$/),
      "versicolor against the rest: not separable by any plane",
      expect.stringMatching(/^ {2}the \d rows on lines (\d+, )+\d+ cannot be parted/),
      "virginica against the rest: not separable by any plane",
      expect.stringMatching(/^ {2}the \d rows on lines (\d+, )+\d+ cannot be parted/),
      "",
    ]);
    file("two.csv", "a,kind\n1,no\n2,yes\n");
    expect(run("separable", "two.csv", "--target", "kind").out).toMatch(/^yes against no: separable; /);
  });

  it("separable keeps to 80 columns, and shows what a terminal would obey as a point", () => {
    const names = Array.from({ length: 9 }, (_, j) => `a column with a long name, the ${j}th`);
    const row = (sign: number) => names.map((_, j) => sign * (j + 0.5)).join(",");
    file("wide.csv", `${names.map((name) => `"${name}"`)},kind\n${row(1)},a\n${row(-1)},\x1b[2Jb\n`);
    const { out } = run("separable", "wide.csv", "--target", "kind");
    const lines = out.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^a against b: separable/);
    expect(lines.length).toBeGreaterThan(3);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(out).not.toContain("\x1b");
  });

  // One that reads them by Number takes 0x10 for 16.
  it("separable takes no text for a number that train takes for none", () => {
    file("hexadecimal.csv", "a,kind\n0x10,no\n0x20,yes\n");
    const expected = "expected a number (--ignore leaves a column out)";
    expect(run("separable", "hexadecimal.csv", "--target", "kind")).toEqual(
      refusal(`hexadecimal.csv line 2: a is "0x10"; ${expected}`),
    );
  });

  it("separable tells no bound of mistakes that is beyond all numbers: at most Infinity", () => {
    file("far.csv", "a,kind\n1e308,no\n1.5e308,yes\n");
    const { out } = run("separable", "far.csv", "--target", "kind");
    expect(out.split("\n")[0]).toBe("yes against no: separable; margin 2.500e+307");
    file("near.csv", "a,kind\n1e10,no\n10000000000.01,yes\n"); // and none of forty digits
    expect(run("separable", "near.csv", "--target", "kind").out.split("\n")[0]).not.toContain("at most");
  });
});
