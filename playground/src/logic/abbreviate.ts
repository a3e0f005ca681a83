import type { NetworkDescription } from "rosenblatt/logic";

/** So many inputs in a row that are wired alike are still drawn one by one. */
const MOST = 12;
/** Of more, so many are drawn at either end. */
const ENDS = 3;

export interface Abbreviation {
  readonly description: NetworkDescription;
  /** The inputs that each node of dots stands for. */
  readonly hidden: ReadonlyMap<string, readonly string[]>;
}

/** A network as textbooks draw it: of a long row of inputs that are wired alike the first, dots, and the last. */
export function abbreviate({ inputs, neurons, outputs }: NetworkDescription): Abbreviation {
  const wiring = new Map(inputs.map((name) => [name, ""]));
  for (const { name: to, excitatory, inhibitory } of neurons) {
    for (const name of excitatory) wiring.set(name, `${wiring.get(name)} +${to}`);
    for (const name of inhibitory) wiring.set(name, `${wiring.get(name)} -${to}`);
  }
  const hidden = new Map<string, readonly string[]>();
  const dotsOf = new Map<string, string>();
  for (let from = 0, to = 0; from < inputs.length; from = to) {
    while (to < inputs.length && wiring.get(at(inputs, to)) === wiring.get(at(inputs, from))) to++;
    if (to - from <= MOST) continue;
    const within = inputs.slice(from + ENDS, to - ENDS);
    const dots = `⋮${at(within, 0)}`; // which no proposition can name
    hidden.set(dots, within);
    for (const name of within) dotsOf.set(name, dots);
  }
  const short = (names: readonly string[]): string[] =>
    names.flatMap((name) => {
      const dots = dotsOf.get(name);
      if (dots === undefined) return [name];
      return name === hidden.get(dots)?.[0] ? [dots] : [];
    });
  const description = {
    inputs: short(inputs),
    neurons: neurons.map(({ name, threshold, excitatory, inhibitory }) => ({
      name,
      threshold,
      excitatory: short(excitatory),
      inhibitory: short(inhibitory),
    })),
    outputs,
  };
  return { description, hidden };
}

const at = (names: readonly string[], i: number): string => names[i] as string;
