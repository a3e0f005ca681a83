// The demo: the lines that matter, on either core.
import { describe, expect, it } from "vitest";
import { node } from "../support/cli.js";

describe("demo", () => {
  /** Its lines, those in order that matter. */
  function essentials(core: string): RegExp[] {
    const epoch = (n: number, mistakes: string) =>
      new RegExp(`^ +epoch +${n} .*\\b${mistakes} mistakes, \\d+\\.\\d % right$`);
    return [
      /^One threshold logic unit: is it setosa\?/,
      epoch(1, "[1-9]\\d*"),
      epoch(2, "\\d+"),
      /^converged: /,
      /^weights \[-?\d+(\.\d+)?, -?\d+(\.\d+)?\], bias -?\d+(\.\d+)?$/,
      /the boundary is width = -?\d+\.\d+ [+−] \d+(\.\d+)?·length$/,
      /^ *[│┤].*▲/,
      /^ *[│┤].*●/,
      /● setosa {3}▲ versicolor and virginica {3}· boundary/,
      /^The Perceptron: three species from four features, standardised\./,
      epoch(1, "[1-9]\\d*"),
      epoch(2, "[1-9]\\d*"),
      /^not converged: /,
      /^versicolor lies between the other two/,
      /^ {2}the textbook's own rule +[89]\d\.\d % +█+ +[89]\d\.\d %$/,
      /^ {2}average: true +9\d\.\d % +█+ +[89]\d\.\d %$/,
      /^ {2}average: true, multiclass: "joint" +9\d\.\d % +█+ +9\d\.\d %$/,
      new RegExp(`^ran on the ${core}`),
    ];
  }

  it.each([
    ["the Wasm core", [], "Wasm SIMD core$"],
    [
      "the JavaScript core, and why",
      ["--no-expose-wasm"],
      "JavaScript core \\(WebAssembly is not defined\\)$",
    ],
  ])("on %s: the lines that matter, in order, and the core that ran", (_name, flags, core) => {
    const { status, out } = node(flags, ["demo"]);
    expect(status).toBe(0);
    const lines = out.split("\n");
    let from = 0;
    for (const line of essentials(core)) {
      const at = lines.findIndex((text, i) => i >= from && line.test(text));
      expect(at, `${line} after line ${from} of\n${out}`).toBeGreaterThanOrEqual(from);
      from = at + 1;
    }
  });

  it("both cores print the same but for the last line; a core of other bits prints other weights", () => {
    const withoutCore = (flags: string[]) => node(flags, ["demo"]).out.replace(/^ran on .*$/m, "");
    expect(withoutCore(["--no-expose-wasm"])).toBe(withoutCore([]));
  });
});
