import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, figures, rippleCarryAdder } from "../../src/logic/index.js";
import { fromLogic, parity, ThresholdNetwork } from "../../src/network/index.js";
import { describeCores } from "../support/cores.js";

/** All rows of n bits, the first bit the highest. */
const corners = (n: number): number[][] =>
  Array.from({ length: 2 ** n }, (_, row) => Array.from({ length: n }, (_, i) => (row >> (n - 1 - i)) & 1));

const textbookXor = [
  {
    W: [
      [1, 1],
      [1, 1],
    ],
    b: [-1.5, -0.5],
  },
  { W: [[-1], [1]], b: [-0.5] },
];

describeCores("ThresholdNetwork", () => {
  it("computes XOR with the textbook's weights: a layer that is skipped, or its bias", () => {
    const xor = new ThresholdNetwork(textbookXor);
    expect(xor.predict(corners(2))).toEqual([[0], [1], [1], [0]]);
    expect(xor.forward(corners(2))).toEqual({ data: Float64Array.of(0, 1, 1, 0), rows: 4, cols: 1 });
  });

  it.each([1, 2, 3, 4, 5, 8])("computes the parity of %i bits with as many hidden units", (n) => {
    const network = parity(n);
    expect(network.layers.map(({ W }) => W.cols)).toEqual([n, 1]);
    const expected = corners(n).map((bits) => [bits.reduce((sum, bit) => sum + bit, 0) % 2]);
    expect(network.predict(corners(n))).toEqual(expected);
  });

  it("mixes steps, leaves biases out and stays f32 where all layers are", () => {
    const W = { data: Float32Array.of(1, -1), rows: 1, cols: 2 };
    const network = new ThresholdNetwork([{ W, step: "sgn" }]);
    expect(network.forward([[2], [0]])).toEqual({ data: Float32Array.of(1, -1, 0, 0), rows: 2, cols: 2 });
    expect(new ThresholdNetwork([{ W }, { W: [[1], [1]], b: [-2] }]).predict([[0], [1]])).toEqual([[1], [0]]);
  });

  it("goes to JSON and back, and hands out copies", () => {
    const xor = new ThresholdNetwork(textbookXor);
    const text = JSON.stringify(xor);
    xor.layers[0]?.W.data.fill(9);
    expect(JSON.stringify(ThresholdNetwork.fromJSON(JSON.parse(text)))).toBe(text);
    expect(ThresholdNetwork.fromJSON(JSON.parse(text)).predict(corners(2))).toEqual([[0], [1], [1], [0]]);
  });
});

describeCores("an f32 network", () => {
  it("answers alike after JSON: weights that are widened on the way", () => {
    const W = { data: Float32Array.of(0.1, 0.2, -0.3), rows: 3, cols: 1 };
    const network = new ThresholdNetwork([{ W }]);
    const loaded = ThresholdNetwork.fromJSON(JSON.parse(JSON.stringify(network)));
    expect(loaded.predict([[1, 1, 1]])).toEqual(network.predict([[1, 1, 1]]));
    expect(loaded.layers[0]?.W.data).toBeInstanceOf(Float32Array);
  });
});

describeCores("from logic", () => {
  const propositions = fc.letrec((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom("A", "B", "C", "true", "false"),
      tie("expression").map((p) => `not ${p}`),
      fc
        .tuple(
          tie("expression"),
          fc.constantFrom("and", "or", "xor", "nand", "nor", "->", "<->"),
          tie("expression"),
        )
        .map(([p, operator, q]) => `(${p} ${operator} ${q})`),
    ),
  })).expression as fc.Arbitrary<string>;

  it("any proposition answers alike: a veto that can be outvoted, a signal that skips a layer", () => {
    fc.assert(
      fc.property(propositions, (text) => {
        const network = compile(`${text} or (A and B and C and not A)`); // so that all three are inputs
        const { inputs, outputs } = network;
        const table = network.truthTable();
        const expected = [...(table.outputs[outputs[0] ?? ""] ?? "")].map((digit) => [Number(digit)]);
        expect(fromLogic(network).predict(corners(inputs.length))).toEqual(expected);
      }),
      { seed: 1943, numRuns: 150 },
    );
  });

  it.each(Object.entries(figures))("the textbook's figure %s", (_name, figure) => {
    const rows = corners(figure.inputs.length);
    const expected = rows.map((bits) => {
      const values = Object.fromEntries(figure.inputs.map((name, i) => [name, bits[i] === 1]));
      return [Number(figure.evaluate(values))];
    });
    expect(fromLogic(figure).predict(rows)).toEqual(expected);
  });

  it("several outputs at different depths, through JSON: an adder of four bits, on all inputs", () => {
    const adder = rippleCarryAdder(4);
    const network = ThresholdNetwork.fromJSON(JSON.parse(JSON.stringify(fromLogic(adder))));
    const rows = corners(adder.inputs.length);
    const predicted = network.predict(rows);
    rows.forEach((bits, row) => {
      const values = Object.fromEntries(adder.inputs.map((name, i) => [name, bits[i] === 1]));
      const sums = adder.evaluate(values) as Record<string, boolean>;
      expect(predicted[row]).toEqual(adder.outputs.map((name) => Number(sums[name])));
    });
  });
});

describe("a neuron with more connections than a function takes arguments", () => {
  it("becomes a unit", () => {
    const excitatory = new Array<string>(150_000).fill("A");
    const neurons = [{ name: "out", excitatory, inhibitory: [], threshold: 150_000 }];
    expect(fromLogic({ inputs: ["A"], neurons, outputs: ["out"] }).predict([[0], [1]])).toEqual([[0], [1]]);
  });
});
