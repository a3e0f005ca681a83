// Propositions: what `compile` makes of one answers as the proposition does, however it is spelled; a text that is none is
// refused by a typed error.
import { compile } from "../../../src/logic/index.js";
import type { Random } from "../../support/random.js";
import { mutatedText } from "../mutate.js";
import { claimEqual, outcome, type Target, without } from "../target.js";

interface Input {
  readonly text: string;
  /** The outputs of all rows of the table, A changing slowest; left out where the text was changed. */
  readonly wanted?: string;
}

const NAMES = ["A", "B", "C", "D"];
type Proposition = (row: number) => boolean;

const BINARY: readonly [string[], (p: boolean, q: boolean) => boolean][] = [
  [["and", "∧", "&", "&&", "AND"], (p, q) => p && q],
  [["or", "∨", "|", "||"], (p, q) => p || q],
  [["xor", "⊕", "^"], (p, q) => p !== q],
  [["nand"], (p, q) => !(p && q)],
  [["nor"], (p, q) => !(p || q)],
  [["->", "→", "=>"], (p, q) => !p || q],
  [["<->", "↔", "<=>"], (p, q) => p === q],
];

function proposition(random: Random, depth: number): { text: string; holds: Proposition } {
  if (depth === 0 || random.uniform() < 0.15) {
    const at = random.integer(-2, NAMES.length - 1);
    if (at >= 0)
      return { text: NAMES[at] as string, holds: (row) => ((row >> (NAMES.length - 1 - at)) & 1) === 1 };
    return at === -1 ? { text: "true", holds: () => true } : { text: "0", holds: () => false };
  }
  const p = proposition(random, depth - 1);
  if (random.uniform() < 0.2) {
    return { text: `${random.pick(["not ", "¬", "!", "~"])}(${p.text})`, holds: (row) => !p.holds(row) };
  }
  const q = proposition(random, depth - 1);
  const [spellings, both] = random.pick(BINARY);
  return {
    text: `(${p.text}) ${random.pick(spellings)} (${q.text})`,
    holds: (row) => both(p.holds(row), q.holds(row)),
  };
}

const rows = Array.from({ length: 2 ** NAMES.length }, (_, row) => row);

export const propositions: Target<Input> = {
  name: "propositions",
  inputs: 180_000,
  generate(random) {
    const { text, holds } = proposition(random, random.integer(0, 5));
    if (random.uniform() < 0.4) return { text: mutatedText(random, text, "ABC()!&|^<->= notrue10é\n\u0000") };
    return { text, wanted: rows.map((row) => Number(holds(row))).join("") };
  },
  check({ text, wanted }) {
    const made = outcome(() => compile(text));
    if (!("value" in made)) {
      claimEqual(wanted, undefined, `a proposition that is refused: ${made.message}`);
      return 1;
    }
    const network = made.value;
    if (network.inputs.length > 8) return 1;
    const table = network.truthTable();
    for (const row of rows) {
      const values = Object.fromEntries(
        network.inputs.map((name) => {
          const at = NAMES.indexOf(name);
          return [name, at < 0 ? row % 2 === 1 : ((row >> (NAMES.length - 1 - at)) & 1) === 1];
        }),
      );
      if (wanted !== undefined)
        claimEqual(Number(network.evaluate(values)), Number(wanted[row]), `row ${row}`);
    }
    void table;
    return wanted === undefined ? 1 : rows.length;
  },
  *shrink(input) {
    if (input.wanted === undefined) for (const text of without(input.text)) yield { text };
  },
};
