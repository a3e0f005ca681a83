// What `npm start` prints, and the lines about epochs that it shares with `rosenblatt train`.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { printEpochs } from "../../src/cli/print.js";
import { fine, node, type Run, run } from "../support/cli.js";

describe("the sparkline of mistakes", () => {
  const printed = (mistakes: readonly number[]): string => {
    const history = mistakes.map((count, i) => ({ epoch: i + 1, mistakes: count, accuracy: 1, seconds: 0 }));
    const lines: string[] = [];
    const stopReason = mistakes.at(-1) === 0 ? "converged" : "maxIter";
    printEpochs({ history, stopReason }, (text) => lines.push(text));
    return lines[0] as string;
  };

  it("is in proportion: the full block for most, half of it for half, the lowest for none", () => {
    expect(printed([14, 7, 0])).toBe("  mistakes per epoch █▅▁ 14 in epoch 1, 0 in epoch 3");
    expect(printed([0])).toBe("  mistakes per epoch ▁ 0 in epoch 1");
  });

  it("counts from the epoch that a resumed fit began with, and calls what is counted by its name", () => {
    const lines: string[] = [];
    const history = [12, 13].map((epoch) => ({ epoch, mistakes: 1, accuracy: 1, seconds: 0 }));
    printEpochs({ history, stopReason: "stopped" }, (text) => lines.push(text), { counted: "corrections" });
    expect(lines[0]).toMatch(/^ {2}corrections per epoch .* 1 in epoch 12, 1 in epoch 13$/);
  });

  it("of a long run has a column for the mean of several epochs, every epoch in one of them", () => {
    const halves = [...Array(50).fill(20), ...Array(50).fill(0)].map((count, i) => (i % 2 === 0 ? count : 0));
    expect(printed(halves)).toMatch(/ [▆▇█]{12}▁{12} 20 in epoch 1, 0 in epoch 100$/);
  });
});

describe("demo", () => {
  const onWasm = node([], ["demo"]);
  const onJs = node(["--no-expose-wasm"], ["demo"]);
  const rowsRight = "[89]\\d\\.\\d %";
  /** Its lines, those in order that matter. */
  function essentials(core: string): RegExp[] {
    return [
      /^One threshold logic unit: is it setosa\?/,
      /^ {2}mistakes per epoch [▁-█]+ [1-9]\d* in epoch 1, 0 in epoch \d+$/,
      /^ {2}converged: /,
      /^ {2}it fires where -?\d+(\.\d+)? [+−] \d+(\.\d+)?·length [+−] \d+(\.\d+)?·width ≥ 0, below/,
      /^ {2}petal width over petal length$/,
      /^ *[│┤].*▲/,
      /^ *[│┤].*●/,
      /● setosa {3}▲ versicolor and virginica {3}· boundary/,
      /^The Perceptron: three species from four features, standardised\./,
      /^ {2}corrections per epoch [▁-█]+ [1-9]\d* in epoch 1, [1-9]\d* in epoch \d+$/,
      /^ {2}not converged: /,
      /^ {2}versicolor lies between the other two/,
      /Rows right: +in training +held out, in ten folds$/,
      /^ +80 % +100 %$/,
      new RegExp(`^ {2}the textbook's rule +${rowsRight} +█+ +${rowsRight}$`),
      new RegExp(`^ {2}average: true +${rowsRight} +█+ +${rowsRight}$`),
      new RegExp(`^ {2}average: true, multiclass: "joint" +${rowsRight} +█+ +${rowsRight}$`),
      new RegExp(`^ran on the ${core}`),
      /^What to try next:$/,
    ];
  }

  it("fits a screen of 80 columns and 40 lines, with npm's own four and the prompt; NO_COLOR leaves no escape", () => {
    // From a clone; how far that is from the folder of the tests is the machine's.
    const lines = onWasm.out
      .replaceAll(/\S+(?=data\/iris\.csv)/g, "")
      .trimEnd()
      .split("\n");
    expect(lines.length).toBeLessThanOrEqual(35);
    expect(lines.filter((line) => [...line].length > 80 || line.includes("\u001b"))).toEqual([]);
  });

  it("names the playground in its last line, by a script that a clone has", () => {
    const last = onWasm.out.trimEnd().split("\n").at(-1) as string;
    const script = /^npm run (playground) /.exec(last)?.[1] as string;
    expect(JSON.parse(readFileSync("package.json", "utf8")).scripts).toHaveProperty(script);
  });

  it("names what to try next by commands that run as they stand", () => {
    const commands = [...onWasm.out.matchAll(/^npx rosenblatt (.*)$/gm)].map((match) => match[1] as string);
    expect(commands.length).toBeGreaterThan(1);
    for (const command of commands) {
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(
        (match) => match[1] ?? (match[2] as string),
      );
      expect(run(...words)).toMatchObject(fine);
    }
  });

  it.each([
    ["the Wasm core", onWasm, "Wasm SIMD core$"],
    ["the JavaScript core, and why", onJs, "JavaScript core \\(WebAssembly is not defined\\)$"],
  ])("on %s: the lines that matter, in order, and the core that ran", (_name, { status, out }, core) => {
    expect(status).toBe(0);
    const lines = out.split("\n");
    let from = 0;
    for (const line of essentials(core)) {
      const at = lines.findIndex((text, i) => i >= from && line.test(text));
      expect(at, `${line} after line ${from} of\n${out}`).toBeGreaterThanOrEqual(from);
      from = at + 1;
    }
  });

  it("both cores print the same but for the line that names them; a core of other bits prints other weights", () => {
    const withoutCore = ({ out }: Run) => out.replace(/^ran on .*$/m, "");
    expect(withoutCore(onJs)).toBe(withoutCore(onWasm));
  });
});
