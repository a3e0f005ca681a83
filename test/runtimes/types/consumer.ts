// A strict program that uses the packed types of every subpath, as an ES module and, copied, as CommonJS. What must not
// compile shows that they are no `any`.
import {
  type DenseInput,
  dense,
  type EpochReport,
  type ErrorCode,
  type FitAsyncOptions,
  heaviside,
  KindError,
  type Label,
  type LearningRule,
  type Matrix,
  type MatrixInput,
  matmul,
  Perceptron,
  type PerceptronJSON,
  type PerceptronOptions,
  type Runtime,
  runtime,
  type SparseInput,
  sgn,
  type Targets,
  TLU,
  type ValueError,
} from "rosenblatt";
import { type ArrowTableLike, arrowBatches, readArrow, type TypedTableOptions } from "rosenblatt/arrow";
import { type CalibratedModel, calibrate, type Isotonic, isotonicRegression } from "rosenblatt/calibration";
import { dropClass, renameClass } from "rosenblatt/classes";
import { type ClusterOptions, type Manifest, memoryStore, train, writeShards } from "rosenblatt/cluster";
import { fromUrl, type ModelUrl, toC, toUrl } from "rosenblatt/export";
import { AssociationLayer, FeatureHasher, type FeatureRow, Interactions } from "rosenblatt/features";
import { HebbianAssociator, type HebbianOptions } from "rosenblatt/hebb";
import { fromLiblinear } from "rosenblatt/import";
import { compile, type Neuron, rippleCarryAdder, satisfiable, type TruthTable } from "rosenblatt/logic";
import { type Classifier, type ConfusionMatrix, confusionMatrix, crossValidate } from "rosenblatt/metrics";
import { type Layer, ThresholdNetwork, type UpstartResult, upstart } from "rosenblatt/network";
import { type NumpyArray, readIdx, readNpy, readNpz } from "rosenblatt/npy";
import { type AsyncBufferLike, parquetBatches, readParquet } from "rosenblatt/parquet";
import { Pipeline, type PipelineStep } from "rosenblatt/pipeline";
import { type LoadedModel, loadModel } from "rosenblatt/predict";
import { arow, passiveAggressive } from "rosenblatt/rules";
import { type Certificate, separability, verifyCertificate } from "rosenblatt/separability";
import { fromSklearn, PassiveAggressiveClassifier, type SklearnAttributes } from "rosenblatt/sklearn";
import {
  readSvmlight,
  type SparseMatrix,
  type SvmlightData,
  svmlightBatches,
  writeSvmlight,
} from "rosenblatt/svmlight";
import {
  type BlobLike,
  type Column,
  type ResponseLike,
  readTable,
  Table,
  TableEncoder,
  type TableOptions,
  tableBatches,
} from "rosenblatt/table";
import { type Threads, useThreads } from "rosenblatt/threads";
import { close, Perceptron as Remote, type WorkerOptions } from "rosenblatt/worker";

const X: DenseInput = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const y = ["no", "no", "no", "yes"];
const options: PerceptronOptions = { average: true, multiclass: "joint", classWeight: new Map([["yes", 2]]) };

export async function learn(sparse: SparseInput, patience: FitAsyncOptions): Promise<Label[]> {
  const model = await new Perceptron(options).fit(X, y).fitAsync(sparse, y, patience);
  for await (const { epoch } of model.epochs(X, y)) if (epoch === 2) break;
  const coef: Matrix = model.coef;
  const intercept: Float32Array | Float64Array = model.intercept;
  const reports: EpochReport[] = model.history;
  const saved: PerceptronJSON = model.toJSON();
  const copy = Perceptron.fromBytes(Perceptron.fromJSON(saved).toBytes());
  const answer: Label | number[] = copy.predictOne([coef.rows, intercept.length]);
  return Array.isArray(answer) || reports.length === 0 ? copy.classes : [answer];
}

export function probabilities(): [
  Matrix<Float64Array>,
  ("no" | "yes" | "?")[],
  ("no" | "yes")[][],
  Isotonic,
] {
  const labels: ("no" | "yes")[] = ["no", "no", "no", "yes"];
  const model: CalibratedModel<MatrixInput, "no" | "yes"> = calibrate(
    new Perceptron(),
    X as MatrixInput,
    labels,
  );
  const answers = model.predict(X, { abstainBelow: 0.8, unknown: "?" as const });
  // @ts-expect-error an answer may be the unknown one
  const sure: ("no" | "yes")[] = answers;
  renameClass(dropClass(new Perceptron(), sure[0] ?? "no"), "yes", "ja");
  return [model.predictProba(X), answers, model.predictSet(X), isotonicRegression([1, 2], [0, 1])];
}

export function byRule(saved: unknown): [Perceptron, Perceptron] {
  const rule: LearningRule = arow({ r: 0.1 });
  // @ts-expect-error there is no third variant
  passiveAggressive({ C: 1, variant: "pa3" });
  return [new Perceptron({ rule: passiveAggressive({ C: 1 }) }), Perceptron.fromJSON(saved, { rule })];
}

export function compute(): [0 | 1, -1 | 0 | 1, Matrix, Runtime] {
  const and = new TLU({ weights: new Float32Array([1, 1]), bias: -2, step: "sgn" });
  const product: Matrix = matmul([and.weights], dense(X, [[1], [1]], [0], "heaviside"));
  return [heaviside(and.netInput([1, 1])), sgn(and.bias), product, runtime()];
}

export const codeOf = (error: unknown): ErrorCode =>
  error instanceof KindError ? error.code : (error as ValueError).code;

export function typed(sections: ("sport" | "tech")[]): ("sport" | "tech")[] {
  const declared = new Perceptron<"sport" | "tech">().fit(X, sections);
  const [first] = new Perceptron().fit(X, sections).topK([1, 1], 1);
  const columns: number[][] = new Perceptron().fit(X, X).predict(X);
  return first === undefined || columns.length === 0 ? declared.predict(X) : [first.label];
}

export function neighbours(hebbian: HebbianOptions, layers: Layer[]): unknown[] {
  const xor = compile("A xor B");
  const table: TruthTable = xor.truthTable();
  const neurons: readonly Neuron[] = rippleCarryAdder(2).neurons;
  const grown: UpstartResult = upstart(X, [0, 1, 1, 0]);
  const recalled: Matrix = new HebbianAssociator(hebbian).fit(X, X).recall(X);
  const answers: number[][] = new ThresholdNetwork(layers).predict(X);
  return [table, neurons, grown.network, recalled, answers, satisfiable("A and not A")];
}

export function proof(): boolean | readonly [ArrayLike<unknown>, unknown] {
  const verdict = separability(X, y);
  if (verdict.separable) return [verdict.weights, verdict.bias];
  const certificate: Certificate = verdict.certificate;
  return verifyCertificate(X, y, certificate);
}

export function scores(): [number, ConfusionMatrix] {
  const make = (): Classifier<DenseInput, Targets> => new Perceptron(options);
  return [
    crossValidate(make, X, y, { folds: 2 }).mean,
    confusionMatrix(y, new Perceptron().fit(X, y).predict(X)),
  ];
}

export function prepared(): [Record<string, number>, number] {
  const step: PipelineStep = {
    fit: () => undefined,
    transform: (texts: string[]) => texts.map((text) => [text.length]),
  };
  const pipeline: Pipeline<Perceptron> = new Pipeline([step, new Perceptron()]).fit(
    ["a", "abc"],
    ["short", "long"],
  );
  const make = () => new Pipeline([step, new Perceptron()]);
  return [
    pipeline.contributions("ab"),
    crossValidate(make, ["a", "abc"], ["short", "long"], { folds: 2 }).mean,
  ];
}

export function named(rows: FeatureRow[]): SparseMatrix {
  const crossed: [name: string, value: number][][] = new Interactions({
    pairs: [["user", "item"]],
  }).transform(rows);
  const layer: AssociationLayer = new AssociationLayer({ fields: { width: 2, height: 1 } }).fit(X);
  new Pipeline([layer, new Perceptron()]).fit(layer.transform(X), y);
  return new FeatureHasher({ cols: 2 ** 10 }).fit(crossed).transform(crossed);
}

export async function exchange(text: string, saved: SklearnAttributes): Promise<string> {
  const read: SvmlightData = readSvmlight(text, { dtype: "f32" });
  await new Perceptron().fitStream(svmlightBatches([text], { rows: 2, cols: 2 }), { classes: [0, 1] });
  const attributes: SklearnAttributes = new PassiveAggressiveClassifier({ C: 1 })
    .fit(read.X, read.y)
    .toSklearn();
  return writeSvmlight(read.X, fromSklearn<number>(attributes ?? saved).predict(read.X));
}

export async function shards(folder: string): Promise<boolean> {
  const manifest: Manifest = await writeShards([{ X, y }], folder, { classes: [0, 1], shards: 2 });
  const options: ClusterOptions = { epochs: 2, mixing: "mistakes", store: memoryStore() };
  const learned: Perceptron = await train(`${folder}/manifest.json`, options);
  return manifest.rows > 0 && learned.converged;
}

export async function arrays(file: BlobLike, page: ResponseLike): Promise<number[] | string[]> {
  const images: NumpyArray = await readIdx(page);
  const { y } = await readNpz(new Uint8Array());
  new Perceptron().fit((await readNpy(file)).matrix(), images.labels() as number[]);
  return y?.labels() ?? [];
}

export async function typedFiles(arrow: ArrowTableLike, file: AsyncBufferLike): Promise<Table[]> {
  const options: TypedTableOptions = { columns: ["x", "y"], types: { y: "text" } };
  for await (const batch of arrowBatches(arrow, { rows: 10 })) batch.labels("y");
  for await (const batch of parquetBatches(file)) batch.labels("y");
  // @ts-expect-error rows are of batches
  await readArrow(arrow, { rows: 10 });
  return [
    await readArrow(new Uint8Array(), options),
    await readParquet({ href: "https://example.org/" }, options),
  ];
}

export async function tables(file: BlobLike, page: ResponseLike, options: TableOptions): Promise<Column[]> {
  const read = await readTable(file, { decimal: ",", types: { Zip: "text" } });
  for (const source of ["x\n1", new Uint8Array(), page, file.stream(), ["x\n", "1"]])
    await readTable(source, options);
  for await (const batch of tableBatches(page, { rows: 10 })) batch.labels("y");
  const own: Table = new Table({ Age: [1, null], Sex: ["male", undefined] });
  const encoder = new TableEncoder({ types: { Age: "number" } }).fit(own);
  new Perceptron().fit(TableEncoder.fromJSON(encoder.toJSON()).transform(own), own.labels("Sex"));
  return [own.column("Age"), read.column("Zip")];
}

interface Passenger {
  Age: number;
  Sex?: string;
}
export function ofInterfaces(rows: Passenger[], row: Passenger, columns: { of: Table }): unknown[] {
  interface Columns {
    Age: number[];
  }
  const own: Columns = { Age: [31] };
  const table: Table = new Table(own);
  // @ts-expect-error: a number is no column
  new Table(row);
  const hasher = new FeatureHasher().fit(rows);
  const named: [name: string, value: number][][] = new Interactions().transform(rows);
  const sample: ArrayLike<number> = new TableEncoder().fit(columns.of).transformOne(row);
  // @ts-expect-error: a table is no record
  new TableEncoder().transformOne(table);
  return [table, named, sample, hasher.transform([row, ["new"]])];
}

export async function together(): Promise<string> {
  const threads: Threads = await useThreads(2);
  threads.close();
  return threads.reason ?? "";
}

export async function elsewhere(patience: WorkerOptions): Promise<Label | number[]> {
  const remote: Remote = await new Remote(options).fit(X, y, { ...patience, transfer: true });
  const answer: Label | number[] = await remote.predictOne([1, 1]);
  close();
  return answer;
}

// @ts-expect-error: no such option
export const misspelt = () => new Perceptron({ learningRate: 1 });
// @ts-expect-error: no such code
export const isMisspelt = (error: KindError) => error.code === "NOT_A_MATRICES";
// @ts-expect-error: no such label
export const unheard = () => new Perceptron<"sport" | "tech">().fit(X, ["sport", "sport", "tech", "weather"]);
// @ts-expect-error: no such activation
export const smooth = () => dense(X, X, null, "sigmoid");
// @ts-expect-error: read-only
export const assigned = (model: Perceptron) => (model.converged = true);

const loaded: LoadedModel<"no" | "yes"> = loadModel<"no" | "yes">(new Perceptron().toJSON());
export const answered: "no" | "yes" | number[] = loaded.predictOne([0, 1]);
const link: ModelUrl = toUrl(new Perceptron());
export const sources: string[] = [toC(fromLiblinear(""), { name: "m" }), link.url, fromUrl("").format];
