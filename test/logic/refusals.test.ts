// Refusals of rosenblatt/logic: networks that are none, values, propositions, tables.
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import {
  compile,
  counterexample,
  equivalent,
  figures,
  Network,
  rippleCarryAdder,
  satisfiable,
  synthesize,
  TruthTable,
} from "../../src/logic/index.js";
import { refusalTable, wrong } from "../support/refusals.js";

const { refused, meet, check } = refusalTable();

const C = { name: "C", excitatory: ["A"], inhibitory: [], threshold: 1 };
const network = (change: object) => () =>
  new Network(wrong({ inputs: ["A"], neurons: [C], outputs: ["C"], ...change }));
const neuron = (change: object) => network({ neurons: [{ ...C, ...change }] });
const ring = (...names: string[]) =>
  network({ neurons: [C, ...names.map((name, i) => ({ ...C, name, excitatory: [names.at(i - 1)] }))] });

refused(KindError, "WRONG_KIND", {
  "new Network: the description is null; expected an object": () => new Network(wrong(null)),
  'new Network: inputs is the string "A"; expected an array': network({ inputs: "A" }),
  "new Network: a name in inputs is the number 1; expected a string": network({ inputs: [1] }),
  "new Network: neurons is undefined; expected an array": network({ neurons: undefined }),
  "new Network: a neuron is the number 7; expected an object": network({ neurons: [7] }),
  "new Network: the name of a neuron is the number 7; expected a string": neuron({ name: 7 }),
  'new Network: excitatory of neuron "C" — a string': neuron({ excitatory: "A" }),
  'new Network: inhibitory of neuron "C" — undefined': neuron({ inhibitory: undefined }),
});
meet({ "new Network": (_, threshold) => neuron({ threshold })() }, (bad) => {
  for (const value of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
    bad(ValueError, "THRESHOLD", `the threshold of neuron "C" is the number ${value}`, value);
  bad(KindError, "THRESHOLD", 'the threshold of neuron "C" — a string', "2");
});
refused(ValueError, "UNKNOWN_NAME", {
  'new Network: "X" — a source of "C" that is nowhere': neuron({ inhibitory: ["X"] }),
  'new Network: output "A" — an input': network({ outputs: ["A"] }),
});
refused(ValueError, "SYNTAX", {
  "satisfiable: character 6: expected a name — in a text": () => satisfiable("A and"),
  "equivalent: character 6: expected a name — in the second text": () => equivalent("A", "A and"),
  "counterexample: character 6: expected a name — in the first text": () => counterexample("A and", "A"),
  "compile: character 6: expected a name": () => compile("A and"),
});
refused(ShapeError, "OUTPUTS_DIFFER", {
  "equivalent: the first has 2 outputs, the second 1": () => equivalent(compile({ a: "A", b: "B" }), "A"),
});
refused(ValueError, "NO_OUTPUT", { "new Network: — without outputs": network({ outputs: [] }) });
refused(ValueError, "DUPLICATE_NAME", {
  'new Network: "A" — two inputs': network({ inputs: ["A", "A"] }),
  'new Network: "C" — an input and a neuron': network({ inputs: ["A", "C"] }),
  'new Network: "C" — two neurons': network({ neurons: [C, C] }),
  'new Network: "C" — two outputs': network({ outputs: ["C", "C"] }),
});
refused(ValueError, "RESERVED_NAME", { 'new Network: "1" — an input': network({ inputs: ["A", "1"] }) });

const withTail = [
  { ...C, name: "tail", excitatory: ["p"] },
  { ...C, name: "p", excitatory: ["C"] },
  { ...C, excitatory: ["p"] },
];
refused(ValueError, "CYCLE", {
  'new Network: "C" → "C"': neuron({ excitatory: ["C"] }),
  'new Network: "C" → "C" — closed by a veto': neuron({ inhibitory: ["C"] }),
  'new Network: "p" → "q" → "r" → "p"': ring("p", "q", "r"),
  'new Network: the neurons "p" → "C" → "p" — without the tail': network({ neurons: withTail }),
  'new Network: "r0" → "r1" → "r2" → "r3" → … → "r47" → "r48" → "r49" → "r0"': ring(
    ...Array.from({ length: 50 }, (_, i) => `r${i}`),
  ),
});

const { and } = figures;
refused(ValueError, "MISSING_INPUT", { 'Network.evaluate: input "B"': () => and.evaluate({ A: true }) });
refused(ValueError, "UNKNOWN_NAME", {
  'Network.evaluate: "X" — of "A" and "B"': () => and.evaluate({ A: true, B: 1, X: 0 }),
  'Network.evaluate: "X" — of no inputs': () => compile("1").evaluate({ X: 0 }),
});
refused(KindError, "WRONG_KIND", {
  'Network.evaluate: input "B" is the string "no"; expected true, false, 0 or 1': () =>
    and.evaluate({ A: true, B: wrong("no") }),
  'Network.evaluate: input "B" — 2': () => and.evaluate({ A: true, B: wrong(2) }),
  "Network.evaluate: the argument is undefined; expected an object": () => and.evaluate(wrong(undefined)),
  "compile: the proposition is the number 7; expected a string, or an object of strings": () =>
    compile(wrong(7)),
  "satisfiable: the proposition is undefined": () => satisfiable(wrong(undefined)),
  'compile: "p" is the number 7; expected a string': () => compile(wrong({ p: 7 })),
});
refused(ValueError, "NO_OUTPUT", { "compile: — of no propositions": () => compile({}) });
refused(ValueError, "DUPLICATE_NAME", {
  'compile: "A" — a proposition and an input of it': () => compile({ A: "not A" }),
});

const names = Array.from({ length: 25 }, (_, i) => `x${i}`);
const many = names.join(" or ");
const twoOutputs = compile({ p: "A", q: "B" });
refused(ValueError, "TOO_MANY_INPUTS", {
  "Network.truthTable: 25": () => compile(many).truthTable(),
  "satisfiable: 25": () => satisfiable(many),
  "counterexample: 25": () => counterexample(many, "x0"),
  "synthesize: 25": () => synthesize({ inputs: names, outputs: {} }),
});
refused(ShapeError, "SEVERAL_OUTPUTS", { "satisfiable: 2": () => satisfiable(twoOutputs) });
refused(ShapeError, "OUTPUTS_DIFFER", { "counterexample: — 1 and 2": () => counterexample("A", twoOutputs) });
refused(ShapeError, "TABLE_LENGTH", {
  'synthesize: output "y" — 3 rows of 1 input': () => synthesize({ inputs: ["A"], outputs: { y: "011" } }),
});
refused(ValueError, "TABLE_DIGIT", {
  'synthesize: "x" in row 1': () => synthesize({ inputs: ["A"], outputs: { y: "0x" } }),
});
refused(KindError, "WRONG_KIND", {
  'synthesize: output "y" — an array': () => synthesize(wrong({ inputs: ["A"], outputs: { y: [0, 1] } })),
  "synthesize: outputs — undefined": () => synthesize(wrong({ inputs: ["A"] })),
});
refused(ValueError, "DUPLICATE_NAME", {
  'synthesize: "A" — two inputs': () => synthesize({ inputs: ["A", "A"], outputs: { y: "0110" } }),
});
refused(ValueError, "RESERVED_NAME", {
  'synthesize: "1" — an input of a table': () => synthesize({ inputs: ["1"], outputs: { y: "01" } }),
  'compile: "1" — an output': () => compile({ 1: "A" }),
  'satisfiable: "1" — an output': () => satisfiable(wrong({ 1: "A" })),
  'equivalent: "1" — an output': () => equivalent(wrong({ 1: "A" }), "A"),
});
refused(KindError, "WRONG_KIND", {
  "Network.fromJSON: neurons is undefined": () => Network.fromJSON(wrong({ inputs: [] })),
  "new TruthTable: outputs is undefined": () => new TruthTable(wrong({ inputs: [] })),
});
refused(ValueError, "WIDTH", {
  "rippleCarryAdder: width — 0": () => rippleCarryAdder(0),
  "rippleCarryAdder: width — 1.5": () => rippleCarryAdder(1.5),
  "rippleCarryAdder: width — 1e9, for which an engine ends the process": () => rippleCarryAdder(1e9),
});
refused(KindError, "WIDTH", { 'rippleCarryAdder: width — "3"': () => rippleCarryAdder(wrong("3")) });

check();
