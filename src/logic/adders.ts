import { named } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { Circuit, type Signal } from "./circuit.js";
import { compile } from "./compile.js";
import type { Network } from "./network.js";

/** The neurons of more would not fit into the memory that engines give a program. */
const MAX_WIDTH = 2 ** 16;

/** a + b + carryIn for single bits: two half adders, and the OR of their carries. */
export function fullAdder(): Network<Record<"sum" | "carryOut", boolean>> {
  const halfAdder = compile({ sum: "a xor b", carry: "a and b" });
  const circuit = new Circuit();
  const a = circuit.input("a");
  const b = circuit.input("b");
  const carryIn = circuit.input("carryIn");
  const first = circuit.embed(halfAdder, { a, b });
  const second = circuit.embed(halfAdder, { a: first.sum, b: carryIn });
  return circuit.network([
    ["sum", second.sum],
    ["carryOut", circuit.or(first.carry, second.carry)],
  ]);
}

/**
 * The sum of two numbers of `width` bits: a full adder per bit, the carry rippling upwards.
 *
 * Inputs a0 … and b0 …, lowest bit first, and carryIn; outputs s0 …, lowest bit first, and carryOut.
 *
 * @param width  bits of each number, an integer from 1 to 65,536
 * @throws {KindError | ValueError} WIDTH if `width` is anything else
 */
export function rippleCarryAdder(width: number): Network<Record<string, boolean>> {
  if (!(Number.isInteger(width) && width >= 1 && width <= MAX_WIDTH))
    throw named("rippleCarryAdder", fail.badWidth(width, MAX_WIDTH));
  const adder = fullAdder();
  const circuit = new Circuit();
  const bits = (name: string) => Array.from({ length: width }, (_, i) => circuit.input(`${name}${i}`));
  const a = bits("a");
  const b = bits("b");
  let carryIn = circuit.input("carryIn");
  const outputs = a.map((ai, i) => {
    const { sum, carryOut } = circuit.embed(adder, { a: ai, b: b[i] as Signal, carryIn });
    carryIn = carryOut;
    return [`s${i}`, sum] as const;
  });
  return circuit.network([...outputs, ["carryOut", carryIn]]);
}
