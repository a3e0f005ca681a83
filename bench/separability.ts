// How long a verdict takes: all functions of four inputs, and rows that no plane separates, of several sizes and numbers of
// decimals. Every certificate is verified.
//
//   npm run bench -- separability
import { sfc32 } from "../src/base/random.js";
import { separability, verifyCertificate } from "../src/separability/index.js";
import { machine, processorSeconds, summary } from "./clock.js";

const ROUNDS = 3;
const SEED = 1873;

/** Rows with so many decimals around two near points: no plane separates them. */
function overlapping(n: number, d: number, decimals: number): { X: number[][]; y: number[] } {
  const random = sfc32(SEED, d);
  const real = (): number => random() / 2 ** 32;
  const y = Array.from({ length: n }, () => random() & 1);
  const X = y.map((label) =>
    Array.from({ length: d }, () => Number((real() + 0.1 * label).toFixed(decimals))),
  );
  return { X, y };
}

const seconds = (work: () => void): string =>
  summary(
    Array.from({ length: ROUNDS }, () => processorSeconds(work)),
    (value) => `${value.toPrecision(2)} s`,
  );

const inputs = Array.from({ length: 16 }, (_, i) => [i >> 3, (i >> 2) & 1, (i >> 1) & 1, i & 1]);
let separable = 0;
const all = seconds(() => {
  separable = 0;
  for (let f = 0; f < 2 ** 16; f++)
    if (
      separability(
        inputs,
        inputs.map((_, i) => (f >> i) & 1),
      ).separable
    )
      separable++;
});
console.log(`| rows | decimals | verdict |\n|---|--:|--:|`);
console.log(`| all 65,536 functions of 4 inputs, ${separable} separable | 0 | ${all} |`);
for (const [n, d, decimals] of [
  [1000, 10, 3],
  [569, 30, 3],
  [569, 30, 15],
  [2000, 50, 3],
] as const) {
  const { X, y } = overlapping(n, d, decimals);
  const verdict = separability(X, y);
  if (verdict.separable || !verifyCertificate(X, y, verdict.certificate)) throw new Error("no certificate");
  console.log(`| ${n}×${d} | ${decimals} | ${seconds(() => separability(X, y))} |`);
}
console.log(`\nSeconds of a processor, median and range of ${ROUNDS} rounds, seed ${SEED}; ${machine()}`);
