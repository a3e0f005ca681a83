// Numbers as one would write them by hand, in the language of the page.

const MINUS = "−";
let locale = "en";
let decimalSign = ".";

/** Called when the language changes. */
export function setLocale(language: string): void {
  locale = language;
  decimalSign = (1.5).toLocaleString(language).replace(/\d/g, "");
}

const localized = (digits: string): string => digits.replace("-", MINUS).replace(".", decimalSign);

/** Three significant digits, a true minus, no exponent if it can be helped. */
export function formatNumber(x: number): string {
  if (x === 0) return "0";
  const size = Math.abs(x);
  return localized(
    size >= 1e6 || size < 1e-3
      ? Number(x.toPrecision(3))
          .toExponential()
          .replace(/e(.+)/, (_, power: string) => ` · 10${superscript(power)}`)
      : size >= 100
        ? String(Math.round(x))
        : x.toFixed(size >= 10 ? 1 : size >= 0.1 ? 2 : 3),
  );
}

const superscript = (power: string): string =>
  power.replace(/./g, (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)] ?? "");

/** A whole number with its thousands apart; one of which not every digit is known, in short. */
export const formatInteger = (n: number): string =>
  Number.isFinite(n) && Math.abs(n) > Number.MAX_SAFE_INTEGER
    ? formatNumber(n)
    : Math.round(n).toLocaleString(locale);

/** All digits of a number, unless they are many. */
export const formatExact = (x: number): string =>
  String(x).length <= 7 ? localized(String(x)) : formatNumber(x);

/** The value of a tick of an axis. */
export const formatTick = (x: number): string => localized(String(x));

/** A point, like (2.65, 1.9); where the comma is the decimal sign, like (2,65; 1,9). */
export const formatPoint = (x: number, y: number, format = formatExact): string =>
  `(${format(x)}${decimalSign === "," ? ";" : ","} ${format(y)})`;

/** A share in percent with one decimal; only the whole is 100 %, and only nothing 0 %. */
export function formatPercent(part: number, whole: number): string {
  if (part === 0 || part === whole) return part === 0 ? "0 %" : "100 %";
  const percent = Math.min(99.9, Math.max(0.1, (100 * part) / whole));
  return `${localized(percent.toFixed(1))} %`;
}

/** A count with its noun, like 1 point, 2 points. */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${Number.isInteger(n) || n >= 100 ? formatInteger(n) : localized(String(n))} ${n === 1 ? one : many}`;
