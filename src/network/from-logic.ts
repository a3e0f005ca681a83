import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { within } from "../base/within.js";
import { ALWAYS_ON, type NetworkDescription, type Neuron } from "../logic/neuron.js";
import { validateNetwork } from "../logic/validate-network.js";
import { type Layer, ThresholdNetwork } from "./threshold-network.js";

/**
 * A network of McCulloch–Pitts neurons as layers of threshold logic units. A neuron of E excitatory
 * connections becomes a unit with weight 1 for each of them, −E for each inhibitory source, which outweighs
 * them all, and bias −θ. A signal that skips layers is handed on by units with weight 1 and bias −1.
 *
 * @param description  what `compile` makes, or plain data of the same form;
 *                     columns of X are its inputs, in order
 * @returns  a network whose outputs are the description's, in order
 * @throws {ValueError} NO_INPUTS; and what `new Network` refuses
 */
export function fromLogic(description: NetworkDescription): ThresholdNetwork {
  return call("fromLogic", () => {
    const network = validateNetwork(description);
    if (network.inputs.length === 0) throw fail.noInputs();
    return within(() => new ThresholdNetwork(layersOf(network)));
  });
}

function layersOf({ inputs, neurons, outputs }: NetworkDescription): Layer[] {
  const byName = new Map(neurons.map((neuron) => [neuron.name, neuron]));
  const level = new Map<string, number>([ALWAYS_ON, ...inputs].map((name) => [name, 0]));
  const levelOf = (name: string): number => level.get(name) as number;
  for (const { name, excitatory, inhibitory } of neurons) {
    level.set(name, 1 + greatest([...excitatory, ...inhibitory].map(levelOf)));
  }

  // From the outputs back: what layer L must hand to layer L + 1, and so what it must hold itself.
  const depth = greatest(outputs.map(levelOf));
  const layerSignals: (readonly string[])[] = [outputs]; // of each layer, the inputs first
  for (let layer = depth; layer > 1; layer--) layerSignals.unshift(sourcesOf(layerSignals[0] ?? [], layer));
  layerSignals.unshift(inputs);
  return layerSignals.slice(1).map((names, before) => {
    const sources = layerSignals[before] as readonly string[];
    const units = names.map((name) =>
      unitOf(levelOf(name) === before + 1 ? byName.get(name) : undefined, name, sources),
    );
    return { W: sources.map((_, i) => units.map(({ w }) => w[i] as number)), b: units.map(({ b }) => b) };
  });

  /** What the layer below `layer` must hold so that this one can hold `names`. */
  function sourcesOf(names: readonly string[], layer: number): string[] {
    const needed = names.flatMap((name) => {
      const neuron = levelOf(name) === layer ? byName.get(name) : undefined;
      return neuron === undefined ? [name] : [...neuron.excitatory, ...neuron.inhibitory];
    });
    return [...new Set(needed)].filter((name) => name !== ALWAYS_ON);
  }
}

const greatest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0);

/** The weights over `sources` and the bias of a neuron, or of a unit that hands on the source `name`. */
function unitOf(
  neuron: Neuron | undefined,
  name: string,
  sources: readonly string[],
): { w: number[]; b: number } {
  const relay: Neuron = { name, excitatory: [name], inhibitory: [], threshold: 1 };
  const { excitatory, inhibitory, threshold } = neuron ?? relay;
  const weightOf = (source: string): number => {
    const connections = excitatory.filter((other) => other === source).length;
    return connections - (inhibitory.includes(source) ? excitatory.length : 0);
  };
  return { w: sources.map(weightOf), b: weightOf(ALWAYS_ON) - threshold };
}
