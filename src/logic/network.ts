import { call } from "../base/errors.js";
import { Instance } from "../base/instance.js";
import * as fail from "../base/texts.js";
import { within } from "../base/within.js";
import { graphvizSource, mermaidSource } from "./diagram.js";
import { truthTableOf } from "./evaluate-table.js";
import { ALWAYS_ON, fires, type NetworkDescription, type Neuron } from "./neuron.js";
import type { TruthTable } from "./truth-table.js";
import { requireObject } from "./validate.js";
import { validateNetwork } from "./validate-network.js";

/** What `evaluate` gives: a boolean for a network of one output, a record by name for one of several. */
export type Result = boolean | Record<string, boolean>;

/** What `evaluate` gives for outputs of these names, where the compiler knows them. */
export type ResultOf<Name extends string> = string extends Name
  ? Result
  : IsOne<Name> extends true
    ? boolean
    : Record<Name, boolean>;
/** Whether a union of names has one alone. */
type IsOne<Name, All = Name> = Name extends unknown ? ([All] extends [Name] ? true : false) : never;

/**
 * An acyclic network of McCulloch–Pitts neurons. It is immutable and holds nothing but its description.
 *
 * @typeParam R what `evaluate` gives, where the caller knows: boolean for one output, else a record
 */
export class Network<R extends Result = Result> extends Instance implements NetworkDescription {
  static override readonly name: string = "Network"; // which minifying would take away
  /** The names of the inputs, in order. */
  readonly inputs: readonly string[];
  /** The neurons, each behind all its sources. */
  readonly neurons: readonly Neuron[];
  /** The names of the neurons whose activity is the result. */
  readonly outputs: readonly string[];

  /**
   * @param description neurons in any order; every name unique, "1" being the source that is always on
   * @throws {KindError}  WRONG_KIND
   * @throws {ValueError} UNKNOWN_NAME, DUPLICATE_NAME, RESERVED_NAME, NUMERIC_NAME, NO_OUTPUT, THRESHOLD, CYCLE
   */
  constructor(description: NetworkDescription) {
    super(Network);
    const { inputs, neurons, outputs } = call("new Network", () => validateNetwork(description));
    this.inputs = inputs;
    this.neurons = neurons;
    this.outputs = outputs;
  }

  /**
   * Lets the signal through once, neuron by neuron: the readable meaning of a network.
   *
   * @param values true or 1, false or 0 for every input, and nothing else
   * @throws {KindError}  WRONG_KIND
   * @throws {ValueError} UNKNOWN_NAME, MISSING_INPUT
   */
  evaluate<V extends Partial<Record<keyof V, boolean | 0 | 1>>>(values: V): R {
    return call("Network.evaluate", () => {
      const active = this.#activeInputs(values);
      for (const neuron of this.neurons) if (fires(neuron, active)) active.add(neuron.name);
      const [first = "", ...more] = this.outputs;
      if (more.length === 0) return active.has(first) as R;
      return Object.fromEntries(this.outputs.map((name) => [name, active.has(name)])) as R;
    });
  }

  #activeInputs(values: unknown): Set<string> {
    const rest = new Map(Object.entries(requireObject("the argument", values)));
    const active = new Set([ALWAYS_ON]);
    for (const name of this.inputs) {
      const value = rest.get(name);
      if (!rest.delete(name)) throw fail.missingInput(name);
      if (value === true || value === 1) active.add(name);
      else if (value !== false && value !== 0) {
        throw fail.wrongKind(`input "${name}"`, "true, false, 0 or 1", value);
      }
    }
    for (const name of rest.keys()) throw fail.unknownInput(name, this.inputs);
    return active;
  }

  /**
   * The outputs for every assignment of the inputs, computed 128 rows at a time.
   *
   * @throws {ValueError} TOO_MANY_INPUTS beyond 24
   */
  truthTable(): TruthTable {
    return call("Network.truthTable", () => truthTableOf(this));
  }

  /** A Mermaid flowchart, every connection an arrow of its own; inhibitory ones end in a circle. */
  toMermaid(): string {
    return mermaidSource(this);
  }

  /** A Graphviz digraph, every connection an arrow of its own; inhibitory ones end in a hollow dot. */
  toDot(): string {
    return graphvizSource(this);
  }

  /** The network as plain JSON: its description. */
  toJSON(): NetworkDescription {
    return { inputs: this.inputs, neurons: this.neurons, outputs: this.outputs };
  }

  /** @param description what `toJSON` gave   @throws what the constructor throws */
  static fromJSON<R extends Result = Result>(description: NetworkDescription): Network<R> {
    return call("Network.fromJSON", () => within(() => new Network<R>(description)));
  }
}
