import { compile, type Neuron } from "../logic/index.js";
import type { Print } from "./print.js";

/** A proposition as a network of McCulloch–Pitts neurons: its neurons, its truth table or its drawing. */
export function logic(proposition: string, as: { table: boolean; mermaid: boolean }, print: Print): void {
  const network = compile(proposition);
  if (as.mermaid) print(network.toMermaid());
  if (as.table) for (const line of network.truthTable().lines()) print(line);
  if (as.mermaid || as.table) return;
  print(`inputs ${network.inputs.join(", ") || "none"}; output ${network.outputs.join(", ")}`);
  for (const neuron of network.neurons) print(`  ${firingRule(neuron)}`);
}

function firingRule({ name, excitatory, inhibitory, threshold }: Neuron): string {
  const veto = inhibitory.length > 0 ? ` and none of ${inhibitory.join(", ")} is active` : "";
  return `${name} fires if ${excitatory.join(" + ") || "nothing"} ≥ ${threshold}${veto}`;
}
