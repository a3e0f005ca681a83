import { type FlagName, MODEL, READING, type Values } from "./flags.js";
import type { Console } from "./terminal.js";

/** What a command needs is loaded when it is run: the library in all its parts takes longer to load than Node to start. */
export interface Command {
  /** What it takes, as help calls it. */
  readonly takes: readonly string[];
  readonly summary: string;
  readonly flags: readonly FlagName[];
  /** What help says of a flag that means something else here. */
  readonly says?: Partial<Record<FlagName, { readonly value?: string; readonly text: string }>>;
  readonly examples: readonly string[];
  /** @returns the exit code */
  run(words: readonly string[], values: Values, console: Console): number | Promise<number>;
}

/** Of a model whose rows are in one place, and of none of shards. */
const IN_ONE_PLACE: readonly FlagName[] = ["decay", "keep", "standardize"];
/** Where a queue is. */
const QUEUE: readonly FlagName[] = ["redis", "postgres", "queue"];
const TELLING: readonly FlagName[] = ["json", "quiet"];
/** What --features is where there is a model already. */
const NAMES: Command["says"] = { features: { text: "the columns of a model that names none, in order" } };

export const COMMANDS: Readonly<Record<string, Command>> = {
  train: {
    takes: ["FILE"],
    summary: "learns to predict one column of a table from the others",
    flags: [
      "target",
      "out",
      ...READING,
      "test-size",
      "folds",
      "tune",
      "calibrate",
      "stream",
      "resume",
      ...MODEL,
      ...TELLING,
    ],
    examples: [
      "rosenblatt train titanic.csv --target Survived --out model.json",
      "rosenblatt train clicks.csv.gz --target clicked --stream --out model.json",
    ],
    run: async ([file = ""], values, console) => (await import("./train.js")).train(file, values, console),
  },
  predict: {
    takes: ["MODEL", "FILE"],
    summary: "writes a label for each row of a table",
    flags: [
      "scores",
      "top",
      "proba",
      "abstain",
      "unknown",
      "append",
      "out",
      "features",
      "encoding",
      "delimiter",
      ...TELLING,
    ],
    says: NAMES,
    examples: [
      "rosenblatt predict model.json new.csv > labels.csv",
      "cat new.csv | rosenblatt predict model.json - --top 3 --append",
      'rosenblatt predict model.json new.csv --proba --abstain 0.8 --unknown "ask"',
    ],
    run: async ([model = "", file = ""], values) =>
      (await import("./predict.js")).predict(model, file, values),
  },
  eval: {
    takes: ["MODEL", "FILE"],
    summary: "tells how often a model is right, and what it takes for what",
    flags: ["target", "features", "encoding", "delimiter", ...TELLING],
    says: NAMES,
    examples: ["rosenblatt eval model.json test.csv"],
    run: async ([model = "", file = ""], values, console) =>
      (await import("./evaluate.js")).evaluate(model, file, values, console),
  },
  cv: {
    takes: ["FILE"],
    summary: "tells how good a model of a table will be, by cross-validation",
    flags: ["target", "folds", "tune", ...READING, ...MODEL, ...TELLING],
    examples: ["rosenblatt cv titanic.csv --target Survived --folds 10"],
    run: async ([file = ""], values, console) =>
      (await import("./cross-validate.js")).crossValidateFile(file, values, console),
  },
  inspect: {
    takes: ["MODEL"],
    summary: "shows what is in a model: its columns, its options, its largest weights",
    flags: ["features", ...TELLING],
    says: NAMES,
    examples: ["rosenblatt inspect model.json"],
    run: async ([file = ""], values, console) =>
      (await import("./inspect.js")).inspect(file, values, console),
  },
  export: {
    takes: ["MODEL"],
    summary: "writes a model as code, or for another program",
    flags: ["to", "out", "features"],
    says: NAMES,
    examples: [
      "rosenblatt export model.json --to c > model.c",
      "rosenblatt export model.json --to onnx --out model.onnx",
    ],
    run: async ([model = ""], values) => (await import("./export-model.js")).exportModel(model, values),
  },
  separable: {
    takes: ["FILE"],
    summary: "proves whether a plane separates each class from the rest",
    flags: ["target", ...READING, ...TELLING],
    examples: ["rosenblatt separable flowers.csv --target species"],
    run: async ([file = ""], values, console) =>
      (await import("./separable.js")).separable(file, values, console),
  },
  shard: {
    takes: ["FILE…"],
    summary: "deals the rows of tables to shards, for a cluster",
    flags: ["target", "out", "shards", "dtype", ...READING, ...TELLING],
    says: { out: { value: "FOLDER", text: "where the shards are written; it is made" } },
    examples: [
      "rosenblatt shard clicks-*.csv.gz --target clicked --out clicks --shards 64",
      "rosenblatt shard news20.svmlight.gz --out news",
    ],
    run: async (files, values, console) => (await import("./shard.js")).shard(files, values, console),
  },
  "cluster train": {
    takes: ["MANIFEST"],
    summary: "trains on shards, on threads or on the workers of a queue",
    flags: [
      ...QUEUE,
      ...(["through", "concurrency", "mixing", "out"] as const),
      ...MODEL.filter((name) => !IN_ONE_PLACE.includes(name)),
      ...TELLING,
    ],
    examples: [
      "rosenblatt cluster train clicks/manifest.json --epochs 10 --out model.json",
      "rosenblatt cluster train clicks --redis redis://queue:6379 --out model.json",
      "rosenblatt cluster train clicks --through ./tasks.sh --out model.json",
    ],
    run: async ([manifest = ""], values, console) =>
      (await import("./cluster.js")).clusterTrain(manifest, values, console),
  },
  "shard-task": {
    takes: [],
    summary: "does the tasks of --through that come on the standard input",
    flags: [],
    examples: ["rosenblatt shard-task < tasks > results"],
    run: async () => (await import("./shard-task.js")).shardTask(),
  },
  "cluster worker": {
    takes: [],
    summary: "works on the tasks of a queue until it is ended",
    flags: [...QUEUE, "concurrency", "allow", "metrics", ...TELLING],
    examples: ["rosenblatt cluster worker --redis redis://queue:6379 --concurrency 8"],
    run: async (_words, values, console) => (await import("./cluster.js")).clusterWorker(values, console),
  },
  "cluster status": {
    takes: [],
    summary: "tells what waits in a queue, and who works on it",
    flags: [...QUEUE, ...TELLING],
    examples: ["rosenblatt cluster status --redis redis://queue:6379"],
    run: async (_words, values, console) => (await import("./cluster.js")).clusterStatus(values, console),
  },
  logic: {
    takes: ["PROPOSITION"],
    summary: "compiles a proposition to a network of neurons",
    flags: ["table", "mermaid", ...TELLING],
    examples: ['rosenblatt logic "A xor B" --table'],
    run: async ([proposition = ""], values, console) =>
      (await import("./logic.js")).logic(proposition, values, console),
  },
  demo: {
    takes: [],
    summary: "learns to tell irises apart, in your terminal",
    flags: [],
    examples: ["rosenblatt demo"],
    async run(_words, _values, console) {
      await (await import("./demo.js")).demo(console.say);
      return 0;
    },
  },
};
