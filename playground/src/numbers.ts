/** A number as one would write it by hand: three significant digits, a true minus, no exponent if it can be helped. */
export function short(x: number): string {
  if (x === 0) return "0";
  const size = Math.abs(x);
  const text =
    size >= 1e6 || size < 1e-3
      ? Number(x.toPrecision(3))
          .toExponential()
          .replace(/e(.+)/, (_, power: string) => ` · 10${raise(power)}`)
      : size >= 100
        ? String(Math.round(x))
        : x.toFixed(size >= 10 ? 1 : size >= 0.1 ? 2 : 3);
  return text.replace("-", "−");
}

const raise = (power: string): string =>
  power.replace(/./g, (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)] ?? "");

/** A whole number with its thousands apart; one of which not every digit is known, in short. */
export const whole = (n: number): string =>
  Number.isFinite(n) && Math.abs(n) > Number.MAX_SAFE_INTEGER ? short(n) : Math.round(n).toLocaleString("en");

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${whole(n)} ${n === 1 ? one : many}`;
