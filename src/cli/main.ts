#!/usr/bin/env node
import { parseArgs } from "node:util";
import { KindError, ValueError } from "../index.js";
import { evaluate, predict, train } from "./commands.js";
import { demo } from "./demo.js";
import { InputError } from "./table.js";

const USAGE = `rosenblatt — a Perceptron on your CSV files

  rosenblatt train FILE.csv --target COLUMN [--features A,B] [--seed N] [--epochs N] [--eta N] [--out model.json]
  rosenblatt predict MODEL.json FILE.csv
  rosenblatt eval MODEL.json FILE.csv --target COLUMN
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

/** What each command takes: so many files, and these options. */
const COMMANDS: Record<
  string,
  { files: number; options: readonly string[]; run(files: string[], values: Values): void }
> = {
  train: {
    files: 1,
    options: ["target", "features", "seed", "epochs", "eta", "out"],
    run: ([file = ""], values) =>
      train(
        file,
        {
          target: required(values, "target"),
          features: values.features?.split(",").map((name) => name.trim()),
          seed: number(values, "seed"),
          epochs: number(values, "epochs"),
          eta: number(values, "eta"),
          out: values.out,
        },
        print,
      ),
  },
  predict: { files: 2, options: [], run: ([model = "", file = ""]) => predict(model, file, print) },
  eval: {
    files: 2,
    options: ["target"],
    run: ([model = "", file = ""], values) => evaluate(model, file, required(values, "target"), print),
  },
  demo: { files: 0, options: [], run: () => demo(print) },
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
  if (files.length !== command.files) {
    throw new UsageError(
      `${name} takes ${command.files} file${command.files === 1 ? "" : "s"}, not ${files.length}`,
    );
  }
  const stray = Object.keys(values).find((option) => !command.options.includes(option));
  if (stray !== undefined) throw new UsageError(`${name} has no option --${stray}`);
  command.run(files, values);
}

function required(values: Values, name: "target"): string {
  const value = values[name];
  if (value === undefined || value === "") throw new UsageError(`--${name} COLUMN is missing`);
  return value;
}

function number(values: Values, name: "seed" | "epochs" | "eta"): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  if (text.trim() === "" || Number.isNaN(Number(text))) {
    throw new UsageError(`--${name} is "${text}"; expected a number`);
  }
  return Number(text);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A reader such as `head` may close the pipe early: that is no error. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  main(process.argv.slice(2));
} catch (error) {
  const usage = error instanceof UsageError;
  if (!usage && !(error instanceof InputError || error instanceof KindError || error instanceof ValueError))
    throw error;
  process.stderr.write(`rosenblatt: ${error.message}\n${usage ? `\n${USAGE}\n` : ""}`);
  process.exitCode = usage ? 2 : 1;
}
