import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { Circuit, FALSE, type Signal } from "./circuit.js";
import { compiled } from "./compile.js";
import { firstSatisfying } from "./evaluate-table.js";
import { Network } from "./network.js";
import type { Assignment } from "./neuron.js";

/** A text, or a network already made. */
export type Proposition = string | Network;

const networkOf = (p: Proposition): Network => (p instanceof Network ? p : compiled(p));

/**
 * An assignment that makes a proposition true, the first in the order of its truth table, or null.
 *
 * @param p  a text, or a network of one output
 * @throws {ValueError} TOO_MANY_INPUTS beyond 24; whatever `compile` throws
 * @throws {ShapeError} SEVERAL_OUTPUTS if it is a network of several outputs
 */
export function satisfiable(p: Proposition): Assignment | null {
  return call("satisfiable", () => {
    const network = networkOf(p);
    if (network.outputs.length !== 1) throw fail.severalOutputs(network.outputs.length);
    return firstSatisfying(network);
  });
}

/**
 * An assignment on which two propositions differ, over the inputs of both, or null if they are equivalent.
 * Networks of several outputs are compared output by output, in order.
 *
 * @param p  a text, or a network
 * @param q  another, of as many outputs
 * @throws {ValueError} TOO_MANY_INPUTS beyond 24; whatever `compile` throws
 * @throws {ShapeError} OUTPUTS_DIFFER if one has more outputs than the other
 */
export function counterexample(p: Proposition, q: Proposition): Assignment | null {
  return call("counterexample", () => difference(p, q));
}

function difference(p: Proposition, q: Proposition): Assignment | null {
  const [left, right] = [networkOf(p), networkOf(q)];
  const [leftCount, rightCount] = [left.outputs.length, right.outputs.length];
  if (leftCount !== rightCount) throw fail.outputsDiffer(leftCount, rightCount);

  const circuit = new Circuit();
  const embed = (network: Network): Signal[] => {
    const wires = network.inputs.map((name) => [name, circuit.input(name)]);
    const embedded = circuit.embed(network, Object.fromEntries(wires));
    return network.outputs.map((name) => embedded[name] as Signal);
  };
  const [leftSignals, rightSignals] = [embed(left), embed(right)];
  const differences = leftSignals.map((signal, i) => circuit.xor(signal, rightSignals[i] as Signal));
  const differ = differences.reduce((any, difference) => circuit.or(any, difference), FALSE);
  return firstSatisfying(circuit.networkOf(differ, "differ"));
}

/**
 * Whether two propositions agree on every assignment of the inputs of both.
 *
 * @throws {ValueError} TOO_MANY_INPUTS beyond 24; whatever `compile` throws
 * @throws {ShapeError} OUTPUTS_DIFFER if one has more outputs than the other
 */
export const equivalent = (p: Proposition, q: Proposition): boolean =>
  call("equivalent", () => difference(p, q) === null);
