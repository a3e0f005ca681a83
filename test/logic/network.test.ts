import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALWAYS_ON, compile, figures, Network, type Neuron } from "../../src/logic/index.js";
import { networks, seeded } from "./arbitrary-networks.js";

const neuron = (name: string, excitatory: string[], inhibitory: string[] = [], threshold = 2): Neuron => ({
  name,
  excitatory,
  inhibitory,
  threshold,
});

describe("the textbook's figures", () => {
  it.each([
    ["identity", figures.identity, "01"],
    ["and", figures.and, "0001"],
    ["or", figures.or, "0111"],
    ["andNot", figures.andNot, "0010"],
  ])("%s computes its column", (_name, network, digits) => {
    expect(network.truthTable().outputs).toEqual({ C: digits });
  });

  it("are drawn with θ = 2 and exactly these connections, whatever else would compute the same", () => {
    expect(figures.identity.neurons).toEqual([neuron("C", ["A", "A"])]);
    expect(figures.and.neurons).toEqual([neuron("C", ["A", "B"])]);
    expect(figures.or.neurons).toEqual([neuron("C", ["A", "A", "B", "B"])]);
    expect(figures.andNot.neurons).toEqual([neuron("C", ["A", "A"], ["B"])]);
  });

  it("make NOT of AND-NOT when A is always on", () => {
    const not = new Network({ inputs: ["B"], neurons: [neuron("C", ["1", "1"], ["B"])], outputs: ["C"] });
    expect([not.evaluate({ B: false }), not.evaluate({ B: true })]).toEqual([true, false]);
  });
});

describe("a neuron", () => {
  const fires = (n: Neuron, values: Record<string, boolean>) =>
    new Network({ inputs: Object.keys(values), neurons: [n], outputs: [n.name] }).evaluate(values);

  it("fires at θ, not above it", () => {
    expect(fires(neuron("C", ["A", "B", "D"], [], 2), { A: true, B: true, D: false })).toBe(true);
    expect(fires(neuron("C", ["A", "B", "D"], [], 3), { A: true, B: true, D: false })).toBe(false);
  });

  it("is silenced by one veto, not by a vote", () => {
    expect(fires(neuron("C", ["A", "A", "A"], ["B"], 1), { A: true, B: true })).toBe(false);
  });

  it("counts connections, not sources", () => {
    expect(fires(neuron("C", ["A", "A", "A"], [], 3), { A: true })).toBe(true);
  });

  it("without excitatory sources never fires, even unvetoed", () => {
    expect(fires(neuron("C", [], [], 1), {})).toBe(false);
  });
});

describe("a network", () => {
  it("takes neurons in any order and keeps an order that is sorted already", () => {
    const a = neuron("a", ["x", "x"]);
    const b = neuron("b", ["a", "a"]);
    const c = neuron("c", ["a", "b"]);
    const order = (neurons: Neuron[]) =>
      new Network({ inputs: ["x"], neurons, outputs: ["c"] }).neurons.map(({ name }) => name);
    expect(order([c, b, a])).toEqual(["a", "b", "c"]);
    expect(order([a, b, c])).toEqual(["a", "b", "c"]);
  });

  it("sorts by vetoes too: one from a neuron that is listed later counts", () => {
    const neurons = [neuron("out", ["x", "x"], ["late"]), neuron("late", ["x", "x"])];
    const network = new Network({ inputs: ["x"], neurons, outputs: ["out"] });
    expect(network.evaluate({ x: true })).toBe(false);
    expect(network.truthTable().outputs).toEqual({ out: "00" });
  });

  it("sorts a chain of 50,000 neurons given backwards without exhausting the stack", () => {
    const neurons = Array.from({ length: 50_000 }, (_, i) => neuron(`n${i}`, [i ? `n${i - 1}` : "x"], [], 1));
    const network = new Network({ inputs: ["x"], neurons: neurons.reverse(), outputs: ["n49999"] });
    expect(network.evaluate({ x: 1 })).toBe(true);
  });

  it("gives a boolean for one output, a record for several, and the types know", () => {
    const one: boolean = compile({ only: "A and B" }).evaluate({ A: true, B: 1 });
    const { sum, carry }: { sum: boolean; carry: boolean } = compile({
      sum: "A xor B",
      carry: "A and B",
    }).evaluate({ A: 1, B: 0 });
    expect([one, sum, carry]).toEqual([true, true, false]);
  });

  it("is its JSON and comes back from it", () => {
    fc.assert(
      fc.property(networks(4), (network) => {
        const copy = Network.fromJSON(JSON.parse(JSON.stringify(network)));
        expect(copy).toEqual(network);
        expect(copy.truthTable()).toEqual(network.truthTable());
      }),
      seeded(50),
    );
  });

  it("does not change when its description does, nor when its parts are written to", () => {
    const excitatory = ["A", "A"];
    const description = { inputs: ["A"], neurons: [neuron("C", excitatory)], outputs: ["C"] };
    const network = new Network(description);
    excitatory.pop();
    description.inputs.push("B");
    expect(network.evaluate({ A: true })).toBe(true);
    for (const list of [network.neurons, ...network.neurons.map((n) => n.excitatory)] as unknown[][]) {
      expect(() => list.pop()).toThrow(TypeError);
    }
  });

  it("keeps names apart from what every object has", () => {
    const network = compile("__proto__ xor constructor");
    const values = JSON.parse(`{"__proto__": true, "constructor": false}`);
    expect(network.evaluate(values)).toBe(true);
    expect(() => network.evaluate({ constructor: true } as never)).toThrow(
      expect.objectContaining({ code: "MISSING_INPUT", message: expect.stringContaining('"__proto__"') }),
    );
    const several = compile(JSON.parse(`{"__proto__": "A", "hasOwnProperty": "not A"}`));
    expect(Object.entries(several.evaluate({ A: true }))).toEqual([
      ["__proto__", true],
      ["hasOwnProperty", false],
    ]);
    expect([...several.truthTable()].map((row) => Object.values(row))).toEqual([
      [false, false, true],
      [true, true, false],
    ]);
  });
});

describe("the definition and the truth table agree", () => {
  it("in every row of random networks", () => {
    fc.assert(
      fc.property(networks(8), (network) => {
        for (const row of network.truthTable()) {
          const values = Object.fromEntries(network.inputs.map((name) => [name, row[name] as boolean]));
          const result = network.evaluate(values);
          expect({ ...values, ...(typeof result === "boolean" ? { y0: result } : result) }).toEqual(row);
        }
      }),
      seeded(100),
    );
  });
});

it("the always-on source is called 1, as the constant of the grammar", () => {
  expect(ALWAYS_ON).toBe("1");
  expect(compile("1").neurons).toEqual([neuron("out", ["1", "1"])]);
});
