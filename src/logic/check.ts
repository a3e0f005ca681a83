import * as fail from "../base/texts.js";
import { array, distinct, isIndex, names, record, string } from "./door.js";
import { ALWAYS_ON, type NetworkDescription, type Neuron } from "./neuron.js";

const WHO = "Network";

/**
 * The door: a checked, frozen copy of a description from anywhere, its neurons sorted so that each stands
 * behind everything that it listens to. Neurons that already do keep their places.
 */
export function checked(description: unknown): NetworkDescription {
  const given = record(WHO, "the description", description);
  const inputs = names(WHO, "inputs", given.inputs);
  const neurons = array(WHO, "neurons", given.neurons).map(checkedNeuron);
  const outputs = names(WHO, "outputs", given.outputs);

  const sources = distinct(WHO, [...inputs, ...neurons.map((neuron) => neuron.name)]);
  if (sources.has(ALWAYS_ON)) throw fail.reservedName(ALWAYS_ON);
  for (const neuron of neurons) {
    for (const source of listensTo(neuron)) {
      if (source !== ALWAYS_ON && !sources.has(source)) throw fail.unknownSource(neuron.name, source);
    }
  }
  const byName = new Map(neurons.map((neuron) => [neuron.name, neuron]));
  for (const name of distinct(WHO, outputs)) if (!byName.has(name)) throw fail.unknownOutput(name);
  const numeric = outputs.find(isIndex);
  if (numeric !== undefined) throw fail.numericName(WHO, numeric);
  if (outputs.length === 0) throw fail.noOutput();
  return { inputs, neurons: Object.freeze(sorted(byName)), outputs };
}

function checkedNeuron(value: unknown): Neuron {
  const given = record(WHO, "a neuron", value);
  const name = string(WHO, "the name of a neuron", given.name);
  const threshold = given.threshold as number;
  if (!Number.isSafeInteger(threshold) || threshold < 1) throw fail.threshold(name, threshold);
  return Object.freeze({
    name,
    excitatory: names(WHO, `excitatory of neuron "${name}"`, given.excitatory),
    inhibitory: names(WHO, `inhibitory of neuron "${name}"`, given.inhibitory),
    threshold,
  });
}

const listensTo = (neuron: Neuron): string[] => [...neuron.excitatory, ...neuron.inhibitory];

/** Depth first and without recursion, so that no depth of network exhausts the stack. */
function sorted(neurons: ReadonlyMap<string, Neuron>): Neuron[] {
  const done = new Set<Neuron>();
  for (const root of neurons.values()) {
    const waiting = new Set<Neuron>(); // each listens to the next
    const stack = [root];
    for (let neuron = stack.at(-1); neuron !== undefined; neuron = stack.at(-1)) {
      if (done.has(neuron) || waiting.delete(neuron)) {
        done.add(neuron);
        stack.pop();
        continue;
      }
      waiting.add(neuron);
      for (const name of listensTo(neuron).reverse()) {
        const source = neurons.get(name);
        if (source === undefined || done.has(source)) continue;
        if (waiting.has(source)) throw fail.cycle(cycleThrough(source, waiting));
        stack.push(source);
      }
    }
  }
  return [...done];
}

/** The names of the cycle that closes at `start`, in the direction of the signal. */
function cycleThrough(start: Neuron, waiting: ReadonlySet<Neuron>): string[] {
  const path = [...waiting];
  const cycle = path.slice(path.indexOf(start)).map((neuron) => neuron.name);
  return [start.name, ...cycle.reverse()];
}
