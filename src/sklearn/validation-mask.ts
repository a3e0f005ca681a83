import { RandomState } from "./random.js";

/**
 * The test rows of the first split of StratifiedShuffleSplit(test_size = fraction, random_state = seed).
 *
 * @param numbers  the class number of each row [n]
 * @param classes  how many classes there are
 * @returns 1 for each row that is held out, else 0 [n]
 */
export function validationMask(
  numbers: ArrayLike<number>,
  classes: number,
  fraction: number,
  seed: number,
): Uint8Array {
  const n = numbers.length;
  const testCount = Math.ceil(fraction * n);
  const random = new RandomState(seed);
  const members: number[][] = Array.from({ length: classes }, () => []);
  for (let i = 0; i < n; i++) members[numbers[i] as number]?.push(i);
  const sizes = members.map((rows) => rows.length);
  const trainSizes = approximateMode(sizes, n - testCount, random);
  const rest = sizes.map((size, k) => size - (trainSizes[k] as number));
  const testSizes = approximateMode(rest, testCount, random);
  const mask = new Uint8Array(n);
  for (const [k, rows] of members.entries()) {
    const order = random.permutation(rows.length);
    const begin = trainSizes[k] as number;
    for (const i of order.subarray(begin, begin + (testSizes[k] as number))) mask[rows[i] as number] = 1;
  }
  return mask;
}

/**
 * `draws` rows over classes in proportion: floors, and one more for the largest remainders, ties at random.
 */
function approximateMode(counts: readonly number[], draws: number, random: RandomState): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => (count / total) * draws);
  const floored = shares.map(Math.floor);
  let missing = draws - floored.reduce((sum, count) => sum + count, 0);
  const remainders = shares.map((share, k) => share - (floored[k] as number));
  for (const value of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (missing <= 0) break;
    const tied = remainders.flatMap((remainder, k) => (remainder === value ? [k] : []));
    const count = Math.min(tied.length, missing);
    const drawn = [...random.permutation(tied.length)].slice(0, count).map((i) => tied[i] as number);
    for (const k of drawn) floored[k] = (floored[k] as number) + 1;
    missing -= count;
  }
  return floored;
}
