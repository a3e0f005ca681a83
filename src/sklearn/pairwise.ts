/**
 * The sum of numbers in numpy's order: eight running sums over up to 128 of them, joined in pairs; more are
 * halved, at a multiple of eight. A validation score is a quotient of two of these, and its last bit can
 * decide when to stop.
 */
export function pairwiseSum(values: readonly number[], from = 0, to = values.length): number {
  const n = to - from;
  if (n > 128) {
    const middle = from + 8 * Math.floor(n / 16);
    return pairwiseSum(values, from, middle) + pairwiseSum(values, middle, to);
  }
  const groupsEnd = n < 8 ? from : to - (n % 8);
  const sums = [0, 0, 0, 0, 0, 0, 0, 0] as [number, number, number, number, number, number, number, number];
  for (let i = from; i < groupsEnd; i++)
    sums[(i - from) % 8] = (sums[(i - from) % 8] as number) + (values[i] as number);
  let sum = sums[0] + sums[1] + (sums[2] + sums[3]) + (sums[4] + sums[5] + (sums[6] + sums[7]));
  for (let i = groupsEnd; i < to; i++) sum += values[i] as number;
  return sum;
}
