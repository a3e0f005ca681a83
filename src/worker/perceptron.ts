import type { Reals } from "../base/dtype.js";
import type { Label, Targets } from "../data/labels.js";
import { abortSignal, callback, checkOptions, flag } from "../data/options.js";
import type { Matrix, MatrixInput } from "../data/view.js";
import { Perceptron as Model } from "../learn/perceptron.js";
import type { Fitted } from "../learn/train/fit.js";
import { Lock } from "../learn/train/lock.js";
import { type Batches, iteratorOf, LONGEST_HISTORY, type StreamOptions } from "../learn/train/stream.js";
import type {
  EpochReport,
  FitOptions,
  OnEpoch,
  PartialFitOptions,
  PerceptronJSON,
  PerceptronOptions,
} from "../learn/types.js";
import { ask, type Reply } from "./link.js";
import { Meeting } from "./meeting.js";
import type { Answer, Call, Jobs } from "./messages.js";
import { NOTHING, packed } from "./packing.js";

/** What every call that goes to the worker takes. */
export interface WorkerOptions {
  /** Ends the call with its reason once it is aborted; the model stays as it was. */
  signal?: AbortSignal | undefined;
  /**
   * Whether typed arrays are handed over to the worker, which spares a copy and leaves them empty here. Default false:
   * it gets copies.
   */
  transfer?: boolean | undefined;
}

/** Ends the work of a loop over `epochs` that nobody will go on with. */
const forgotten = new FinalizationRegistry<AbortController>((end) => end.abort());

/**
 * The Perceptron of the root import with its work done in a worker: the same options, methods and bits, as promises.
 *
 * The model itself is on this side. Its attributes, `toJSON` and `toBytes` answer at once, as of the last call that
 * ended (of `epochs` and `fitStream`, the last epoch or batch), and a call that fails, is aborted, or loses its worker
 * leaves it as it was.
 *
 * ```ts
 * const model = await new Perceptron().fit(X, y, { onEpoch: ({ mistakes }) => show(mistakes) });
 * await model.predict(X);
 * ```
 *
 * The promises reject with what the root's methods throw; with {StateError} NO_WORKER or WORKER_DIED; with {KindError}
 * NOT_SENDABLE; with the reason of the signal; and with what a callback throws, which ends the call.
 */
export class Perceptron {
  static readonly name: string = "Perceptron"; // which minifying would take away
  #model: Model;
  readonly #lock = new Lock();

  /** @throws as the root's */
  constructor(options: PerceptronOptions = {}) {
    this.#model = new Model(options);
  }

  /** As the root's `fitAsync`. The worker waits for a promise that `onEpoch` returns. */
  async fit(X: MatrixInput, y: Targets, options: FitOptions & WorkerOptions = {}): Promise<this> {
    const who = "Perceptron.fit";
    checkOptions(who, options, ["sampleWeight", "onEpoch", "signal", "transfer"]);
    const onEpoch = callback<OnEpoch>(who, "onEpoch", options.onEpoch);
    const asked = { sampleWeight: options.sampleWeight, tells: onEpoch !== undefined };
    return this.#learn(who, "fit", [X, y, asked], options, async (question) => {
      if ("report" in question) await onEpoch?.(question.report);
      return NOTHING;
    });
  }

  /** As the root's. */
  async partialFit(
    X: MatrixInput,
    y: Targets,
    options: PartialFitOptions & WorkerOptions = {},
  ): Promise<this> {
    const who = "Perceptron.partialFit";
    checkOptions(who, options, ["sampleWeight", "classes", "signal", "transfer"]);
    const { sampleWeight, classes } = options;
    return this.#learn(who, "partialFit", [X, y, { sampleWeight, classes }], options);
  }

  /** As the root's: a batch is asked for when the one before has been learned from and committed. */
  async fitStream(
    batches: Batches,
    options: Omit<StreamOptions, "yieldEvery"> & WorkerOptions = {},
  ): Promise<this> {
    const who = "Perceptron.fitStream";
    checkOptions(who, options, ["classes", "onEpoch", "signal", "transfer"]);
    const { classes, transfer = false } = options;
    const onEpoch = callback<OnEpoch>(who, "onEpoch", options.onEpoch);
    const source = iteratorOf(who, batches);
    const history: EpochReport[] = [];
    try {
      return await this.#learn(who, "fitStream", [{ classes }], options, async (question) => {
        if ("batch" in question) {
          const next = await source.next();
          return next.done ? NOTHING : packed(who, [next.value], transfer);
        }
        if (history.push(question.report) > LONGEST_HISTORY) history.shift();
        this.#commit(question.fitted, [...history]);
        await onEpoch?.(question.report);
        return NOTHING;
      });
    } finally {
      const closing = source.return?.().catch(() => {});
      if (options.signal?.aborted !== true) await closing; // an abort waits for nothing
    }
  }

  /** As the root's: an epoch is committed before it is told, and the worker waits until the loop goes on. */
  async *epochs(
    X: MatrixInput,
    y: Targets,
    options: Omit<FitOptions, "onEpoch"> & WorkerOptions = {},
  ): AsyncGenerator<EpochReport, void, void> {
    const who = "Perceptron.epochs";
    checkOptions(who, options, ["sampleWeight", "signal", "transfer"]);
    const { sampleWeight } = options;
    const signal = abortSignal(who, "signal", options.signal);
    signal?.throwIfAborted();
    const end = new AbortController();
    const aborted = (): void => end.abort(signal?.reason);
    const lock = this.#lock.acquire(who);
    forgotten.register(lock, end);
    signal?.addEventListener("abort", aborted);
    const told = new Meeting<EpochReport>();
    const history: EpochReport[] = [];
    try {
      const own = { ...options, signal: end.signal };
      const work = this.#ask(who, "epochs", [X, y, { sampleWeight }], own, async (question) => {
        if ("report" in question) {
          history.push(question.report);
          this.#commit(question.fitted, [...history]);
          await told.tell(question.report);
        }
        return NOTHING;
      });
      told.endWith(work);
      yield* told;
    } finally {
      end.abort();
      signal?.removeEventListener("abort", aborted);
      this.#lock.release(lock);
    }
  }

  /** As the root's. */
  async predict(X: MatrixInput, options: WorkerOptions = {}): Promise<Label[] | number[][]> {
    return (await this.#only("predict", [X], options)) as Label[] | number[][];
  }

  /** As the root's. */
  async decisionFunction(X: MatrixInput, options: WorkerOptions = {}): Promise<Matrix> {
    return (await this.#only("decisionFunction", [X], options)) as Matrix;
  }

  /** As the root's. */
  async score(X: MatrixInput, y: Targets, options: WorkerOptions = {}): Promise<number> {
    return (await this.#only("score", [X, y], options)) as number;
  }

  /** As the root's, on this side: one row is sooner answered than sent. */
  async predictOne(x: ArrayLike<number>): Promise<Label | number[]> {
    return this.#model.predictOne(x);
  }

  /** As the root's, on this side. */
  async contributions(x: ArrayLike<number>): Promise<Matrix> {
    return this.#model.contributions(x);
  }

  /** The classes, sorted; [0, 1] if the model was fitted with a matrix. */
  get classes(): Label[] {
    return this.#model.classes;
  }

  /** A copy of the weights, [1×d] for two classes, otherwise [k×d]. */
  get coef(): Matrix {
    return this.#model.coef;
  }

  /** A copy of the biases, [1] for two classes, otherwise [k]. */
  get intercept(): Reals {
    return this.#model.intercept;
  }

  /** How many epochs, or batches of a stream, the last call ran. */
  get nIter(): number {
    return this.#model.nIter;
  }

  /** Whether the last epoch made no mistake. */
  get converged(): boolean {
    return this.#model.converged;
  }

  /** The epochs of the last call. */
  get history(): EpochReport[] {
    return this.#model.history;
  }

  /** As the root's; either restores what the other saved. */
  toJSON(): PerceptronJSON {
    return this.#model.toJSON();
  }

  /** As the root's. */
  static fromJSON(saved: unknown): Perceptron {
    return Perceptron.#around(Model.fromJSON(saved));
  }

  /** As the root's; either restores what the other saved. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return this.#model.toBytes();
  }

  /** As the root's. */
  static fromBytes(bytes: Uint8Array): Perceptron {
    return Perceptron.#around(Model.fromBytes(bytes));
  }

  static #around(model: Model): Perceptron {
    const around = new Perceptron();
    around.#model = model;
    return around;
  }

  /** Without a history, `fitted` has its own. */
  #commit(fitted: Fitted | undefined, history = fitted?.history ?? []): void {
    if (fitted === undefined) return;
    const { settings } = this.#model.toState();
    this.#model = Model.fromState({ settings, fitted: { ...fitted, history } });
  }

  #learn<C extends Call>(
    who: string,
    call: C,
    args: Jobs[C],
    options: WorkerOptions,
    reply?: Reply,
  ): Promise<this> {
    return this.#lock.hold(who, async () => {
      const { fitted } = await this.#ask(who, call, args, options, reply);
      this.#commit(fitted);
      return this;
    });
  }

  async #only<C extends Call>(call: C, args: Jobs[C], options: WorkerOptions): Promise<unknown> {
    const who = `Perceptron.${call}`;
    checkOptions(who, options, ["signal", "transfer"]);
    return (await this.#ask(who, call, args, options)).value;
  }

  async #ask<C extends Call>(
    who: string,
    call: C,
    args: Jobs[C],
    { signal, transfer = false }: WorkerOptions,
    reply?: Reply,
  ): Promise<Answer> {
    const handOver = flag(who, "transfer", transfer);
    const { settings, fitted } = this.#model.toState();
    return ask({
      who,
      call,
      model: { settings, fitted: fitted && { ...fitted, history: [] } },
      args: packed(who, args, handOver),
      signal: abortSignal(who, "signal", signal),
      reply,
    });
  }
}
