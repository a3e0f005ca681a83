import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { isRecord } from "../data/options.js";
import { Circuit } from "./circuit.js";
import type { Network, ResultOf } from "./network.js";
import { parse } from "./parse.js";
import { requireString } from "./validate.js";

/**
 * Turns any logical proposition, or several by name, into a network of McCulloch–Pitts neurons.
 *
 * ```ts
 * compile("(A and not B) or (not A and B)");
 * compile({ sum: "A xor B", carry: "A and B" });
 * ```
 *
 * The inputs are the names in the order in which the text mentions them. The output of a single proposition
 * is called "out" ("_out" if that is an input).
 *
 * @param proposition  the text of one: names, and, or, not, xor, →, ↔, 0, 1 and parentheses
 * @throws {KindError}  WRONG_KIND
 * @throws {ValueError} SYNTAX, with a caret under the place; NO_OUTPUT, RESERVED_NAME, NUMERIC_NAME; DUPLICATE_NAME if an
 *                      output is called like an input
 */
export function compile(proposition: string): Network<boolean>;
/**
 * Turns several logical propositions into one network of McCulloch–Pitts neurons, an output for each.
 *
 * @param propositions  the text of each by the name of its output
 * @throws {KindError}  WRONG_KIND
 * @throws {ValueError} SYNTAX, with a caret under the place; NO_OUTPUT, RESERVED_NAME, NUMERIC_NAME; DUPLICATE_NAME if an
 *                      output is called like an input
 */
export function compile<Name extends string>(
  propositions: Readonly<Record<Name, string>>,
): Network<ResultOf<Name>>;
export function compile(propositions: string | Readonly<Record<string, string>>): Network {
  return call("compile", () => compiled(propositions));
}

/** `compile`, whose errors are named by the function that is called. */
export function compiled(propositions: unknown): Network {
  const circuit = new Circuit();
  if (typeof propositions === "string") {
    return circuit.networkOf(parse(propositions, circuit), "out");
  }
  if (!isRecord(propositions))
    throw fail.wrongKind("the proposition", "a string, or an object of strings", propositions);
  return circuit.network(
    Object.entries(propositions).map(([name, text]) => [
      name,
      parse(requireString(`"${name}"`, text), circuit),
    ]),
  );
}
