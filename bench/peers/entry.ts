import { secondsPerAsyncRun, secondsPerRun } from "../clock.js";
import type { Entry, Result } from "./contest.js";

/** A contestant that answers at once. */
export const entry = (run: () => unknown, result: () => Result, leave?: () => void): Entry => ({
  result,
  seconds: () => secondsPerRun(run),
  ...(leave && { leave }),
});

/** A contestant that answers later. */
export const asyncEntry = (run: () => Promise<Result>, leave?: () => void): Entry => ({
  result: run,
  seconds: () => secondsPerAsyncRun(run),
  ...(leave && { leave }),
});
