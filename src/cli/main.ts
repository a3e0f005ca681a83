#!/usr/bin/env node
import { parseArgs } from "node:util";
import { KindError, ValueError } from "../index.js";
import { InputError } from "./csv.js";
import { demo } from "./demo.js";
import { logic } from "./logic.js";
import { evaluate, predict, train } from "./model-commands.js";
import { separable } from "./separable.js";

const USAGE = `rosenblatt — a Perceptron on your CSV files

  rosenblatt train FILE.csv --target COLUMN [--features A,B] [--seed N] [--epochs N] [--eta N] [--out model.json]
  rosenblatt predict MODEL.json FILE.csv
  rosenblatt eval MODEL.json FILE.csv --target COLUMN
  rosenblatt separable FILE.csv --target COLUMN [--features A,B]
  rosenblatt logic "A xor B" [--table] [--mermaid]
  rosenblatt demo

A file has a header line. Features default to every column but the target; labels are taken as text.`;

class UsageError extends Error {}

const OPTIONS = {
  target: { type: "string" },
  features: { type: "string" },
  seed: { type: "string" },
  epochs: { type: "string" },
  eta: { type: "string" },
  out: { type: "string" },
  table: { type: "boolean" },
  mermaid: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Values = ReturnType<typeof parse>["values"];

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

interface Command {
  /** How many files it takes, or what else. */
  readonly takes: number | "a proposition";
  readonly options: readonly string[];
  run(files: string[], values: Values): void;
}

const COMMANDS: Record<string, Command> = {
  train: {
    takes: 1,
    options: ["target", "features", "seed", "epochs", "eta", "out"],
    run: ([file = ""], values) =>
      train(
        file,
        {
          target: requiredOption(values, "target"),
          features: featureOption(values),
          seed: numericOption(
            values,
            "seed",
            "an integer from 0 to 4294967295",
            (seed) => seed >>> 0 === seed,
          ),
          epochs: numericOption(
            values,
            "epochs",
            "an integer above 0",
            (epochs) => Number.isSafeInteger(epochs) && epochs > 0,
          ),
          eta: numericOption(values, "eta", "a number above 0", (eta) => eta > 0 && eta < Infinity),
          out: values.out,
        },
        print,
      ),
  },
  predict: { takes: 2, options: [], run: ([model = "", file = ""]) => predict(model, file, print) },
  eval: {
    takes: 2,
    options: ["target"],
    run: ([model = "", file = ""], values) => evaluate(model, file, requiredOption(values, "target"), print),
  },
  separable: {
    takes: 1,
    options: ["target", "features"],
    run: ([file = ""], values) =>
      separable(file, requiredOption(values, "target"), featureOption(values), print),
  },
  logic: {
    takes: "a proposition",
    options: ["table", "mermaid"],
    run: ([proposition = ""], { table = false, mermaid = false }) =>
      logic(proposition, { table, mermaid }, print),
  },
  demo: { takes: 0, options: [], run: () => demo(print) },
};

function main(args: string[]): void {
  const { values, positionals } = parse(args);
  const [name, ...files] = positionals;
  if (values.help === true) {
    print(USAGE);
    return;
  }
  if (name === undefined) throw new UsageError("which command?");
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UsageError(`there is no command "${name}"`);
  const { takes } = command;
  if (takes === "a proposition" ? files.length !== 1 : files.length !== takes) {
    const expected =
      typeof takes === "number" ? `${takes} file${takes === 1 ? "" : "s"}` : `${takes} in quotes`;
    throw new UsageError(`${name} takes ${expected}, not ${files.length}`);
  }
  const unknown = Object.keys(values).find((option) => !command.options.includes(option));
  if (unknown !== undefined) throw new UsageError(`${name} has no option --${unknown}`);
  command.run(files, values);
}

function requiredOption(values: Values, name: "target"): string {
  const value = values[name];
  if (value === undefined || value === "") throw new UsageError(`--${name} COLUMN is missing`);
  return value;
}

const featureOption = ({ features }: Values): string[] | undefined =>
  features?.split(",").map((name) => name.trim());

function numericOption(
  values: Values,
  name: "seed" | "epochs" | "eta",
  expected: string,
  accepts: (value: number) => boolean,
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!/^[-+.\de]+$/i.test(text) || !accepts(Number(text))) {
    throw new UsageError(`--${name} is "${text}"; expected ${expected}`);
  }
  return Number(text);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(message: string, code: 1 | 2): void {
  process.stderr.write(`rosenblatt: ${message}\n`);
  process.exitCode = code;
}

/** A reader such as `head` may close the pipe early: that is no error. A full disk is one. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") fail(`cannot write: ${error.code}`, 1);
});

try {
  main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) fail(`${error.message}\n\n${USAGE}`, 2);
  else if (error instanceof InputError || error instanceof KindError || error instanceof ValueError)
    fail(error.message, 1);
  else throw error;
}
