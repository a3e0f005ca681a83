import type { OnRead } from "./files.js";
import type { Values } from "./flags.js";
import { bar, duration, paint, screenWidth, short, widthOf } from "./terminal.js";

/** Milliseconds between two drawings of the bar, and between two lines where there is no terminal. */
const REDRAW = 80;
const NEXT_LINE = 5000;
/** What takes no longer shows no progress. */
const PATIENCE = 250;
const BAR = 24;
/** Bytes of the unit in which the rate of reading is told. */
const MEGABYTE = 1e6;

/** Whether nothing is told but the result. */
export const isQuiet = ({ quiet, json }: Values): boolean => quiet === true || json === true;

/** How far something is: of so many steps in all, if that is known. */
export interface Position {
  readonly done: number;
  readonly total?: number | undefined;
  /** Steps that were done before this began. Default 0. */
  readonly before?: number | undefined;
  /** What has been worked on so far, for the rate, and its unit. */
  readonly worked: number;
  readonly unit: string;
  readonly note?: string;
  /** Whether it may end earlier: the remaining time is then the most that it may take. */
  readonly mayEnd?: boolean;
}

/**
 * Progress on the standard error: on a terminal a bar with rate and remaining time, which goes away at the end; elsewhere a
 * plain line now and then.
 */
export class ProgressLine {
  readonly #label: string;
  readonly #isTerminal = process.stderr.isTTY && process.env.TERM !== "dumb";
  readonly #isQuiet: boolean;
  readonly #started = performance.now();
  #next: number;
  #drawn = false;

  /** @param label  what the bar shows; "" for words without a bar, where there are many */
  constructor(label: string, values: Values) {
    this.#label = label;
    this.#isQuiet = isQuiet(values);
    this.#next = this.#started + (this.#isTerminal ? PATIENCE : NEXT_LINE);
  }

  update(position: Position): void {
    const now = performance.now();
    if (this.#isQuiet || now < this.#next) return;
    this.#next = now + (this.#isTerminal ? REDRAW : NEXT_LINE);
    const text = this.#text(position, (now - this.#started) / 1000);
    process.stderr.write(this.#isTerminal ? `\r\x1b[2K${text}` : `${text}\n`);
    this.#drawn = true;
  }

  /** Of a file, whose bytes come. */
  readonly onRead: OnRead = (bytes, size) =>
    this.update({ done: bytes, total: size, worked: bytes / MEGABYTE, unit: "MB" });

  end(): void {
    if (this.#drawn && this.#isTerminal) process.stderr.write("\r\x1b[2K");
    this.#drawn = false;
  }

  #text({ done, total, before = 0, worked, unit, note, mayEnd }: Position, seconds: number): string {
    const share = total === undefined ? undefined : Math.min(1, done / total);
    const rate = `${short(worked / seconds)}${unit}/s`;
    const left =
      total !== undefined && done > before && done < total
        ? `${mayEnd ? "at most " : ""}${duration((seconds * (total - done)) / (done - before))} left`
        : "";
    if (!this.#isTerminal) {
      const parts = [share === undefined ? "" : `${Math.floor(100 * share)} %`, note ?? "", rate, left];
      return `${this.#label && `${this.#label}: `}${parts.filter(Boolean).join(", ")}`;
    }
    const track =
      share === undefined || this.#label === ""
        ? ""
        : `${drawn(share)} ${String(Math.floor(100 * share)).padStart(3)} %`;
    const parts = [this.#label === "" ? "" : this.#label.padEnd(9), track, note ?? "", rate, left].filter(
      Boolean,
    );
    while (parts.length > 1 && widthOf(parts.join("  ")) >= screenWidth(process.stderr)) parts.splice(-1);
    return parts.join("  ");
  }
}

function drawn(share: number): string {
  const full = bar(share, BAR);
  return paint("cyan", full) + paint("dim", "░".repeat(BAR - [...full].length));
}
