import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, figures, type Neuron } from "../../src/logic/index.js";
import { thrown } from "../support/thrown.js";
import { seeded } from "./arbitrary-networks.js";

const column = (text: string): string | undefined => compile(text).truthTable().outputs.out;

describe("the grammar", () => {
  it.each([
    ["A and B", "0001"],
    ["A ∧ B", "0001"],
    ["A & B", "0001"],
    ["A && B", "0001"],
    ["A or B", "0111"],
    ["A ∨ B", "0111"],
    ["A | B", "0111"],
    ["A || B", "0111"],
    ["A xor B", "0110"],
    ["A ⊕ B", "0110"],
    ["A ^ B", "0110"],
    ["A nand B", "1110"],
    ["A nor B", "1000"],
    ["A -> B", "1101"],
    ["A → B", "1101"],
    ["A => B", "1101"],
    ["A <-> B", "1001"],
    ["A ↔ B", "1001"],
    ["A <=> B", "1001"],
    ["A ⇒ B", "1101"],
    ["A implies B", "1101"],
    ["A ⇔ B", "1001"],
    ["A iff B", "1001"],
    ["A xnor B", "1001"],
    ["A XNOR B", "1001"],
    ["A == B", "1001"],
    ["A!=B", "0110"],
    ["iffy and B", "0001"],
    ["not A", "10"],
    ["¬A", "10"],
    ["!A", "10"],
    ["~A", "10"],
    ["A AND Not B", "0010"],
    ["true", "1"],
    ["1", "1"],
    ["false", "0"],
    ["0", "0"],
    ["(((A)))", "01"],
    ["!!~¬ not A", "10"],
    ["α₁∧β", "0001"],
    ["notA and B", "0001"],
  ])("%s is %s", (text, digits) => expect(column(text)).toBe(digits));

  // Each pair differs in at least one row from the grouping that a wrong precedence would choose.
  it.each([
    ["not A and B", "(not A) and B", "not (A and B)"],
    ["A and B nand C", "(A and B) nand C", "A and (B nand C)"],
    ["A nand B and C", "(A nand B) and C", "A nand (B and C)"],
    ["A nand B nand C", "(A nand B) nand C", "A nand (B nand C)"],
    ["A xor B and C", "A xor (B and C)", "(A xor B) and C"],
    ["A or B xor C", "A or (B xor C)", "(A or B) xor C"],
    ["A nor B xor C", "A nor (B xor C)", "(A nor B) xor C"],
    ["A or B nor C", "(A or B) nor C", "A or (B nor C)"],
    ["A nor B or C", "(A nor B) or C", "A nor (B or C)"],
    ["A nor B nor C", "(A nor B) nor C", "A nor (B nor C)"],
    ["A or B -> C", "(A or B) -> C", "A or (B -> C)"],
    ["A -> B -> C", "A -> (B -> C)", "(A -> B) -> C"],
    ["A -> B implies C ⇒ D", "A -> (B -> (C -> D))", "((A -> B) -> C) -> D"],
    ["A == B and C", "(A == B) and C", "A == (B and C)"],
    ["not A or B == C", "(not A) or (B == C)", "not (A or B) == C"],
    ["A xnor B or C", "(A xnor B) or C", "A xnor (B or C)"],
    ["A iff B or C", "A <-> (B or C)", "(A <-> B) or C"],
    ["A <-> B -> C", "A <-> (B -> C)", "(A <-> B) -> C"],
    ["A -> B <-> C", "(A -> B) <-> C", "A -> (B <-> C)"],
  ])("%s is %s", (text, right, wrong) => {
    expect(column(text)).toBe(column(right));
    expect(column(text)).not.toBe(column(wrong));
  });
});

// A second reading of the same propositions, by trees and the host's own operators.
type Tree = { text: string; value: (row: readonly boolean[]) => boolean };
const NAMES = ["p", "q", "r", "s"];
const BINARY: [string, (p: boolean, q: boolean) => boolean][] = [
  ["and", (p, q) => p && q],
  ["nand", (p, q) => !(p && q)],
  ["⊕", (p, q) => p !== q],
  ["||", (p, q) => p || q],
  ["nor", (p, q) => !(p || q)],
  ["->", (p, q) => !p || q],
  ["<=>", (p, q) => p === q],
];
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.nat({ max: 3 }).map((i): Tree => ({ text: NAMES[i] as string, value: (row) => row[i] === true })),
    fc.boolean().map((constant): Tree => ({ text: String(constant), value: () => constant })),
    tie("tree").map(({ text, value }): Tree => ({ text: `~(${text})`, value: (row) => !value(row) })),
    fc.tuple(fc.constantFrom(...BINARY), tie("tree"), tie("tree")).map(
      ([[operator, apply], p, q]): Tree => ({
        text: `(${p.text}) ${operator} (${q.text})`,
        value: (row) => apply(p.value(row), q.value(row)),
      }),
    ),
  ),
}));

describe("compile", () => {
  it("computes what the proposition says, constants folded and gates shared or not", () => {
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        const network = compile(`(p xor p xor q xor q xor r xor r xor s xor s) or (${text})`);
        const expected = Array.from({ length: 16 }, (_, row) =>
          value([8, 4, 2, 1].map((bit) => (row & bit) !== 0)) ? "1" : "0",
        );
        expect(network.truthTable().outputs.out).toBe(expected.join(""));
      }),
      seeded(300),
    );
  });

  it("invents no gate but the four figures", () => {
    const shape = ({ excitatory, inhibitory, threshold }: Neuron): string => {
      const names = [...new Set([...excitatory, ...inhibitory])];
      const letters = (sources: readonly string[]) => sources.map((name) => names.indexOf(name)).join("");
      return `${letters(excitatory)}|${letters(inhibitory)}|${threshold}`;
    };
    const known = new Set(Object.values(figures).flatMap(({ neurons }) => neurons.map(shape)));
    fc.assert(
      fc.property(tree, ({ text }) => {
        const { neurons } = compile(`(${text}) and z`);
        for (const neuron of neurons) {
          if (neuron.inhibitory[0] !== "1") expect(known).toContain(shape(neuron));
        }
      }),
      seeded(100),
    );
  });

  it("makes the textbook's XOR: three neurons", () => {
    expect(compile("(A and not B) or (not A and B)").neurons).toEqual([
      { name: "n1", excitatory: ["A", "A"], inhibitory: ["B"], threshold: 2 },
      { name: "n2", excitatory: ["B", "B"], inhibitory: ["A"], threshold: 2 },
      { name: "out", excitatory: ["n1", "n1", "n2", "n2"], inhibitory: [], threshold: 2 },
    ]);
  });

  it("names hidden neurons and the output past the names of the text", () => {
    const network = compile("n1 and not n3 xor out and _out");
    expect(network.inputs).toEqual(["n1", "n3", "out", "_out"]);
    expect(network.outputs).toEqual(["__out"]);
    expect(new Set(network.neurons.map(({ name }) => name)).size).toBe(network.neurons.length);
  });

  it("shares what several outputs say twice, and gives each output a neuron of its own", () => {
    const network = compile({ a: "x and y", b: "y & x | x & y", c: "not (x and y)", d: "x" });
    expect(network.truthTable().outputs).toEqual({ a: "0001", b: "0001", c: "1110", d: "0011" });
  });

  it("reads 20,000 parentheses and negations without exhausting the stack", () => {
    const n = 20_000;
    expect(column(`${"(".repeat(n)}${"not ".repeat(n)}A${")".repeat(n)}`)).toBe("01");
    expect(column(`${"A -> (B -> ".repeat(n)}A${")".repeat(n)}`)).toBe("1111");
  });
});

describe("a syntax error shows the place", () => {
  it.each([
    ["", 1, ["", "^"]],
    ["A and", 6, ["A and", "     ^"]],
    ["(A and )", 8, ["(A and )", "       ^"]],
    ["A B", 3, ["A B", "  ^"]],
    ["A not B", 3, ["A not B", "  ^"]],
    ["A ∧ % B", 5, ["A ∧ % B", "    ^"]],
    ["A + B", 3, ["A + B", "  ^"]],
    ["A and 10", 7, ["A and 10", "      ^"]],
    ["A and (B or C", 7, ["A and (B or C", "      ^"]],
    ["A) or B", 2, ["A) or B", " ^"]],
    ["()", 2, ["()", " ^"]],
    ["A\n\tand or B\nxor C", 8, [" and or B", "     ^"]],
    ["𝔸 and 𝔹 )", 11, ["𝔸 and 𝔹 )", "        ^"]],
  ] as const)("%j", (text, character, [line, caret]) => {
    const error = thrown(() => compile(text)) as Error;
    expect(error).toMatchObject({ name: "ValueError", code: "SYNTAX" });
    const [first, ...shown] = error.message.split("\n");
    expect(first?.startsWith(`compile: character ${character}: `), first).toBe(true);
    expect(shown).toEqual([`  ${line}`, `  ${caret}`]);
  });

  it("expects a bracket only where one is open", () => {
    const said = (text: string) => thrown(() => compile(text))?.message.split("\n")[0];
    expect(said("A B")).toBe('compile: character 3: expected an operator, found "B"');
    expect(said("(A) B")).toBe('compile: character 5: expected an operator, found "B"');
    expect(said("((A) B")).toBe('compile: character 6: expected an operator or ")", found "B"');
    expect(said("A = B")).toBe('compile: character 3: expected an operator, found "="');
  });

  it("of a long text shows the surroundings only", () => {
    const text = `${"A and ".repeat(1000)}or${" and A".repeat(1000)}`;
    const error = thrown(() => compile(text)) as Error;
    expect(error).toMatchObject({ code: "SYNTAX" });
    const [, line = "", caret = ""] = error.message.split("\n");
    expect(line.length).toBeLessThan(100);
    expect(line.slice(caret.indexOf("^")).startsWith("or and")).toBe(true);
  });
});
