import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile, figures, fullAdder, Network } from "../../src/logic/index.js";

const README = new URL("../../docs/logic.md", import.meta.url);
const unruly = new Network({
  inputs: [`say "A"`, "end", "x]-->y"],
  neurons: [{ name: "a\\b\nc#;", excitatory: [`say "A"`, "end"], inhibitory: ["x]-->y"], threshold: 2 }],
  outputs: ["a\\b\nc#;"],
});

describe("drawings", () => {
  it("show every connection: an arrow each, a circle for a veto, the always-on source only if used", () => {
    expect(figures.andNot.toMermaid()).toBe(
      [
        "flowchart LR",
        '  i1["A"]',
        '  i2["B"]',
        '  n1((("C<br>θ = 2")))',
        "  i1 --> n1",
        "  i1 --> n1",
        "  i2 --o n1",
      ].join("\n"),
    );
    expect(compile("not A").toDot()).toBe(
      [
        "digraph {",
        "  rankdir=LR",
        '  on [shape=box, label="1"]',
        '  i1 [shape=box, label="A"]',
        '  n1 [shape=doublecircle, label="out\\nθ = 2"]',
        "  on -> n1",
        "  on -> n1",
        "  i1 -> n1 [arrowhead=odot]",
        "}",
      ].join("\n"),
    );
  });

  it("escape names, so that none ends a string or a line", () => {
    const mermaid = unruly.toMermaid().split("\n");
    expect(mermaid[1]).toBe('  i1["say #34;A#34;"]');
    expect(mermaid[3]).toBe('  i3["x#93;--#62;y"]');
    expect(mermaid[4]).toBe('  n1((("a#92;b#10;c#35;#59;<br>θ = 2")))');
    const dot = unruly.toDot().split("\n");
    expect(dot[2]).toBe('  i1 [shape=box, label="say \\"A\\""]');
    expect(dot[5]).toBe('  n1 [shape=doublecircle, label="a\\\\b c#;\\nθ = 2"]');
  });

  it("in the README are those that the program draws", () => {
    const readme = readFileSync(README, "utf8");
    for (const network of [...Object.values(figures), compile("A xor B"), fullAdder()]) {
      expect(readme).toContain(`\`\`\`mermaid\n${network.toMermaid()}\n\`\`\``);
    }
  });
});
