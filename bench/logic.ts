// The whole truth table of a network of 20 inputs and 200 neurons: `truthTable()` against JavaScript that
// goes row by row over typed arrays. Verifies before it times.
//
//   npm run bench -- logic
import { wasmLogicKernel } from "../src/logic/current-kernel.js";
import { truthTableOf } from "../src/logic/evaluate-table.js";
import { Network } from "../src/logic/index.js";
import { jsLogicKernel } from "../src/logic/kernel-js.js";
import type { NetworkDescription } from "../src/logic/neuron.js";
import { machine, summary } from "./clock.js";

const INPUTS = 20;
const NEURONS = 200;
const ROUNDS = 7;
const SEED = 1943;

/** Gates of θ = 2 over three random sources each, with multiplicities and vetoes; the last four are outputs. */
function randomNetwork(): Network {
  let state = SEED;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const inputs = Array.from({ length: INPUTS }, (_, i) => `x${i}`);
  const sources = [...inputs];
  const neurons = Array.from({ length: NEURONS }, (_, i) => {
    const [a, b, c] = [0, 0, 0].map(() => sources[below(sources.length)] as string) as [
      string,
      string,
      string,
    ];
    sources.push(`y${i}`);
    const kind = below(3); // at least two of three; a or both of the others; a but not b
    const excitatory = [
      [a, b, c],
      [a, a, b, c],
      [a, a],
    ][kind] as string[];
    return { name: `y${i}`, excitatory, inhibitory: kind === 2 ? [b] : [], threshold: 2 };
  });
  return new Network({ inputs, neurons, outputs: sources.slice(-4) });
}

/** The peer: names resolved once, then one row after the other, each neuron counting its connections. */
function rowByRow({ inputs, neurons, outputs }: NetworkDescription): Record<string, string> {
  const numbers = new Map([...inputs, ...neurons.map(({ name }) => name)].map((name, k) => [name, k]));
  const lists: number[] = [];
  const starts: number[] = [];
  for (const { excitatory, inhibitory } of neurons) {
    starts.push(lists.length);
    lists.push(...excitatory.map((name) => numbers.get(name) as number));
    starts.push(lists.length);
    lists.push(...inhibitory.map((name) => numbers.get(name) as number));
  }
  starts.push(lists.length);
  const start = Int32Array.from(starts);
  const source = Int32Array.from(lists);
  const threshold = Int32Array.from(neurons, (neuron) => neuron.threshold);
  const active = new Uint8Array(numbers.size);
  const rows = 2 ** inputs.length;
  const digits = outputs.map(() => new Uint8Array(rows));
  const outputNumbers = outputs.map((name) => numbers.get(name) as number);
  for (let row = 0; row < rows; row++) fillRow(row);
  return Object.fromEntries(outputs.map((name, o) => [name, new TextDecoder().decode(digits[o])]));

  function fillRow(row: number): void {
    for (let i = 0; i < INPUTS; i++) active[i] = (row >> (INPUTS - 1 - i)) & 1;
    for (let n = 0; n < NEURONS; n++) {
      const vetoes = start[2 * n + 1] as number;
      const end = start[2 * n + 2] as number;
      let count = 0;
      let vetoed = 0;
      for (let k = start[2 * n] as number; k < vetoes; k++) count += active[source[k] as number] as number;
      for (let k = vetoes; k < end; k++) vetoed |= active[source[k] as number] as number;
      active[INPUTS + n] = count >= (threshold[n] as number) && vetoed === 0 ? 1 : 0;
    }
    for (const [o, k] of outputNumbers.entries()) (digits[o] as Uint8Array)[row] = 48 + (active[k] as number);
  }
}

const network = randomNetwork();
const [wasm, js] = [wasmLogicKernel(), jsLogicKernel()];
const runs: Record<string, () => Record<string, string>> = {
  "row by row": () => rowByRow(network),
  "JavaScript (32 rows at once)": () => ({ ...truthTableOf(network, js).outputs }),
  "wasm (128 rows at once)": () => ({ ...truthTableOf(network, wasm).outputs }),
};

const expected = JSON.stringify(rowByRow(network));
for (const [name, run] of Object.entries(runs)) {
  if (JSON.stringify(run()) !== expected) throw new Error(`${name} computes another table`);
}

const seconds: Record<string, number[]> = {};
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, run] of Object.entries(runs)) {
    const begin = performance.now();
    run();
    seconds[name] = [...(seconds[name] ?? []), performance.now() - begin];
  }
}

const base = seconds["row by row"] as number[];
console.log(`${machine()}, seed ${SEED}, ${ROUNDS} interleaved rounds`);
console.log(`${INPUTS} inputs, ${NEURONS} neurons, ${2 ** INPUTS} rows; all tables equal; median (range)`);
for (const [name, values] of Object.entries(seconds)) {
  const ratios = values.map((value, round) => (base[round] as number) / value);
  console.log(`${name.padEnd(24)} ${summary(values).padEnd(26)} ms   ${summary(ratios)} times as fast`);
}
