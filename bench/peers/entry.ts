import { secondsPerAsyncRun, secondsPerRun } from "../clock.js";
import type { Entry, Result } from "./contest.js";

/** A synchronous contestant. */
export const entry = (run: () => unknown, result: () => Result, leave?: () => void): Entry => ({
  result,
  seconds: () => secondsPerRun(run),
  ...(leave && { leave }),
});

/** An asynchronous contestant. */
export const asyncEntry = (run: () => Promise<Result>, leave?: () => void): Entry => ({
  result: run,
  seconds: () => secondsPerAsyncRun(run),
  ...(leave && { leave }),
});
