// Every option of every command: how its value is read, and what help says of it.

import { parseArgs } from "node:util";
import { nearest } from "../base/words.js";
import { UsageError } from "./errors.js";

interface Flag<T = unknown> {
  /** What help calls the value; none for a switch. */
  readonly value?: string;
  readonly text: string;
  /** The value of what was typed; undefined where that is not `expected`. */
  read?(typed: string): T | undefined;
  readonly expected?: string;
  /** Other names of it: the library's, where people know a shorter one. */
  readonly also?: readonly string[];
  /** A switch that is on unless --no- is put before its name. */
  readonly isOn?: true;
}

const text = (value: string, text: string): Flag<string> => ({
  value,
  text,
  expected: "a name",
  read: (typed) => (typed === "" ? undefined : typed),
});

const toggle = (text: string): Flag<boolean> => ({ text });

/** A switch that is on; `text` says what holds when it is off. */
const on = (text: string): Flag<boolean> => ({ text, isOn: true });

function number(
  text: string,
  expected: string,
  accepts: (value: number) => boolean,
  ...also: string[]
): Flag<number> {
  const read = (typed: string): number | undefined => {
    const value = Number(typed);
    return /^[-+.\de]+$/i.test(typed) && accepts(value) ? value : undefined;
  };
  return { value: "N", text, expected, read, also };
}

function word<T extends string>(text: string, ...words: readonly T[]): Flag<T> {
  return {
    value: words.join("|"),
    text,
    expected: words.join(" or "),
    read: (typed) => words.find((one) => one === typed),
  };
}

const whole = (value: number): boolean => Number.isSafeInteger(value) && value > 0;
const positive = (value: number): boolean => value > 0 && value < Infinity;
const share = (value: number): boolean => value > 0 && value < 1;
const WHOLE = "an integer above 0";

const list: Pick<Flag<string[]>, "read" | "expected"> = {
  expected: "names of columns, with commas between",
  read(typed) {
    const names = typed.split(",").map((name) => name.trim());
    return names.includes("") ? undefined : names;
  },
};

/** `A=x,B=y` as pairs. */
const pairs: Pick<Flag<Record<string, string>>, "read" | "expected"> = {
  expected: "NAME=VALUE, with commas between",
  read(typed) {
    const parts = typed.split(",").map((pair) => /^\s*(.*[^\s])\s*=\s*(.*[^\s])\s*$/.exec(pair));
    if (parts.includes(null)) return undefined;
    return Object.fromEntries(parts.map((match) => [match?.[1], match?.[2]]));
  },
};

/** What a model is written as. */
export const TARGETS = [
  "javascript",
  "c",
  "wasm",
  "wat",
  "sql",
  "onnx",
  "sklearn",
  "liblinear",
  "url",
] as const;

const KINDS = "number, category, date, text or ignore";

export const FLAGS = {
  target: text("COLUMN", "the column to predict"),
  features: { ...list, value: "A,B", text: "only these columns are looked at" },
  ignore: { ...list, value: "A,B", text: "these columns are left out" },
  types: {
    value: "A=KIND,…",
    expected: `COLUMN=${KINDS}, with commas between`,
    text: `how columns are read: ${KINDS}`,
    read(typed) {
      const kinds = pairs.read?.(typed);
      return kinds && Object.values(kinds).every((kind) => KINDS.split(/, | or /).includes(kind))
        ? kinds
        : undefined;
    },
  } as Flag<Record<string, string>>,
  "day-first": word("whether 03/04/2020 is in April; found if a date tells", "yes", "no"),
  encoding: text("NAME", "of the file, such as windows-1252; utf-8 and utf-16 are found"),
  delimiter: text("CHAR", "between two cells; found if left out"),
  out: { ...text("FILE", "where the result is written; - is the standard output"), expected: "a file" },
  "test-size": number(
    "the share of rows that is held out and then tested; 0 for none (default 0.2)",
    "a share from 0 to below 1",
    (value) => value === 0 || share(value),
  ),
  folds: number(
    "tests each row once, in so many folds",
    "an integer from 2",
    (value) => whole(value) && value > 1,
  ),
  tune: toggle("tries several sets of options in folds, and keeps the best"),
  stream: toggle("one pass over the rows, in constant memory, for files of any size"),
  resume: { ...text("MODEL", "goes on from a saved model"), expected: "a model file" },
  epochs: number("the most passes over the rows (default 1000)", WHOLE, whole, "max-iter"),
  eta: number("the learning rate (default 1)", "a number above 0", positive, "eta0"),
  seed: number(
    "of every random choice (default 0)",
    "an integer from 0 to 4294967295",
    (value) => value >>> 0 === value,
    "random-state",
  ),
  average: on("the last weights answer, not their mean"),
  decay: number("lets that mean forget, by so much a row", "a number between 0 and 1", share),
  keep: word("which weights answer where no mean does", "last", "best"),
  multiclass: word("how several classes are told apart (default joint)", "joint", "ovr"),
  "class-weight": {
    ...pairs,
    value: "balanced|A=N,…",
    expected: '"balanced" or LABEL=NUMBER, with commas between',
    text: "how much a mistake in a class counts",
    read(typed: string) {
      if (typed === "balanced") return typed;
      const read = pairs.read?.(typed);
      const weights = Object.entries(read ?? {}).map(([label, weight]) => [label, Number(weight)] as const);
      return read && weights.every(([, weight]) => weight >= 0) ? Object.fromEntries(weights) : undefined;
    },
  },
  tol: {
    value: "N|none",
    expected: "a number from 0, or none",
    text: "the least improvement of an epoch; none runs them all (default 0.001)",
    read: (typed) =>
      typed === "none" ? null : /^[+.\de-]+$/i.test(typed) && Number(typed) >= 0 ? Number(typed) : undefined,
  } as Flag<number | null>,
  patience: number(
    "epochs without improvement after which it ends (default 5)",
    WHOLE,
    whole,
    "n-iter-no-change",
  ),
  "early-stopping": toggle("ends by rows that it does not learn from"),
  "validation-fraction": number("their share (default 0.1)", "a share between 0 and 1", share),
  "fit-intercept": on("the plane goes through 0"),
  shuffle: on("rows come in the order of the file"),
  standardize: toggle("the model scales its features too, beside the encoder"),
  step: word("the activation (default heaviside)", "heaviside", "sgn"),
  dtype: word("the type of the weights (default f64)", "f32", "f64"),
  rule: word("another learning rule than the perceptron's", "passive-aggressive", "arow"),
  C: number("the largest step of passive-aggressive (default 1)", "a number above 0", positive),
  variant: word("how that step is bounded (default pa1)", "pa1", "pa2"),
  r: number("how slowly arow trusts its weights (default 1)", "a number above 0", positive),
  to: {
    ...word(TARGETS.join(", "), ...TARGETS),
    value: "TARGET",
  },
  shards: number(
    "how many shards the rows are dealt to (default 64)",
    "an integer from 1 to 65536",
    (value) => whole(value) && value <= 65_536,
  ),
  mixing: word("how the shards' models are weighed (default uniform)", "uniform", "mistakes"),
  redis: { ...text("URL", "the queue is there: redis:// or rediss://"), expected: "a URL" },
  postgres: { ...text("URL", "the queue is there: postgres://"), expected: "a URL" },
  queue: text("NAME", "which queue of that server (default rosenblatt)"),
  through: {
    ...text("COMMAND", "runs the tasks, which it gets a line each, by rosenblatt shard-task"),
    expected: "a command",
  },
  concurrency: number(
    "threads that work (default 1, in cluster train one a processor)",
    "an integer from 1 to 1024",
    (value) => whole(value) && value <= 1024,
  ),
  allow: { ...list, value: "PLACE,…", text: "only data sets in these folders or URLs are read" },
  metrics: number(
    "serves its counts to Prometheus at this port",
    "a port",
    (value) => whole(value) && value < 65536,
  ),
  calibrate: toggle("learns how probable each label is, from rows held out in folds"),
  scores: toggle("adds the score of each class"),
  proba: toggle("adds the probability of each class, of a model trained with --calibrate"),
  abstain: number(
    "rows whose label is less probable get --unknown, of a model trained with --calibrate",
    "a share from 0 to 1",
    (value) => value >= 0 && value <= 1,
  ),
  unknown: { ...text("LABEL", 'what --abstain says of such rows (default "unknown")'), expected: "a label" },
  top: number("the N likeliest labels of each row, and their scores", WHOLE, whole),
  append: toggle("puts the row's own columns in front"),
  table: toggle("the truth table"),
  mermaid: toggle("a drawing, for Mermaid"),
  json: toggle("one JSON object, for programs"),
  quiet: toggle("nothing but the result"),
} as const;

export type FlagName = keyof typeof FLAGS;

/** What a model is learned by. */
export const MODEL: readonly FlagName[] = [
  ...(["epochs", "eta", "seed", "average", "decay", "keep", "multiclass", "class-weight", "tol"] as const),
  ...(["patience", "early-stopping", "validation-fraction", "fit-intercept", "shuffle"] as const),
  ...(["standardize", "step", "dtype", "rule", "C", "variant", "r"] as const),
];

/** How a table is read. */
export const READING = ["features", "ignore", "types", "day-first", "encoding", "delimiter"] as const;

type ValueOf<F> = F extends Flag<infer T> ? T : never;
export type Values = { readonly [Name in FlagName]?: ValueOf<(typeof FLAGS)[Name]> | undefined };

/** @throws {UsageError} for a flag beside one that leaves it nothing to say; `why` says how */
export function refuseBeside(values: Values, name: FlagName, others: readonly FlagName[], why: string): void {
  const other = values[name] && others.find((other) => values[other] !== undefined);
  if (other) throw new UsageError(`--${name} and --${other} do not go together: ${why}`);
}

const flags = Object.entries<Flag>(FLAGS);
const typeOf = ({ value }: Flag) => ({
  type: value === undefined ? ("boolean" as const) : ("string" as const),
});

const OPTIONS = {
  ...Object.fromEntries(flags.map(([name, flag]) => [name, typeOf(flag)])),
  ...Object.fromEntries(flags.flatMap(([, flag]) => (flag.also ?? []).map((name) => [name, typeOf(flag)]))),
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

export interface Typed {
  /** The command, and what it takes. */
  readonly words: readonly string[];
  readonly values: Values;
  readonly help: boolean;
  readonly version: boolean;
}

/** What was typed behind the program's name. @throws {UsageError} */
export function parseWords(args: string[]): Typed {
  const { values, positionals } = parsed(args);
  const { help, version, ...typed } = values as Record<string, string | boolean>;
  const read = Object.entries(typed).map(([name, value]) => {
    const [own, flag] = flags.find(([key, { also }]) => key === name || also?.includes(name)) as [
      string,
      Flag,
    ];
    if (typeof value === "boolean") return [own, value];
    const meant = flag.read?.(value);
    if (meant === undefined)
      throw new UsageError(`--${name} is ${JSON.stringify(value)}; expected ${flag.expected}`);
    return [own, meant];
  });
  return {
    words: positionals,
    values: Object.fromEntries(read),
    help: help === true,
    version: version === true,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS as never, allowPositionals: true, allowNegative: true });
  } catch (error) {
    const [sentence = ""] = (error as Error).message.split(/\.(?:\s|$)/);
    const [, name, unread] =
      /^Unknown option '--(?:no-)?(.*)'$|^Option '(.*)' argument is amb/.exec(sentence) ?? [];
    const near = name && nearest(name, Object.keys(OPTIONS));
    throw new UsageError(
      sentence +
        (near ? `; did you mean --${near}?` : unread ? `; if it begins with a dash, write ${unread}=-1` : ""),
    );
  }
}
