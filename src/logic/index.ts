export { fullAdder, rippleCarryAdder } from "./adders.js";
export { compile } from "./compile.js";
export { counterexample, equivalent, type Proposition, satisfiable } from "./decide.js";
export { figures } from "./figures.js";
export { Network, type Result, type ResultOf } from "./network.js";
export { ALWAYS_ON, type Assignment, type NetworkDescription, type Neuron } from "./neuron.js";
export { synthesize } from "./synthesize.js";
export { MAX_INPUTS, type TableDescription, TruthTable } from "./table.js";
