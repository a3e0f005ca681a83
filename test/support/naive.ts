// The definitions in plain loops, over small integers, where every order of additions is exact.
import { shuffledOrder } from "../../src/base/random.js";
import { Random } from "./random.js";

/** n rows of d integers −9 … 9, labels 0 … classes − 1 in turn. */
export function noisy(seed: number, n: number, d: number, classes: number) {
  const random = new Random(seed);
  const X = Array.from({ length: n }, () => Array.from({ length: d }, () => random.integer(-9, 9)));
  return { X, y: Array.from({ length: n }, (_, i) => i % classes) };
}

/** Weights of one output, the bias last. */
export type Unit = number[];

export const zeros = (outputs: number, d: number): Unit[] =>
  Array.from({ length: outputs }, () => new Array<number>(d + 1).fill(0));

export const score = (x: readonly number[], w: Unit): number =>
  x.reduce((z, value, j) => z + value * (w[j] as number), w[x.length] as number);

export function move(w: Unit, x: readonly number[], t: number): void {
  for (const [j, value] of [...x, 1].entries()) w[j] = (w[j] as number) + t * value;
}

export const firstMaximum = (z: readonly number[]): number => z.indexOf(Math.max(...z));

export function orderOf(n: number, seed: number | undefined, epoch: number): number[] {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  if (seed !== undefined) shuffledOrder(order, seed, epoch);
  return [...order];
}

interface Fit {
  readonly X: number[][];
  readonly y: number[];
  readonly epochs: number;
  /** Of the order; as the rows lie without one. */
  readonly seed?: number | undefined;
}

/** multiclass: "joint". */
export function jointFit({ X, y, epochs, seed }: Fit, classes: number) {
  const W = zeros(classes, X[0]?.length ?? 0);
  const mistakes: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let wrong = 0;
    for (const i of orderOf(X.length, seed, epoch)) {
      const [x, right] = [X[i] as number[], y[i] as number];
      const chosen = firstMaximum(W.map((w) => score(x, w)));
      if (chosen === right) continue;
      wrong++;
      move(W[right] as Unit, x, 1);
      move(W[chosen] as Unit, x, -1);
    }
    mistakes.push(wrong);
  }
  return { W, mistakes };
}

/** keep: "best", one output with targets 0 and 1: Gallant's pocket with ratchet. */
export function pocketFit({ X, y, epochs, seed }: Fit) {
  const [w] = zeros(1, X[0]?.length ?? 0) as [Unit];
  const count = (): number => X.filter((x, i) => Number(score(x, w) >= 0) !== y[i]).length;
  let pocket = { w: [...w], mistakes: count() };
  let run = 0;
  let longest = 0;
  const consider = (): void => {
    longest = Math.max(longest, run);
    const mistakes = count();
    if (mistakes < pocket.mistakes) pocket = { w: [...w], mistakes };
  };
  const history: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const i of orderOf(X.length, seed, epoch)) {
      const x = X[i] as number[];
      const error = (y[i] as number) - Number(score(x, w) >= 0);
      if (error === 0) {
        run++;
        continue;
      }
      if (run > longest) consider();
      move(w, x, error);
      run = 0;
    }
    consider();
    history.push(pocket.mistakes);
  }
  return { pocket, last: w, history };
}
