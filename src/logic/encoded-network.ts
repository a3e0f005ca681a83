import { ALWAYS_ON, type NetworkDescription, type Neuron } from "./neuron.js";

/** A network as the kernel reads it. Sources are numbered: 0 the one always on, then inputs, then neurons. */
export interface EncodedNetwork {
  readonly inputCount: number;
  readonly sourceCount: number;
  /** The sources that are the outputs. */
  readonly outputs: readonly number[];
  /** The bit planes of the largest counter. */
  readonly planeCount: number;
  /**
   * One record per neuron, each laid out as
   *
   *     | planes | start | addends | vetoes | source, plane | … | source | … |
   *       counter's width and start  counts   × addends           × vetoes
   *
   * The counter of `planes` bits starts at 2^planes − θ, and its overflow is a firing. A source that connects
   * w times is added once for every bit of w, in that bit's plane (1011: planes 0, 1 and 3).
   */
  readonly words: Uint32Array<ArrayBuffer>;
}

export function encodeNetwork({ inputs, neurons, outputs }: NetworkDescription): EncodedNetwork {
  const names = [ALWAYS_ON, ...inputs, ...neurons.map((neuron) => neuron.name)];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const number = (name: string): number => numbers.get(name) as number;
  const records = neurons.map((neuron) => encodeNeuron(neuron, number));
  return {
    inputCount: inputs.length,
    sourceCount: names.length,
    outputs: outputs.map(number),
    planeCount: records.reduce((most, [planes = 0]) => Math.max(most, planes), 0),
    words: Uint32Array.from(records.flat()),
  };
}

function encodeNeuron(neuron: Neuron, number: (name: string) => number): number[] {
  const threshold = Math.min(neuron.threshold, neuron.excitatory.length + 1); // beyond all, never met
  const planes = 32 - Math.clz32(threshold - 1);
  const multiplicity = new Map<number, number>();
  for (const name of neuron.excitatory) {
    const source = number(name);
    multiplicity.set(source, (multiplicity.get(source) ?? 0) + 1);
  }
  const addends: number[] = [];
  for (const [source, times] of multiplicity) {
    const weight = Math.min(times, 2 ** planes); // which overflows alone
    for (let plane = 0; plane <= planes; plane++) if ((weight >>> plane) & 1) addends.push(source, plane);
  }
  const vetoes = [...new Set(neuron.inhibitory)].map(number);
  return [planes, 2 ** planes - threshold, addends.length / 2, vetoes.length, ...addends, ...vetoes];
}
