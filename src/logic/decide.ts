import * as fail from "../base/texts.js";
import { Circuit, FALSE, type Signal } from "./circuit.js";
import { compile } from "./compile.js";
import { Network } from "./network.js";
import type { Assignment } from "./neuron.js";
import { firstFiring } from "./sweep.js";

/** A text, or a network already made. */
export type Proposition = string | Network;

const networkOf = (p: Proposition): Network => (p instanceof Network ? p : compile(p));

/**
 * An assignment that makes a proposition true, the first in the order of its truth table, or null if none does.
 *
 * @throws {ValueError} TOO_MANY_INPUTS beyond 24; whatever `compile` throws
 * @throws {ShapeError} SEVERAL_OUTPUTS if it is a network of several outputs
 */
export function satisfiable(p: Proposition): Assignment | null {
  const network = networkOf(p);
  if (network.outputs.length !== 1) throw fail.severalOutputs("satisfiable", network.outputs.length);
  return firstFiring("satisfiable", network);
}

/**
 * An assignment on which two propositions differ, over the inputs of both, or null if they are equivalent.
 * Networks of several outputs are compared output by output, in order.
 *
 * @throws {ValueError} TOO_MANY_INPUTS beyond 24; whatever `compile` throws
 * @throws {ShapeError} OUTPUTS_DIFFER if one has more outputs than the other
 */
export function counterexample(p: Proposition, q: Proposition): Assignment | null {
  const [left, right] = [networkOf(p), networkOf(q)];
  const [leftCount, rightCount] = [left.outputs.length, right.outputs.length];
  if (leftCount !== rightCount) throw fail.outputsDiffer("counterexample", leftCount, rightCount);

  const circuit = new Circuit();
  const place = (network: Network): Signal[] => {
    const wires = network.inputs.map((name) => [name, circuit.input(name)]);
    const placed = circuit.place(network, Object.fromEntries(wires));
    return network.outputs.map((name) => placed[name] as Signal);
  };
  const [found, expected] = [place(left), place(right)];
  const differences = found.map((signal, i) => circuit.xor(signal, expected[i] as Signal));
  const differ = differences.reduce((any, difference) => circuit.or(any, difference), FALSE);
  return firstFiring("counterexample", circuit.network([["differ", differ]]));
}

/** Whether two propositions agree on every assignment; @throws as `counterexample`. */
export const equivalent = (p: Proposition, q: Proposition): boolean => counterexample(p, q) === null;
