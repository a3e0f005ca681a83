/** A McCulloch–Pitts neuron as plain data. A source listed twice connects twice. */
export interface Neuron {
  readonly name: string;
  /** Inputs and neurons whose activity counts towards the threshold. */
  readonly excitatory: readonly string[];
  /** Inputs and neurons each of which alone keeps this one silent. */
  readonly inhibitory: readonly string[];
  /** How many excitatory connections must be active: a positive integer, θ. */
  readonly threshold: number;
}

/** A network as plain data: what `new Network` takes and `toJSON` gives back. */
export interface NetworkDescription {
  /** The names of the inputs, in order. */
  readonly inputs: readonly string[];
  /** The neurons, in any order. */
  readonly neurons: readonly Neuron[];
  /** The names of the neurons whose activity is the result. */
  readonly outputs: readonly string[];
}

/** One value per input, by name. */
export type Assignment = Record<string, boolean>;

/**
 * A source that is always on and need not be declared, as x₀ = 1 is to a Perceptron. Without one a network at
 * rest stays silent: no neuron could say NOT.
 */
export const ALWAYS_ON = "1";

/** The definition (McCulloch & Pitts 1943): no inhibitory source is active and at least θ connections are. */
export const fires = (neuron: Neuron, active: ReadonlySet<string>): boolean =>
  !neuron.inhibitory.some((source) => active.has(source)) &&
  neuron.excitatory.filter((source) => active.has(source)).length >= neuron.threshold;
