import { Network } from "./network.js";

const figure = (inputs: string[], excitatory: string[], inhibitory: string[] = []): Network<boolean> =>
  new Network({ inputs, neurons: [{ name: "C", excitatory, inhibitory, threshold: 2 }], outputs: ["C"] });

/** The four networks with which the textbook starts, each one neuron of θ = 2. */
export const figures = Object.freeze({
  /** C = A: connected twice, one input reaches θ. */
  identity: figure(["A"], ["A", "A"]),
  /** C = A ∧ B: connected once each, it takes both. */
  and: figure(["A", "B"], ["A", "B"]),
  /** C = A ∨ B: connected twice each, either will do. */
  or: figure(["A", "B"], ["A", "A", "B", "B"]),
  /** C = A ∧ ¬B: B vetoes. With A always on it is NOT. */
  andNot: figure(["A", "B"], ["A", "A"], ["B"]),
});
