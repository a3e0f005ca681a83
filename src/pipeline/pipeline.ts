import { call, callAsync } from "../base/errors.js";
import { inspectable } from "../base/inspect.js";
import { Instance } from "../base/instance.js";
import type { Label, Targets } from "../data/labels.js";
import type { FittedLabels } from "../data/typed-labels.js";
import type { Matrix, MatrixInput } from "../data/view.js";
import { PIPELINE_FORMAT } from "../learn/file/formats.js";
import { readResume } from "../learn/file/write-model.js";
import type { Perceptron } from "../learn/perceptron.js";
import { Lock } from "../learn/train/lock.js";
import type { StreamOptions } from "../learn/train/stream.js";
import type {
  EpochReport,
  FitAsyncOptions,
  FitOptions,
  PartialFitOptions,
  SaveOptions,
  StopReason,
} from "../learn/types.js";
import { concatenated, inputsOf, iterated, meanScore, type PipelineBatches } from "./blocks.js";
import { contributionsTo } from "./contributions.js";
import {
  type LoadOptions,
  type Parts,
  type PipelineJSON,
  readBytes,
  readJSON,
  writeBytes,
  writeJSON,
} from "./file.js";
import { Preparation } from "./preparation.js";
import {
  type Answer,
  asked,
  featureNamesOf,
  isSparse,
  methodOf,
  type PipelineModel,
  readSteps,
  type Steps,
  transformed,
  transformedBlocks,
  transformedRow,
  unfittedSteps,
  withZeros,
} from "./steps.js";

/** A Pipeline of this model once it is fitted with targets Y: of a Perceptron that answers with their labels. */
type FittedPipeline<M extends PipelineModel, Y extends Targets> =
  M extends Perceptron<infer L, infer T> ? Pipeline<Perceptron<FittedLabels<L, T, Y>, T>> : Pipeline<M>;

/**
 * Steps one after the other, used as one model (scikit-learn's Pipeline): each but the last turns what it is given into
 * what the next one takes, and the last is a Perceptron or another model. It has the methods of the last step, over the
 * input of the first.
 *
 * `fit` lets every step learn anew. `partialFit` and `fitStream` let those steps learn that have not yet, from the first
 * batch; from then on they stay as they are, and only the model goes on learning.
 *
 * ```ts
 * const model = new Pipeline([new TableEncoder(), new Perceptron({ average: true })]).fit(table, y);
 * model.predictOne({ Age: 31, Sex: "male" });
 * ```
 */
export class Pipeline<M extends PipelineModel = Perceptron> extends Instance {
  static override readonly name: string = "Pipeline"; // which minifying would take away
  /** What its files begin with. */
  static readonly format: "rosenblatt.Pipeline" = PIPELINE_FORMAT;
  /** Plain values that are saved with it: where the rows came from, say, or the name of the target. */
  metadata: Record<string, unknown> = {};
  readonly #preparation: Preparation;
  readonly #model: M;
  readonly #lock = new Lock();

  /**
   * @param steps  transformers, then the model; a call that learns changes them
   * @throws {KindError} WRONG_KIND if one lacks the methods of its place
   */
  constructor(steps: Steps<M>) {
    super(Pipeline);
    const { transformers, model } = call("new Pipeline", () => readSteps<M>(steps));
    this.#preparation = new Preparation(transformers);
    this.#model = model;
    inspectable(Pipeline.prototype, ({ steps, metadata }) => ({
      steps: steps.slice(0, -1).map((step) => step.constructor.name),
      model: steps.at(-1),
      ...(Object.keys(metadata ?? {}).length > 0 && { metadata }),
    }));
  }

  /** All steps, the model last. */
  get steps(): Steps<M> {
    return [...this.#preparation.steps, this.#model];
  }

  /** The last step, which answers. */
  get model(): M {
    return this.#model;
  }

  /** The names of the features that the model sees. @throws {StateError} NOT_FITTED */
  get featureNames(): string[] {
    const count = () => (this.#property("coef") as Matrix | undefined)?.cols;
    return asked("Pipeline.featureNames", () => featureNamesOf(this.#preparation.answering, count));
  }

  /**
   * Lets every step learn anew, one after the other, from what those before it make of X; then the model.
   * @param X  what the first step takes   @param y  labels [n], or targets [n×k] of 0 and 1; each step is given them too
   * @param options  the model's   @throws what the steps throw; the Pipeline is then unchanged
   */
  fit<Y extends Targets>(X: unknown, y: Y, options: FitOptions = {}): FittedPipeline<M, Y> {
    return call("Pipeline.fit", () => {
      const learn = methodOf(this.#model, "fit");
      this.#learn(true, () => learn(this.#preparation.fit(X, y), y, options));
      return this as never;
    });
  }

  /**
   * `fit` whose last step lets other tasks run. Until it ends, the Pipeline answers as before.   @throws as `fit`
   * @param X  what the first step takes   @param y  labels [n], or targets [n×k] of 0 and 1   @param options  the model's
   */
  fitAsync<Y extends Targets>(
    X: unknown,
    y: Y,
    options: FitAsyncOptions = {},
  ): Promise<FittedPipeline<M, Y>> {
    return callAsync("Pipeline.fitAsync", async () => {
      const fitAsync = methodOf(this.#model, "fitAsync");
      await this.#learn(true, async () => fitAsync(this.#preparation.fit(X, y), y, options));
      return this as never;
    });
  }

  /**
   * One epoch of the model over a batch. Steps that have not learned yet do so first, from this batch.
   * @param X  what the first step takes   @param y  labels [n], or targets [n×k] of 0 and 1   @param options  the model's
   * @throws what the steps throw; the Pipeline is then unchanged
   */
  partialFit<Y extends Targets>(X: unknown, y: Y, options: PartialFitOptions = {}): FittedPipeline<M, Y> {
    return call("Pipeline.partialFit", () => {
      const partialFit = methodOf(this.#model, "partialFit");
      this.#learn(false, () => partialFit(this.#preparation.fitMissing(X, y), y, options));
      return this as never;
    });
  }

  /**
   * Learns from data larger than memory, batch by batch. Steps that have not learned yet do so from the first batch or,
   * where `batches` is a function that opens the stream anew, each in a pass of its own over all of it.
   * @param batches  an (async) iterable of { X, y, sampleWeight? }, or a function that returns one   @param options  the model's
   * @throws what the steps and the iterable throw, as a rejection; the batches before stay learned
   */
  fitStream(batches: PipelineBatches | (() => PipelineBatches), options: StreamOptions = {}): Promise<this> {
    return callAsync("Pipeline.fitStream", async () => {
      const fitStream = methodOf(this.#model, "fitStream");
      await this.#learn(false, async () => {
        if (typeof batches !== "function")
          return fitStream(this.#preparation.samples(iterated(batches)), options);
        await fitStream([], options); // refuses wrong options before the passes, which may take long
        await this.#preparation.fitInPasses(() => inputsOf(batches(), options));
        return fitStream(this.#preparation.samples(iterated(batches())), options);
      });
      return this;
    });
  }

  /** Another Pipeline with the same options, which has learned nothing. @throws {KindError} WRONG_KIND if a step cannot be made anew */
  unfitted(): Pipeline<M> {
    return call("Pipeline.unfitted", () => new Pipeline<M>(unfittedSteps<M>(this.steps)));
  }

  /** The model's margins. @param X  what the first step takes   @throws what the steps throw */
  decisionFunction(X: unknown): Answer<M, "decisionFunction"> {
    return asked("Pipeline.decisionFunction", () => this.#answer("decisionFunction", X));
  }

  /** The label of each row, or its row of 0 and 1. @param X  what the first step takes   @throws what the steps throw */
  predict(X: unknown): ReturnType<M["predict"]> {
    return asked("Pipeline.predict", () => this.#answer("predict", X));
  }

  /** The label of one row or record. @param x  such as `{ Age: 31, Sex: "male" }`   @throws what the steps throw */
  predictOne(x: unknown): Answer<M, "predictOne"> {
    return asked("Pipeline.predictOne", () => this.#predictRow(this.#row(x)) as Answer<M, "predictOne">);
  }

  /** The labels of one row, the largest scores first. @param x  the row   @param k  how many, all by default   @throws as `predictOne` */
  topK(x: unknown, k?: number): Answer<M, "topK"> {
    return asked("Pipeline.topK", () => {
      const topK = methodOf(this.#model, "topK");
      return topK(withZeros(this.#row(x)), ...(k === undefined ? [] : [k])) as Answer<M, "topK">;
    });
  }

  /** The share of rows that are predicted right. @param X  what the first step takes   @param y  labels [n]   @throws what the steps throw */
  score(X: unknown, y: Targets): number {
    return asked("Pipeline.score", () => {
      const score = methodOf(this.#model, "score") as (X: MatrixInput, y: Targets) => number;
      const steps = this.#preparation.answering;
      if (steps.at(-1)?.transformBlocks !== undefined)
        return meanScore(transformedBlocks(steps, X), y, score);
      return score(transformed(steps, X) as MatrixInput, y);
    });
  }

  /**
   * What each feature adds to the score of a label, by the name of the feature: with the bias they make its score.
   * @param x      one row or record
   * @param label  by default the second of two classes, whose score is `decisionFunction`'s, and of more the one that is
   *   predicted; of a model with a matrix for targets, the number of the column, by default 0
   * @throws {ValueError} UNKNOWN_CLASS; what the steps throw
   */
  contributions(x: unknown, label?: Label): Record<string, number> {
    return asked("Pipeline.contributions", () => {
      const row = withZeros(this.#row(x));
      const products = methodOf(this.#model, "contributions")(row) as Matrix;
      const names = featureNamesOf(this.#preparation.answering, () => products.cols);
      return contributionsTo(label, products, names, this.#predictRow(row), this.classes);
    });
  }

  /** The model's classes. */
  get classes(): M extends { classes: infer C } ? C : Label[] {
    return asked("Pipeline.classes", () => this.#property("classes") as never);
  }

  /** How many epochs the last fit of the model ran. */
  get nIter(): number {
    return this.#property("nIter") as number;
  }

  /** Whether the model has every row right that its last fit learned from. */
  get converged(): boolean {
    return this.#property("converged") as boolean;
  }

  /** Why the last fit of the model ended; undefined before a fit. */
  get stopReason(): StopReason | undefined {
    return this.#property("stopReason") as StopReason | undefined;
  }

  /** The epochs of the last fit of the model. */
  get history(): EpochReport[] {
    return this.#property("history") as EpochReport[];
  }

  /** All steps as plain JSON. @param options  resume, whether it can go on learning   @throws {KindError} WRONG_KIND for what no JSON holds */
  toJSON(options?: SaveOptions | string): PipelineJSON {
    return call("Pipeline.toJSON", () => writeJSON(this.#parts(), readResume(options)));
  }

  /**
   * The Pipeline whose parsed JSON this is, or one around a saved Perceptron.
   * @param saved  the parsed JSON   @param options  the classes of its steps, but for a Perceptron: `{ steps: [TableEncoder] }`
   * @throws {KindError} STEP_CLASS   @throws {ValueError} MODEL_FILE; what the steps refuse
   */
  static fromJSON<M extends PipelineModel = Perceptron>(
    saved: unknown,
    options: LoadOptions = {},
  ): Pipeline<M> {
    return call("Pipeline.fromJSON", () => Pipeline.#of<M>(readJSON(saved, options)));
  }

  /** All steps as bytes: those of a Perceptron, and the others' JSON. @param options  as of `toJSON`   @throws as `toJSON` */
  toBytes(options?: SaveOptions): Uint8Array<ArrayBuffer> {
    return call("Pipeline.toBytes", () => writeBytes(this.#parts(), readResume(options)));
  }

  /** What `toBytes` wrote. @param bytes  or a Perceptron's   @param options  as `fromJSON`   @throws as `fromJSON`, {KindError} NOT_BYTES */
  static fromBytes<M extends PipelineModel = Perceptron>(
    bytes: ArrayBufferLike | ArrayBufferView,
    options: LoadOptions = {},
  ): Pipeline<M> {
    return call("Pipeline.fromBytes", () => Pipeline.#of<M>(readBytes(bytes, options)));
  }

  static #of<M extends PipelineModel>({ steps, metadata }: Parts): Pipeline<M> {
    return Object.assign(new Pipeline<M>(steps as Steps<M>), { metadata });
  }

  #parts = (): Parts => ({ steps: [...this.#preparation.answering, this.#model], metadata: this.metadata });

  #learn = <R>(anew: boolean, learn: () => R): R =>
    this.#lock.hold(() => this.#preparation.during(anew, learn));

  #answer<R>(method: string, X: unknown): R {
    const answer = methodOf(this.#model, method);
    const blocks = transformedBlocks(this.#preparation.answering, X);
    return concatenated(Array.from(blocks, (block) => answer(block) as R));
  }
  #row = (x: unknown): unknown => transformedRow(this.#preparation.answering, x);
  #predictRow = (row: unknown): unknown =>
    isSparse(row) ? (this.#model.predict(row) as unknown[])[0] : methodOf(this.#model, "predictOne")(row);
  #property = (name: string): unknown => (this.#model as Record<string, unknown>)[name];
}
