// Networks with as few neurons as their gates allow: a chain of "and", or of "or", is one neuron of many inputs.
import type { NetworkDescription, Neuron } from "rosenblatt/logic";

/** The source that is always active. */
const ALWAYS = "1";

/** The same function by fewer neurons, of more inputs each. */
export function widen({ inputs, neurons, outputs }: NetworkDescription): NetworkDescription {
  const kept = new Map(neurons.map((neuron) => [neuron.name, neuron]));
  const uses = new Map<string, number>(outputs.map((name) => [name, 1]));
  for (const neuron of neurons) {
    for (const source of sourcesOf(neuron)) uses.set(source, (uses.get(source) ?? 0) + 1);
  }
  for (const { name } of neurons) {
    let neuron = kept.get(name) as Neuron;
    for (const source of sourcesOf(neuron)) {
      const inner = kept.get(source);
      if (inner === undefined || uses.get(source) !== 1) continue;
      const merged = merge(neuron, inner);
      if (merged === null) continue;
      neuron = merged;
      kept.delete(source);
    }
    kept.set(name, neuron);
  }
  // in the order of the network, in which sources come first
  return { inputs, neurons: neurons.flatMap(({ name }) => kept.get(name) ?? []), outputs };
}

const sourcesOf = ({ excitatory, inhibitory }: Neuron): string[] => [
  ...new Set([...excitatory, ...inhibitory]),
];

/** How often each source connects. */
function countsOf({ excitatory }: Neuron): Map<string, number> {
  const counts = new Map<string, number>();
  for (const source of excitatory) counts.set(source, (counts.get(source) ?? 0) + 1);
  return counts;
}

/** Whether it takes all of its excitatory sources. */
function isAnd(neuron: Neuron): boolean {
  const least = Math.min(...countsOf(neuron).values());
  return neuron.excitatory.length - least < neuron.threshold;
}

/** Whether any of its excitatory sources will do. */
const isOr = (neuron: Neuron): boolean =>
  [...countsOf(neuron).values()].every((times) => times >= neuron.threshold);

/** One neuron in the place of two, the inner of which is a source of the other alone; null if none will do. */
function merge(neuron: Neuron, inner: Neuron): Neuron | null {
  const without = (list: readonly string[]): string[] =>
    [...new Set(list)].filter((source) => source !== inner.name);
  const innerSources = [...new Set(inner.excitatory)];
  const isOwn = neuron.excitatory.includes(inner.name);
  const isVeto = neuron.inhibitory.includes(inner.name);
  if (isOwn && isVeto) return null;
  if (isVeto) {
    if (inner.inhibitory.length > 0 || !isOr(inner)) return null;
    const inhibitory = new Set([...without(neuron.inhibitory), ...innerSources]);
    return { ...neuron, inhibitory: [...inhibitory] };
  }
  if (isAnd(neuron) && isAnd(inner)) {
    const inhibitory = [...new Set([...neuron.inhibitory, ...inner.inhibitory])];
    return and(neuron.name, [...without(neuron.excitatory), ...innerSources], inhibitory);
  }
  if (isOr(neuron) && isOr(inner) && inner.inhibitory.length === 0 && !innerSources.includes(ALWAYS)) {
    const sources = [...new Set([...without(neuron.excitatory), ...innerSources])];
    return {
      name: neuron.name,
      excitatory: sources.flatMap((source) => [source, source]),
      inhibitory: neuron.inhibitory,
      threshold: 2,
    };
  }
  return null;
}

/** A neuron of all these sources; a single one connects twice, as in the textbook's figures. */
function and(name: string, sources: readonly string[], inhibitory: readonly string[]): Neuron {
  const distinct = [...new Set(sources)];
  const needed = distinct.length > 1 ? distinct.filter((source) => source !== ALWAYS) : distinct;
  const [only] = needed;
  return needed.length === 1
    ? { name, excitatory: [only as string, only as string], inhibitory, threshold: 2 }
    : { name, excitatory: needed, inhibitory, threshold: needed.length };
}
