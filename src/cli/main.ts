#!/usr/bin/env node
import { fstatSync, readFileSync, writeFileSync } from "node:fs";
import { nearest } from "../base/words.js";
import { COMMANDS, type Command } from "./commands.js";
import { InputError, UsageError } from "./errors.js";
import { checkOutput } from "./files.js";
import { parseWords } from "./flags.js";
import { commandHelpLines, helpLines } from "./help.js";
import { Console, clipped, quantity } from "./terminal.js";

/** @returns the exit code */
async function main(args: string[]): Promise<number> {
  const { words, values, help, version } = parseWords(args);
  const [first, ...rest] = joined(words);
  if (version) return printed([versionOf()]);
  const name = first === "help" ? joined(rest)[0] : first;
  if (first === "help" || help) {
    const isOne = name !== undefined && name !== "cluster"; // which is three
    return printed(isOne ? commandHelpLines(name, commandOf(name)) : helpLines());
  }
  if (name === undefined) throw new UsageError("which command? rosenblatt --help lists them");
  const command = commandOf(name);
  const { takes, flags } = command;
  const more = `; see rosenblatt ${name} --help`;
  const takesMany = takes.at(-1)?.endsWith("…") === true && rest.length >= takes.length;
  if (rest.length !== takes.length && !takesMany) {
    throw new UsageError(
      `${name} takes ${takes.join(" and ") || "nothing"}, not ${quantity(rest.length, "argument")}${more}`,
    );
  }
  const unknown = Object.keys(values).find((flag) => !(flags as readonly string[]).includes(flag));
  if (unknown !== undefined) throw new UsageError(`${name} has no option --${unknown}${more}`);
  if ([...rest, values.resume].filter((file) => file === "-").length > 1)
    throw new UsageError("only one of the files can be -");
  const isPiped = values.out === "-"; // the result is alone on the standard output
  writesFile = values.out !== undefined && !isPiped;
  if (writesFile && command.says?.out === undefined) await checkOutput(values.out as string); // else it is a folder
  return command.run(rest, values, new Console(values, isPiped ? printError : print));
}

/** A command of two words, such as `cluster train`, as one. */
const joined = ([first, second, ...rest]: readonly string[]): readonly string[] =>
  first === "cluster" && second !== undefined
    ? [`${first} ${second}`, ...rest]
    : [first, second, ...rest].filter((word) => word !== undefined);

function commandOf(name: string): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command;
  if (name === "cluster") throw new UsageError("cluster train, cluster worker or cluster status?");
  const near = nearest(name, Object.keys(COMMANDS));
  throw new UsageError(
    `there is no command "${name}"${near ? `; did you mean ${near}?` : "; rosenblatt --help lists them"}`,
  );
}

const versionOf = (): string =>
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;

function printed(lines: readonly string[]): number {
  print(lines.join("\n"));
  return 0;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}

function fail(message: string, code: 1 | 2): void {
  printError(`rosenblatt: ${message}`);
  process.exitCode = code;
}

/** Whether there is more to do than to print. */
let writesFile = false;

// Node takes a part of a text for all of it where a file has no room for more.
if (fstatSync(1).isFile()) {
  process.stdout._write = (text, _encoding, done) => {
    try {
      writeFileSync(1, text);
      done();
    } catch (error) {
      done(error as Error);
    }
  };
}

/** A reader such as `head` may close the pipe early: that is no error, and ends what only prints. A full disk is one. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE" && writesFile) return;
  if (error.code !== "EPIPE" && !process.exitCode) fail(`cannot write: ${error.code}`, 1);
  if (!writesFile) process.exit();
});
process.stderr.on("error", () => {}); // nobody is told of it

try {
  const code = await main(process.argv.slice(2));
  process.exitCode ||= code;
} catch (error) {
  if (error instanceof UsageError) fail(clipped(error.message), 2);
  else if (error instanceof InputError) fail(clipped(error.message), 1);
  else {
    const { textOfError } = await import("./error-texts.js");
    const text = textOfError(error); // what the library refuses, it refuses of the user's file or options
    if (text === undefined) throw error;
    fail(text, 1);
  }
}
