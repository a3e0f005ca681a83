import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compile,
  counterexample,
  equivalent,
  fullAdder,
  rippleCarryAdder,
  satisfiable,
  synthesize,
  TruthTable,
} from "../../src/logic/index.js";
import { seeded } from "./arbitrary-networks.js";

const letters = (count: number): string[] => Array.from({ length: count }, (_, i) => `x${i}`);
const tables = fc
  .integer({ min: 0, max: 7 })
  .chain((n) =>
    fc.tuple(
      fc.constant(letters(n)),
      fc.array(fc.array(fc.boolean(), { minLength: 2 ** n, maxLength: 2 ** n }), {
        minLength: 1,
        maxLength: 3,
      }),
    ),
  )
  .map(([inputs, columns]) => ({
    inputs,
    outputs: Object.fromEntries(columns.map((bits, i) => [`y${i}`, bits.map(Number).join("")])),
  }));

describe("a truth table", () => {
  it("has each name on its line: who prints them as they are breaks the head of the table in two", () => {
    const table = new TruthTable({ inputs: ["a\nb"], outputs: { "\u001b[2J": "01" } });
    expect(String(table)).toBe("a·b ·[2J\n  0    0\n  1    1");
  });

  it("counts its rows with the first input as the highest bit", () => {
    const table = compile("A and not B").truthTable();
    expect(table.length).toBe(4);
    expect([...table]).toEqual([
      { A: false, B: false, out: false },
      { A: false, B: true, out: false },
      { A: true, B: false, out: true },
      { A: true, B: true, out: false },
    ]);
  });

  it("prints in columns as wide as their names", () => {
    expect(String(compile({ s: "A xor Bit", carry: "A and Bit" }).truthTable())).toBe(
      ["A Bit s carry", "0   0 0     0", "0   1 1     0", "1   0 1     0", "1   1 0     1"].join("\n"),
    );
    expect(String(compile("true").truthTable())).toBe("out\n  1");
  });

  it("is its own description", () => {
    const table = compile("A nor B").truthTable();
    expect(JSON.stringify(table)).toBe(`{"inputs":["A","B"],"outputs":{"out":"1000"}}`);
    expect(new TruthTable(JSON.parse(JSON.stringify(table)))).toEqual(table);
  });
});

describe("synthesize", () => {
  it("goes to a network and back without loss", () => {
    fc.assert(
      fc.property(tables, (table) => {
        expect({ ...synthesize(table).truthTable() }).toEqual(table);
      }),
      seeded(200),
    );
  });

  it("builds all 256 functions of three inputs, and from no input a constant", () => {
    for (let f = 0; f < 256; f++) {
      const table = { inputs: ["A", "B", "C"], outputs: { out: f.toString(2).padStart(8, "0") } };
      expect(synthesize(table).truthTable().outputs).toEqual(table.outputs);
    }
    expect(synthesize({ inputs: [], outputs: { out: "1" } }).evaluate({})).toBe(true);
  });

  it("shares subtables: parity of 16 takes neurons in proportion to 16, not to 2^16", () => {
    const parity = Array.from(
      { length: 2 ** 16 },
      (_, row) => row.toString(2).replaceAll("0", "").length % 2,
    ).join("");
    const network = synthesize({ inputs: letters(16), outputs: { out: parity } });
    expect(network.neurons.length).toBeLessThan(8 * 16);
    expect(network.truthTable().outputs.out).toBe(parity);
  });
});

describe("deciding", () => {
  it.each([
    ["not (A and B)", "not A or not B"],
    ["A -> B", "not B -> not A"],
    ["A xor B", "(A or B) and (A nand B)"],
    ["A <-> B", "(A -> B) and (B -> A)"],
    ["A and (B or C)", "A and B or A and C"],
    ["A or not A", "true"],
    ["A and not A", "B and not B"],
  ])("%s is equivalent to %s", (p, q) => {
    expect(equivalent(p, q)).toBe(true);
    expect(counterexample(p, q)).toBe(null);
  });

  it("a counterexample is one, over the inputs of both", () => {
    expect(counterexample("A -> B", "B -> A")).toEqual({ A: false, B: true });
    expect(counterexample("A", "A and B")).toEqual({ A: true, B: false });
    expect(Object.keys(counterexample("A", "B") ?? {})).toEqual(["A", "B"]);
    expect(counterexample("differ", "_differ")).toEqual({ differ: false, _differ: true }); // no name is taken
  });

  it("agrees with the truth tables of random functions", () => {
    fc.assert(
      fc.property(tables, tables, (left, right) => {
        const [p, q] = [left, right].map(({ inputs, outputs: { y0 = "" } }) =>
          synthesize({ inputs, outputs: { y0 } }),
        );
        if (p === undefined || q === undefined) return;
        const witness = satisfiable(p);
        expect(witness === null).toBe(!left.outputs.y0?.includes("1"));
        if (witness) expect(p.evaluate(witness)).toBe(true);

        const difference = counterexample(p, q);
        const more = left.inputs.length > right.inputs.length ? left : right;
        const stretch = ({ inputs, outputs: { y0 = "" } }: typeof left) =>
          [...y0].map((digit) => digit.repeat(2 ** (more.inputs.length - inputs.length))).join("");
        expect(difference === null).toBe(stretch(left) === stretch(right));
        if (difference) {
          const on = (network: typeof p) =>
            network.evaluate(
              Object.fromEntries(network.inputs.map((name) => [name, difference[name] as boolean])),
            );
          expect(on(p)).not.toBe(on(q));
        }
      }),
      seeded(100),
    );
  });

  it("rows that do not matter are chosen freely, all others kept, and never need more neurons than either digit", () => {
    const withGaps = fc.tuple(tables, fc.infiniteStream(fc.boolean()));
    fc.assert(
      fc.property(withGaps, ([{ inputs, outputs }, gaps]) => {
        const given = [...(outputs.y0 as string)].map((digit) => (gaps.next().value ? "-" : digit)).join("");
        const { y } = synthesize({ inputs, outputs: { y: given } }).truthTable().outputs as { y: string };
        for (const [row, digit] of [...given].entries()) if (digit !== "-") expect(y[row]).toBe(digit);
      }),
      seeded(200),
    );
    const neurons = (y: string) => synthesize({ inputs: ["a", "b", "c"], outputs: { y } }).neurons.length;
    expect(neurons("0-1-0-1-")).toBe(neurons("00110011")); // b: of the other choices none is as small
    expect(neurons("--------")).toBe(1);
    expect(neurons("01-1-111")).toBeLessThan(neurons("01010111"));
  });

  it("reaches 24 inputs: the one satisfying row is the last of 2^24", () => {
    const all = letters(24).join(" and ");
    expect(satisfiable(all)).toEqual(Object.fromEntries(letters(24).map((name) => [name, true])));
    expect(satisfiable(`(${all}) and not x23`)).toBe(null);
    expect(equivalent(letters(24).join(" xor "), letters(24).reverse().join(" xor "))).toBe(true);
  });
});

describe("adders", () => {
  const number = (bits: boolean[]): bigint => bits.reduceRight((sum, bit) => 2n * sum + (bit ? 1n : 0n), 0n);
  const add =
    (width: number, adder: ReturnType<typeof rippleCarryAdder>) =>
    (a: bigint, b: bigint, carryIn: bigint) => {
      const values: Record<string, boolean> = { carryIn: carryIn === 1n };
      for (let i = 0; i < width; i++) {
        values[`a${i}`] = ((a >> BigInt(i)) & 1n) === 1n;
        values[`b${i}`] = ((b >> BigInt(i)) & 1n) === 1n;
      }
      const sum = adder.evaluate(values);
      return number([
        ...Array.from({ length: width }, (_, i) => sum[`s${i}`] === true),
        sum.carryOut === true,
      ]);
    };

  it("a full adder adds three bits", () => {
    expect(fullAdder().truthTable()).toEqual(
      new TruthTable({ inputs: ["a", "b", "carryIn"], outputs: { sum: "01101001", carryOut: "00010111" } }),
    );
  });

  it("four bits, on all 512 inputs, one by one and as a table", () => {
    const adder = rippleCarryAdder(4);
    const plus = add(4, adder);
    const { outputs } = adder.truthTable();
    const digits = Object.fromEntries(Object.keys(outputs).map((name) => [name, ""]));
    const flip = (x: bigint) => BigInt(`0b${[...x.toString(2).padStart(4, "0")].reverse().join("")}`);
    for (let row = 0n; row < 512n; row++) {
      const [a, b, carryIn] = [flip(row >> 5n), flip((row >> 1n) & 15n), row & 1n]; // a0 is the highest bit of a row
      expect(plus(a, b, carryIn)).toBe(a + b + carryIn);
      ["s0", "s1", "s2", "s3", "carryOut"].forEach((name, i) => {
        digits[name] += String(((a + b + carryIn) >> BigInt(i)) & 1n);
      });
    }
    expect(outputs).toEqual(digits);
  });

  it("32 bits, at random, at the ends, and with a carry through every bit", () => {
    const plus = add(32, rippleCarryAdder(32));
    const most = 2n ** 32n - 1n;
    expect(plus(most, 0n, 1n)).toBe(2n ** 32n);
    expect(plus(most, most, 1n)).toBe(2n ** 33n - 1n);
    const word = fc.bigInt({ min: 0n, max: most });
    fc.assert(
      fc.property(word, word, fc.bigInt({ min: 0n, max: 1n }), (a, b, c) => plus(a, b, c) === a + b + c),
      seeded(100),
    );
  });
});

describe("names and sizes at their limits", () => {
  it("a table that is too long for a text says so, and its lines come one by one", () => {
    const names = Array.from({ length: 21 }, (_, i) => `x${i}`);
    const table = compile(names.join(" or ")).truthTable();
    expect(() => String(table)).toThrow(expect.objectContaining({ code: "TOO_MANY_INPUTS" }));
    const lines = table.lines();
    expect(lines.next().value).toBe([...names, "out"].join(" "));
    expect(lines.next().value).toMatch(/^( *0)+$/);
  });

  it("an output that is named by a number would lose its place among the others", () => {
    expect(() => compile({ b: "A", 2: "B" })).toThrow(expect.objectContaining({ code: "NUMERIC_NAME" }));
  });
});
