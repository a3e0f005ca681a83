export { fullAdder, rippleCarryAdder } from "./adders.js";
export { compile } from "./compile.js";
export { figures } from "./figures.js";
export { Network, type Result, type ResultOf } from "./network.js";
export { ALWAYS_ON, type Assignment, type NetworkDescription, type Neuron } from "./neuron.js";
export { counterexample, equivalent, type Proposition, satisfiable } from "./satisfiability.js";
export { synthesize } from "./synthesize.js";
export { MAX_INPUTS, type TableDescription, TruthTable } from "./truth-table.js";
