import { compile, type Neuron } from "../logic/index.js";
import type { Values } from "./flags.js";
import type { Console } from "./terminal.js";

/** A proposition as a network of McCulloch–Pitts neurons: its neurons, its truth table or its drawing. */
export function logic(proposition: string, { table, mermaid }: Values, console: Console): number {
  const network = compile(proposition);
  console.tell(JSON.parse(JSON.stringify(network)));
  if (mermaid) console.say(network.toMermaid());
  if (table) for (const line of network.truthTable().lines()) console.say(line);
  if (mermaid || table) return 0;
  console.say(`inputs ${network.inputs.join(", ") || "none"}; output ${network.outputs.join(", ")}`);
  for (const neuron of network.neurons) console.say(`  ${firingRule(neuron)}`);
  return 0;
}

function firingRule({ name, excitatory, inhibitory, threshold }: Neuron): string {
  const veto = inhibitory.length > 0 ? ` and none of ${inhibitory.join(", ")} is active` : "";
  return `${name} fires if ${excitatory.join(" + ") || "nothing"} ≥ ${threshold}${veto}`;
}
