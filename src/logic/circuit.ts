import { within } from "../base/within.js";
import { Network, type Result } from "./network.js";
import { ALWAYS_ON, type Neuron } from "./neuron.js";

/**
 * A wire of a circuit: twice the number of its source, plus 1 if it is taken negated (the literals of AIGER).
 * Negation so costs no neuron until a signal leaves the circuit: AND-NOT absorbs it.
 */
export type Signal = number;

export const TRUE: Signal = 0; // the source that is always on
export const FALSE: Signal = 1;

export const not = (p: Signal): Signal => p ^ 1;
const isNegated = (p: Signal): boolean => (p & 1) === 1;

/** The outputs of a network as signals of the circuit that it is embedded in. */
type EmbeddedOutputs<R extends Result> = Record<R extends boolean ? string : keyof R, Signal>;

interface Gate {
  readonly excitatory: readonly Signal[];
  readonly inhibitory: readonly Signal[];
  readonly threshold: number;
}

/**
 * A network under construction. Every gate that it invents is one of the textbook's four figures; a gate that
 * is already there is used again.
 */
export class Circuit {
  /** Source number k: the name of an input, or a gate, behind all its sources. */
  readonly #sources: (string | Gate)[] = [ALWAYS_ON];
  readonly #signals = new Map<string, Signal>();

  input(name: string): Signal {
    return this.#source(`input ${name}`, name);
  }

  and(p: Signal, q: Signal): Signal {
    if (p === FALSE || q === FALSE || p === not(q)) return FALSE;
    if (p === TRUE || p === q) return q;
    if (q === TRUE) return p;
    if (isNegated(p) && isNegated(q)) return not(this.#gate([not(p), not(p), not(q), not(q)], [])); // De Morgan
    if (isNegated(p)) return this.#gate([q, q], [not(p)]);
    if (isNegated(q)) return this.#gate([p, p], [not(q)]);
    return this.#gate([p, q], []);
  }

  or(p: Signal, q: Signal): Signal {
    return not(this.and(not(p), not(q)));
  }

  xor(p: Signal, q: Signal): Signal {
    return this.or(this.and(p, not(q)), this.and(not(p), q));
  }

  /**
   * Copies a network into this one.
   *
   * @param wires a signal for each of its inputs, by name
   * @returns the signal of each of its outputs, by name
   */
  embed<R extends Result>(network: Network<R>, wires: Readonly<Record<string, Signal>>): EmbeddedOutputs<R> {
    const signals = new Map([[ALWAYS_ON, TRUE]]);
    const wire = (name: string): Signal => this.#positive(signals.get(name) as Signal);
    for (const name of network.inputs) signals.set(name, wires[name] as Signal);
    for (const { name, excitatory, inhibitory, threshold } of network.neurons) {
      signals.set(name, this.#gate(excitatory.map(wire), inhibitory.map(wire), threshold));
    }
    return Object.fromEntries(network.outputs.map((name) => [name, signals.get(name)])) as EmbeddedOutputs<R>;
  }

  /** The names of the inputs in the order of their creation. */
  get inputs(): string[] {
    return this.#sources.slice(1).filter((source) => typeof source === "string");
  }

  /** A network of one output, called `name` behind as many "_" as tell it from the inputs. */
  networkOf(signal: Signal, name: string): Network<boolean> {
    while (this.inputs.includes(name)) name = `_${name}`;
    return this.network<boolean>([[name, signal]]);
  }

  /** The finished network. Its outputs name their neurons; all others are called n1, n2, … @throws what `new Network` throws, unnamed */
  network<R extends Result = Result>(outputs: Iterable<readonly [name: string, signal: Signal]>): Network<R> {
    const names = new Map<Signal, string>();
    for (const [name, signal] of outputs) names.set(this.#outputGate(signal, names), name);
    const { inputs } = this;
    const outputNames = [...names.values()];

    const usedNames = new Set([...inputs, ...outputNames]);
    let count = 0;
    const unusedName = (): string => {
      do count++;
      while (usedNames.has(`n${count}`));
      return `n${count}`;
    };
    const neurons: Neuron[] = [];
    const nameOf = (signal: Signal): string => names.get(signal) as string;
    for (const [k, source] of this.#sources.entries()) {
      const name = typeof source === "string" ? source : (names.get(2 * k) ?? unusedName());
      names.set(2 * k, name);
      if (typeof source === "string") continue;
      const { excitatory, inhibitory, threshold } = source;
      neurons.push({
        name,
        excitatory: excitatory.map(nameOf),
        inhibitory: inhibitory.map(nameOf),
        threshold,
      });
    }
    return within(() => new Network<R>({ inputs, neurons, outputs: outputNames }));
  }

  /**
   * A gate that carries `signal` and has no name yet: its own, or the figure of NOT or identity behind it.
   */
  #outputGate(signal: Signal, names: ReadonlyMap<Signal, string>): Signal {
    const positive = this.#positive(signal);
    if (typeof this.#sources[positive / 2] !== "string" && !names.has(positive)) return positive;
    this.#sources.push({ excitatory: [positive, positive], inhibitory: [], threshold: 2 });
    return 2 * (this.#sources.length - 1);
  }

  #positive(signal: Signal): Signal {
    return isNegated(signal) ? this.#gate([TRUE, TRUE], [not(signal)]) : signal;
  }

  #gate(excitatory: Signal[], inhibitory: Signal[], threshold = 2): Signal {
    const gate: Gate = { excitatory, inhibitory, threshold };
    return this.#source(`gate ${excitatory} ${inhibitory} ${threshold}`, gate);
  }

  #source(key: string, source: string | Gate): Signal {
    const signal = this.#signals.get(key) ?? 2 * this.#sources.push(source) - 2;
    this.#signals.set(key, signal);
    return signal;
  }
}
