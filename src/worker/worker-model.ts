import { onAbort } from "../base/abort-signal.js";
import { callAsync } from "../base/errors.js";
import type { Targets } from "../data/labels.js";
import { abortSignal, callback, checkOptions, flag } from "../data/options.js";
import type { MatrixInput } from "../data/view.js";
import { Perceptron } from "../learn/perceptron.js";
import type { Fitted } from "../learn/train/fit.js";
import { Lock } from "../learn/train/lock.js";
import {
  type Batches,
  iteratorOf,
  LONGEST_HISTORY,
  orAbort,
  type StreamOptions,
} from "../learn/train/stream.js";
import type { EpochReport, FitOptions, OnEpoch } from "../learn/types.js";
import { callWorker, type RequestHandler, type WorkerCall } from "./client.js";
import type { MethodArguments, MethodName, MethodResult } from "./messages.js";
import type { WorkerFitOptions, WorkerOptions } from "./options.js";
import { createPayload, EMPTY_PAYLOAD } from "./payload.js";

/** Aborts the training of a loop over `epochs` that was abandoned and garbage-collected. */
const abandonedLoops = new FinalizationRegistry<AbortController>((controller) => controller.abort());

/** Of whom a query is asked, if not of a Perceptron. */
interface QueriedModel {
  /** The method, as errors name it. */
  readonly name: string;
  readonly calibration?: WorkerCall["calibration"];
}

/**
 * A model on the calling side whose methods run in the worker: sends what they need, and commits what they
 * learn.
 */
export class WorkerModel {
  #local: Perceptron;
  readonly #lock = new Lock();

  constructor(model: Perceptron) {
    this.#local = model;
  }

  /** The model as last committed. */
  get local(): Perceptron {
    return this.#local;
  }

  /** Calls a method that trains, and commits its result. @returns what it returns   @throws {StateError} BUSY while another trains */
  train<Name extends MethodName>(
    method: Name,
    args: MethodArguments[Name],
    options: WorkerFitOptions,
    onRequest?: RequestHandler,
  ): Promise<unknown> {
    return this.#lock.hold(async () => {
      const { fitted, value } = await this.#call(method, args, options, { onRequest });
      this.#commit(fitted);
      return value;
    });
  }

  /** Calls a method that leaves the model as it is, and names it in errors. */
  query<Name extends MethodName>(
    method: Name,
    args: MethodArguments[Name],
    options: WorkerOptions,
    { name, calibration }: QueriedModel = { name: `Perceptron.${method}` },
  ): Promise<unknown> {
    return callAsync(name, async () => {
      options = checkOptions(options, ["signal", "transfer"]);
      return (await this.#call(method, args, options, { calibration })).value;
    });
  }

  /** Trains on batches: sends one when the worker asks for it, and commits what came of the one before. */
  async fitStream(
    batches: Batches,
    options: Omit<StreamOptions, "yieldEvery"> & WorkerOptions,
  ): Promise<void> {
    options = checkOptions(options, ["classes", "onEpoch", "signal", "stop", "transfer"]);
    const { classes, transfer = false } = options;
    const stop = abortSignal("stop", options.stop);
    const onEpoch = callback<OnEpoch>("onEpoch", options.onEpoch);
    const source = iteratorOf(batches);
    const history: EpochReport[] = [];
    let asked = false; // for a batch that has not come
    try {
      await this.train("fitStream", [{ classes }], options, async (request) => {
        if ("batch" in request) {
          if (stop?.aborted) return EMPTY_PAYLOAD;
          const next = await orAbort(() => source.next(), undefined, stop);
          if (next === undefined) asked = true;
          return next === undefined || next.done ? EMPTY_PAYLOAD : createPayload([next.value], transfer);
        }
        if (history.push(request.report) > LONGEST_HISTORY) history.shift();
        this.#commit(request.fitted, [...history]);
        await onEpoch?.(request.report);
        return EMPTY_PAYLOAD;
      });
      const { fitted } = this.#local.toState();
      if (stop?.aborted) this.#commit(fitted && { ...fitted, converged: false, stopReason: "stopped" });
    } finally {
      const closing = source.return?.().catch(() => {});
      if (!asked && options.signal?.aborted !== true) await closing; // an abort waits for nothing
    }
  }

  /** Trains epoch by epoch: commits each, yields its report, and lets the worker go on when the loop does. */
  async *epochs(
    X: MatrixInput,
    y: Targets,
    options: Omit<FitOptions, "onEpoch"> & WorkerFitOptions,
  ): AsyncGenerator<EpochReport, void, void> {
    options = checkOptions(options, ["sampleWeight", "signal", "stop", "transfer"]);
    const { sampleWeight } = options;
    const signal = abortSignal("signal", options.signal);
    signal?.throwIfAborted();
    const controller = new AbortController();
    const lock = this.#lock.acquire();
    abandonedLoops.register(lock, controller);
    const undo = onAbort(signal, () => controller.abort(signal?.reason));
    const history: EpochReport[] = [];
    let onPull = (): void => {};
    const train = (queue: ReadableStreamDefaultController<EpochReport>): void => {
      const callOptions = { ...options, signal: controller.signal };
      const onRequest: RequestHandler = async (request) => {
        if ("report" in request) {
          history.push(request.report);
          this.#commit(request.fitted, [...history]);
          queue.enqueue(request.report);
          await new Promise<void>((resolve) => {
            onPull = resolve;
          });
        }
        return EMPTY_PAYLOAD;
      };
      this.#call("epochs", [X, y, { sampleWeight }], callOptions, { onRequest }).then(
        () => queue.close(),
        (error) => queue.error(error),
      );
    };
    try {
      // With a high-water mark of 0, `pull` is called when the loop asks for another report, and not before.
      const reports = new ReadableStream({ start: train, pull: () => onPull() }, { highWaterMark: 0 });
      const reader = reports.getReader(); // not every browser has the stream's own async iterator
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    } finally {
      controller.abort();
      undo();
      this.#lock.release(lock);
    }
  }

  /** Replaces what the model has learned, by default with the history that is in `fitted`. */
  #commit(fitted: Fitted | undefined, history = fitted?.history ?? []): void {
    if (fitted === undefined) return;
    const { settings } = this.#local.toState();
    this.#local = Perceptron.fromState({ settings, fitted: { ...fitted, history } });
  }

  async #call<Name extends MethodName>(
    method: Name,
    args: MethodArguments[Name],
    { signal, stop, transfer = false }: WorkerFitOptions,
    { onRequest, calibration }: Pick<WorkerCall, "onRequest" | "calibration">,
  ): Promise<MethodResult> {
    const transfersArrays = flag("transfer", transfer);
    const { settings, fitted } = this.#local.toState();
    return callWorker({
      method,
      model: { settings, fitted: fitted && { ...fitted, history: [] } },
      args: createPayload(args, transfersArrays),
      signal: abortSignal("signal", signal),
      stop: abortSignal("stop", stop),
      onRequest,
      calibration,
    });
  }
}
