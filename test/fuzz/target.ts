import { KindError, ValueError } from "../../src/base/errors.js";
import type { Random } from "../support/random.js";
import { processorTime } from "../support/thrown.js";

/** What is fuzzed. An input is plain JSON, so that it can be kept, and made smaller. */
export interface Target<I> {
  readonly name: string;
  /** How many inputs are tried where nothing else is asked for: some twenty seconds of one processor. */
  readonly inputs: number;
  generate(random: Random): I;
  /** @returns how many cases that was   @throws whatever is wrong */
  check(input: I): number | Promise<number>;
  /** Inputs that are smaller, the smallest first. */
  shrink?(input: I): Iterable<I>;
  /** What is to be said of a run. */
  summary?(): string;
  close?(): void;
}

/** A promise that was broken. */
export class Failure extends Error {
  override readonly name = "Failure";
}

export function claim(holds: boolean, what: () => string): asserts holds {
  if (!holds) throw new Failure(what());
}

/** Equal in all bits, as JSON has them; −0 and what is not finite are told apart. */
export function claimEqual(found: unknown, wanted: unknown, what: string): void {
  const [a, b] = [written(found), written(wanted)];
  claim(a === b, () => `${what} differ:\n  ${a.slice(0, 400)}\n  ${b.slice(0, 400)}`);
}

export const written = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "number" && (!Number.isFinite(part) || Object.is(part, -0))
      ? `number ${Object.is(part, -0) ? "-0" : part}`
      : ArrayBuffer.isView(part)
        ? Array.from(part as Float64Array)
        : part,
  ) ?? "undefined";

/** What a typed error says; anything else is thrown on. */
export function refusal(error: unknown): { code: string; message: string } {
  const isTyped = error instanceof KindError || error instanceof ValueError;
  if (!isTyped || typeof error.code !== "string") throw error;
  claim(error.message.length < 2000, () => `a text of ${error.message.length} characters: ${error.code}`);
  return { code: error.code, message: error.message };
}

/** What a call returns, or the typed error that it throws, and that it takes no more of the processor than so many milliseconds. */
export function outcome<T>(call: () => T, most = 3000): { value: T } | { code: string; message: string } {
  const began = processorTime();
  try {
    return { value: call() };
  } catch (error) {
    return refusal(error);
  } finally {
    const ms = processorTime() - began;
    claim(ms < most, () => `a call took ${ms.toFixed(0)} ms`);
  }
}

/** Parts of an array left out: halves, quarters, …, single elements. */
export function* without<A extends string | readonly unknown[]>(values: A): Generator<A> {
  for (let size = values.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < values.length; at += size) {
      const [before, after] = [values.slice(0, at), values.slice(at + size)];
      yield (typeof before === "string" ? before + after : [...before, ...(after as unknown[])]) as A;
    }
  }
}
