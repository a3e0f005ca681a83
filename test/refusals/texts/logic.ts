// The texts of rosenblatt/logic.
import { KindError, ShapeError, ValueError } from "../../../src/base/errors.js";
import {
  compile,
  counterexample,
  figures,
  Network,
  rippleCarryAdder,
  satisfiable,
  synthesize,
} from "../../../src/logic/index.js";
import { wrong } from "../../support/refusals.js";
import { refused } from "./table.js";

const C = { name: "C", excitatory: ["A"], inhibitory: [], threshold: 1 };
const network = (change: object) => () =>
  new Network(wrong({ inputs: ["A"], neurons: [C], outputs: ["C"], ...change }));
const neuron = (change: object) => network({ neurons: [{ ...C, ...change }] });
const ring = Array.from({ length: 50 }, (_, i) => ({
  ...C,
  name: `r${i}`,
  excitatory: [`r${(i + 49) % 50}`],
}));
const names = Array.from({ length: 25 }, (_, i) => `x${i}`);
const two = compile({ p: "A", q: "B" });
const table = (outputs: object) => () => synthesize(wrong({ inputs: ["A"], outputs }));

refused(KindError, "WRONG_KIND", {
  'new Network: inputs is the string "A"; expected an array': network({ inputs: "A" }),
});
refused(ValueError, "UNKNOWN_NAME", {
  'Network.evaluate: no input is called "X"; the inputs are "A", "B"': () =>
    figures.and.evaluate({ A: 1, B: 1, X: 0 }),
  'Network.evaluate: no input is called "X"; the inputs are none': () => compile("1").evaluate({ X: 0 }),
  'new Network: output "A" is no neuron; every output is one': network({ outputs: ["A"] }),
  'new Network: neuron "C" listens to "X", which is neither an input nor a neuron': neuron({
    inhibitory: ["X"],
  }),
});
refused(ValueError, "MISSING_INPUT", {
  'Network.evaluate: input "B" has no value; every input needs one': () => figures.and.evaluate({ A: true }),
});
refused(ValueError, "DUPLICATE_NAME", {
  'new Network: the name "A" occurs twice; names are unique': network({ inputs: ["A", "A"] }),
});
refused(ValueError, "RESERVED_NAME", {
  'new Network: "1" is the source that is always on; choose another name': network({ inputs: ["A", "1"] }),
});
refused(ValueError, "NUMERIC_NAME", {
  'compile: the output "2" is named by a number, and results by name would lose its place; add a letter':
    () => compile({ b: "A", 2: "B" }),
});
refused(ValueError, "NO_OUTPUT", {
  "new Network: there is no output; name at least one": network({ outputs: [] }),
});
refused(ValueError, "THRESHOLD", {
  'new Network: the threshold of neuron "C" is the number 0; expected a positive integer': neuron({
    threshold: 0,
  }),
});
refused(ValueError, "CYCLE", {
  'new Network: the neurons "C" → "C" form a cycle; signals must flow one way': neuron({ excitatory: ["C"] }),
  'new Network: the neurons "r0" → "r1" → "r2" → "r3" → … → "r47" → "r48" → "r49" → "r0" form a cycle; signals must flow one way':
    network({ neurons: [C, ...ring] }),
});
refused(ValueError, "TOO_MANY_INPUTS", {
  "satisfiable: 25 inputs; at most 24 are supported, because every row of the truth table is visited and each input doubles it (24 inputs make 16777216 rows)":
    () => satisfiable(names.join(" or ")),
});
refused(ShapeError, "TABLE_LENGTH", {
  'synthesize: output "y" has 3 rows; expected 2 for 1 input': table({ y: "011" }),
});
refused(ValueError, "TABLE_DIGIT", {
  'synthesize: output "y" has "x" in row 1; expected "0" or "1" or "-"': table({ y: "0x" }),
});
refused(ShapeError, "SEVERAL_OUTPUTS", {
  "satisfiable: the network has 2 outputs; expected one": () => satisfiable(two),
});
refused(ShapeError, "OUTPUTS_DIFFER", {
  "counterexample: the first has 1 output, the second 2; expected as many": () => counterexample("A", two),
});
refused(ValueError, "WIDTH", {
  "rippleCarryAdder: width is the number 0; expected an integer from 1 to 65536": () => rippleCarryAdder(0),
});
refused(ValueError, "SYNTAX", {
  'compile: character 6: expected a name, true, false, "not" or "(", but the text ends\n  A and\n       ^':
    () => compile("A and"),
  'compile: character 8: expected a name, true, false, "not" or "(", found ")"\n  (A and )\n         ^': () =>
    compile("(A and )"),
  'compile: character 3: expected an operator, found "B"\n  A B\n    ^': () => compile("A B"),
  'compile: character 1: this "(" is never closed\n  (A\n  ^': () => compile("(A"),
  'compile: character 2: this ")" closes nothing\n  A)\n   ^': () => compile("A)"),
});
