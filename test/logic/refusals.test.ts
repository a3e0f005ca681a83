import { describe, expect, it } from "vitest";
import * as errors from "../../src/base/errors.js";
import {
  compile,
  counterexample,
  figures,
  Network,
  rippleCarryAdder,
  satisfiable,
  synthesize,
} from "../../src/logic/index.js";

const { KindError, ShapeError, ValueError } = errors;
const C = { name: "C", excitatory: ["A"], inhibitory: [], threshold: 1 };
const network = (change: object) => () =>
  new Network({ inputs: ["A"], neurons: [C], outputs: ["C"], ...change } as never);
const neuron = (change: object) => network({ neurons: [{ ...C, ...change }] });
const ring = (...names: string[]) =>
  network({
    neurons: [C, ...names.map((name, i) => ({ ...C, name, excitatory: [names.at(i - 1)] }))],
  });
const many = Array.from({ length: 25 }, (_, i) => `x${i}`).join(" or ");
const twoOutputs = compile({ p: "A", q: "B" });
const tooMany = (method: string) =>
  `${method}: 25 inputs; at most 24 are supported, because every row of the truth table is visited and each input doubles it (24 inputs make 16777216 rows)`;

const cases: [() => unknown, new (...args: never[]) => Error, string, string][] = [
  [
    () => new Network(null as never),
    KindError,
    "WRONG_KIND",
    "Network: the description is null; expected an object",
  ],
  [network({ inputs: "A" }), KindError, "WRONG_KIND", 'Network: inputs is the string "A"; expected an array'],
  [
    network({ inputs: [1] }),
    KindError,
    "WRONG_KIND",
    "Network: a name in inputs is the number 1; expected a string",
  ],
  [
    network({ neurons: undefined }),
    KindError,
    "WRONG_KIND",
    "Network: neurons is undefined; expected an array",
  ],
  [
    network({ neurons: [7] }),
    KindError,
    "WRONG_KIND",
    "Network: a neuron is the number 7; expected an object",
  ],
  [
    neuron({ name: 7 }),
    KindError,
    "WRONG_KIND",
    "Network: the name of a neuron is the number 7; expected a string",
  ],
  [
    neuron({ excitatory: "A" }),
    KindError,
    "WRONG_KIND",
    'Network: excitatory of neuron "C" is the string "A"; expected an array',
  ],
  [
    neuron({ inhibitory: undefined }),
    KindError,
    "WRONG_KIND",
    'Network: inhibitory of neuron "C" is undefined; expected an array',
  ],
  ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY].map((threshold): (typeof cases)[number] => [
    neuron({ threshold }),
    ValueError,
    "THRESHOLD",
    `Network: the threshold of neuron "C" is the number ${threshold}; expected a positive integer`,
  ]),
  [
    neuron({ threshold: "2" }),
    KindError,
    "THRESHOLD",
    'Network: the threshold of neuron "C" is the string "2"; expected a positive integer',
  ],
  [
    neuron({ inhibitory: ["X"] }),
    ValueError,
    "UNKNOWN_NAME",
    'Network: neuron "C" listens to "X", which is neither an input nor a neuron',
  ],
  [
    network({ outputs: ["A"] }),
    ValueError,
    "UNKNOWN_NAME",
    'Network: output "A" is no neuron; every output is one',
  ],
  [network({ outputs: [] }), ValueError, "NO_OUTPUT", "Network: there is no output; name at least one"],
  [
    network({ inputs: ["A", "A"] }),
    ValueError,
    "DUPLICATE_NAME",
    'Network: the name "A" occurs twice; names are unique',
  ],
  [
    network({ inputs: ["A", "C"] }),
    ValueError,
    "DUPLICATE_NAME",
    'Network: the name "C" occurs twice; names are unique',
  ],
  [
    network({ neurons: [C, C] }),
    ValueError,
    "DUPLICATE_NAME",
    'Network: the name "C" occurs twice; names are unique',
  ],
  [
    network({ outputs: ["C", "C"] }),
    ValueError,
    "DUPLICATE_NAME",
    'Network: the name "C" occurs twice; names are unique',
  ],
  [
    network({ inputs: ["A", "1"] }),
    ValueError,
    "RESERVED_NAME",
    'Network: "1" is the source that is always on; choose another name',
  ],
  [
    neuron({ excitatory: ["C"] }),
    ValueError,
    "CYCLE",
    'Network: the neurons "C" → "C" form a cycle; signals must flow one way',
  ],
  [
    neuron({ inhibitory: ["C"] }), // a veto closes a cycle as well
    ValueError,
    "CYCLE",
    'Network: the neurons "C" → "C" form a cycle; signals must flow one way',
  ],
  [
    ring("p", "q", "r"),
    ValueError,
    "CYCLE",
    'Network: the neurons "p" → "q" → "r" → "p" form a cycle; signals must flow one way',
  ],
  [
    network({
      neurons: [
        { ...C, name: "tail", excitatory: ["p"] },
        { ...C, name: "p", excitatory: ["C"] },
        { ...C, excitatory: ["p"] },
      ],
    }),
    ValueError,
    "CYCLE",
    'Network: the neurons "p" → "C" → "p" form a cycle; signals must flow one way', // without the tail
  ],
  [
    ring(...Array.from({ length: 50 }, (_, i) => `r${i}`)),
    ValueError,
    "CYCLE",
    'Network: the neurons "r0" → "r1" → "r2" → "r3" → … → "r47" → "r48" → "r49" → "r0" form a cycle; signals must flow one way',
  ],
  [
    () => figures.and.evaluate({ A: true }),
    ValueError,
    "MISSING_INPUT",
    'evaluate: input "B" has no value; every input needs one',
  ],
  [
    () => figures.and.evaluate({ A: true, B: 1, X: 0 }),
    ValueError,
    "UNKNOWN_NAME",
    'evaluate: no input is called "X"; the inputs are "A", "B"',
  ],
  [
    () => compile("1").evaluate({ X: 0 }),
    ValueError,
    "UNKNOWN_NAME",
    'evaluate: no input is called "X"; the inputs are none',
  ],
  [
    () => figures.and.evaluate({ A: true, B: "no" as never }),
    KindError,
    "WRONG_KIND",
    'evaluate: input "B" is the string "no"; expected true, false, 0 or 1',
  ],
  [
    () => figures.and.evaluate({ A: true, B: 2 as never }),
    KindError,
    "WRONG_KIND",
    'evaluate: input "B" is the number 2; expected true, false, 0 or 1',
  ],
  [
    () => figures.and.evaluate(undefined as never),
    KindError,
    "WRONG_KIND",
    "evaluate: the argument is undefined; expected an object",
  ],
  [
    () => compile(7 as never),
    KindError,
    "WRONG_KIND",
    "compile: the argument is the number 7; expected an object",
  ],
  [
    () => compile({ p: 7 } as never),
    KindError,
    "WRONG_KIND",
    'compile: "p" is the number 7; expected a string',
  ],
  [() => compile({}), ValueError, "NO_OUTPUT", "Network: there is no output; name at least one"],
  [
    () => compile({ A: "not A" }),
    ValueError,
    "DUPLICATE_NAME",
    'Network: the name "A" occurs twice; names are unique',
  ],
  [() => compile(many).truthTable(), ValueError, "TOO_MANY_INPUTS", tooMany("truthTable")],
  [() => satisfiable(many), ValueError, "TOO_MANY_INPUTS", tooMany("satisfiable")],
  [() => counterexample(many, "x0"), ValueError, "TOO_MANY_INPUTS", tooMany("counterexample")],
  [
    () => satisfiable(twoOutputs),
    ShapeError,
    "SEVERAL_OUTPUTS",
    "satisfiable: the network has 2 outputs; expected one",
  ],
  [
    () => counterexample("A", twoOutputs),
    ShapeError,
    "OUTPUTS_DIFFER",
    "counterexample: the first has 1 output, the second 2; expected as many",
  ],
  [
    () => synthesize({ inputs: ["A"], outputs: { y: "011" } }),
    ShapeError,
    "TABLE_LENGTH",
    'TruthTable: output "y" has 3 rows; expected 2 for 1 input',
  ],
  [
    () => synthesize({ inputs: ["A"], outputs: { y: "0x" } }),
    ValueError,
    "TABLE_DIGIT",
    'TruthTable: output "y" has "x" in row 1; expected "0" or "1"',
  ],
  [
    () => synthesize({ inputs: ["A"], outputs: { y: [0, 1] } } as never),
    KindError,
    "WRONG_KIND",
    'TruthTable: output "y" is an array; expected a string',
  ],
  [
    () => synthesize({ inputs: ["A"] } as never),
    KindError,
    "WRONG_KIND",
    "TruthTable: outputs is undefined; expected an object",
  ],
  [
    () => synthesize({ inputs: ["A", "A"], outputs: { y: "0110" } }),
    ValueError,
    "DUPLICATE_NAME",
    'TruthTable: the name "A" occurs twice; names are unique',
  ],
  [
    () => synthesize({ inputs: many.split(" or "), outputs: {} }),
    ValueError,
    "TOO_MANY_INPUTS",
    tooMany("TruthTable"),
  ],
  [
    () => synthesize({ inputs: ["1"], outputs: { y: "01" } }),
    ValueError,
    "RESERVED_NAME",
    'Network: "1" is the source that is always on; choose another name',
  ],
  [
    () => rippleCarryAdder(0),
    ValueError,
    "WIDTH",
    "rippleCarryAdder: width is the number 0; expected a positive integer",
  ],
  [
    () => rippleCarryAdder(1.5),
    ValueError,
    "WIDTH",
    "rippleCarryAdder: width is the number 1.5; expected a positive integer",
  ],
];

describe("refusals", () => {
  it.each(cases)("%#: %s", (call, kind, code, message) => {
    expect(call).toThrow(kind);
    expect(call).toThrow(expect.objectContaining({ code, message }));
  });
});
