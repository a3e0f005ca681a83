import type { AbortSignalLike } from "../base/abort-signal.js";

/** Options of every method that runs in the worker. */
export interface WorkerOptions {
  /**
   * Once it is aborted, the call rejects with its reason and the model stays as last committed. Default:
   * none.
   */
  signal?: AbortSignalLike | undefined;
  /**
   * Whether typed arrays are transferred to the worker, which saves a copy and leaves them empty here. By
   * default they are copied: false.
   */
  transfer?: boolean | undefined;
}

/** Options of the methods that learn epoch by epoch. */
export interface WorkerFitOptions extends WorkerOptions {
  /** Once it is aborted, the fit ends after the present epoch and keeps what was learned. Default: none. */
  stop?: AbortSignalLike | undefined;
}
