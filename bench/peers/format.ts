// How numbers are written.
import type { Range } from "../clock.js";

export const time = (seconds: number): string => {
  const units: [string, number][] = [
    ["s", 1],
    ["ms", 1e-3],
    ["µs", 1e-6],
    ["ns", 1e-9],
  ];
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ["ns", 1e-9];
  const amount = seconds / size;
  return `${amount >= 100 ? amount.toFixed(0) : amount.toPrecision(3)} ${unit}`;
};

/** Of a ratio, rounded for a quick read. */
export const times = (ratio: number): string => (ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(2));
/** Of a ratio, to be compared with a target. */
export const precisely = (ratio: number): string => (ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(3));
export const span = (ratio: Range): string => `${times(ratio.min)} – ${times(ratio.max)}`;
export const millions = (count: number): string => `${(count / 1e6).toPrecision(2)} million a second`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toPrecision(3)} MB`;
export const tableRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
