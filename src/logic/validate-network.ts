import * as fail from "../base/texts.js";
import { ALWAYS_ON, type NetworkDescription, type Neuron } from "./neuron.js";
import {
  isIndex,
  requireArray,
  requireNames,
  requireObject,
  requireString,
  requireUnique,
} from "./validate.js";

/**
 * A validated, frozen copy of a description from anywhere, its neurons in topological order: each stands
 * behind all its sources. Neurons that already do keep their order.
 *
 * @throws {KindError}  WRONG_KIND
 * @throws {ValueError} UNKNOWN_NAME, DUPLICATE_NAME, RESERVED_NAME, NUMERIC_NAME, NO_OUTPUT, THRESHOLD, CYCLE
 */
export function validateNetwork(description: unknown): NetworkDescription {
  const given = requireObject("the description", description);
  const inputs = requireNames("inputs", given.inputs);
  const neurons = Array.from(requireArray("neurons", given.neurons), validateNeuron);
  const outputs = requireNames("outputs", given.outputs);

  const sources = requireUnique([...inputs, ...neurons.map((neuron) => neuron.name)]);
  if (sources.has(ALWAYS_ON)) throw fail.reservedName(ALWAYS_ON);
  for (const neuron of neurons) {
    for (const source of sourcesOf(neuron)) {
      if (source !== ALWAYS_ON && !sources.has(source)) throw fail.unknownSource(neuron.name, source);
    }
  }
  const byName = new Map(neurons.map((neuron) => [neuron.name, neuron]));
  for (const name of requireUnique(outputs)) if (!byName.has(name)) throw fail.unknownOutput(name);
  const numeric = outputs.find(isIndex);
  if (numeric !== undefined) throw fail.numericName(numeric);
  if (outputs.length === 0) throw fail.noOutput();
  return { inputs, neurons: Object.freeze(topologicalOrder(byName)), outputs };
}

function validateNeuron(value: unknown): Neuron {
  const given = requireObject("a neuron", value);
  const name = requireString("the name of a neuron", given.name);
  const threshold = given.threshold as number;
  if (!Number.isSafeInteger(threshold) || threshold < 1) throw fail.threshold(name, threshold);
  return Object.freeze({
    name,
    excitatory: requireNames(`excitatory of neuron "${name}"`, given.excitatory),
    inhibitory: requireNames(`inhibitory of neuron "${name}"`, given.inhibitory),
    threshold,
  });
}

const sourcesOf = (neuron: Neuron): string[] => [...neuron.excitatory, ...neuron.inhibitory];

/** Depth first and without recursion, so that no depth of network exhausts the stack. @throws CYCLE */
function topologicalOrder(neurons: ReadonlyMap<string, Neuron>): Neuron[] {
  const done = new Set<Neuron>();
  for (const root of neurons.values()) {
    const waiting = new Set<Neuron>(); // each has the next for a source
    const stack = [root];
    for (let neuron = stack.at(-1); neuron !== undefined; neuron = stack.at(-1)) {
      if (done.has(neuron) || waiting.delete(neuron)) {
        done.add(neuron);
        stack.pop();
        continue;
      }
      waiting.add(neuron);
      for (const name of sourcesOf(neuron).reverse()) {
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
