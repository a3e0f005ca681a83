/** baseⁿ for an integer n ≥ 0, by multiplication alone and always in this order: `**` differs between engines. */
export function power(base: number, n: number): number {
  let result = 1;
  for (let square = base; n > 0; n = Math.floor(n / 2), square *= square) if (n % 2 === 1) result *= square;
  return result;
}
