// Tasks as lines of text, for programs that spread lines over processes and machines: xargs -P, GNU parallel, a batch system.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onAbort } from "../base/abort-signal.js";
import { callAsync, named } from "../base/errors.js";
import * as fail from "../base/texts-cluster.js";
import { datasetAt } from "./dataset.js";
import type { Executor, TaskContext } from "./executor.js";
import { checkResultMessage, checkTaskMessage, messageOf, type TaskMessage, taskOf } from "./message.js";
import { sha256 } from "./store.js";
import { runTask, type ShardResult, type ShardTask } from "./task.js";
import { KERNELS } from "./version.js";

/** A task as a line: the message of a queue, and the model itself. */
interface TaskLine {
  readonly task: TaskMessage;
  /** In base64. */
  readonly model: string;
}

/** A result as a line: which shard it is of, its numbers, and what was learned. */
interface ResultLine {
  readonly shard: number;
  readonly result: object;
  /** In base64. */
  readonly learned?: string;
}

/**
 * Runs a shell command for each step of a run. It gets a task a line on its standard input and writes a line for each on its
 * standard output, in any order, as `rosenblatt shard-task` does; how it spreads them is its own affair.
 *
 * @param command  such as "parallel --pipe -N1 rosenblatt shard-task"
 * @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE
 */
export function command(command: string): Executor {
  if (typeof command !== "string" || command.trim() === "")
    throw named("command", fail.badAddress("command", command, "a shell command"));
  return new CommandExecutor(command);
}

class CommandExecutor implements Executor {
  /** What a command does again, it does not tell. */
  readonly retries = 0;

  constructor(readonly command: string) {}

  async run(tasks: readonly Omit<ShardTask, "model">[], context: TaskContext): Promise<ShardResult[]> {
    const { dataset, model, signal, onTask } = context;
    const [bytes, digest] = [Buffer.from(model).toString("base64"), sha256(model)];
    const lines = tasks.map((task): TaskLine => ({ task: messageOf(task, dataset, digest), model: bytes }));
    signal?.throwIfAborted();
    const child = spawn(this.command, { shell: true, stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.on("error", () => {}); // one that reads no further: what is missing is told below
    child.stdin.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    const end = (): void => {
      child.kill();
      child.stdout.destroy(); // which what the shell has started may hold open
    };
    const ignore = onAbort(signal, end);
    const ended = once(child, "close");
    const results = new Map<number, ShardResult>();
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        const { shard, result } = resultOf(line);
        results.set(shard, result);
        onTask();
      }
      const [code] = await ended;
      return tasks.map(({ shard }, i) => {
        const found = results.get(lines[i]?.task.shard as number);
        if (found !== undefined) return found;
        throw fail.taskFailed(shard.file, `the command ended with ${code} and without its result`);
      });
    } finally {
      ignore();
      end();
    }
  }

  async workers(): Promise<number> {
    return 1;
  }

  async close(): Promise<void> {}
}

/** @throws {ValueError} TASK */
function resultOf(line: string): { shard: number; result: ShardResult } {
  const { shard, result, learned } = parsed(line) as ResultLine;
  const { learned: digest, ...numbers } = checkResultMessage(result);
  if (digest === undefined) return { shard, result: numbers };
  const bytes = Buffer.from(String(learned), "base64");
  if (sha256(bytes) !== digest) throw fail.notATask("what it learned has another SHA-256 than it says");
  return { shard, result: { ...numbers, learned: bytes } };
}

/**
 * Does a task of a run: what `rosenblatt shard-task` does with each line of its standard input.
 *
 * @param line  the task, as an executor of `command` writes it
 * @returns the line of its result
 * @throws {ValueError} TASK, MANIFEST, NO_OBJECT, DIGEST   @throws {StateError} OTHER_KERNELS, STORE
 */
export const answerTask = (line: string): Promise<string> => callAsync("answerTask", () => answered(line));

/** @throws as `answerTask` */
async function answered(line: string): Promise<string> {
  const { task: message, model } = parsed(line) as TaskLine;
  const checked = checkTaskMessage(message);
  const { kernels, dataset, model: digest } = checked;
  if (kernels !== KERNELS) throw fail.otherKernels(kernels, KERNELS);
  const bytes = Buffer.from(String(model), "base64");
  if (sha256(bytes) !== digest) throw fail.notATask("its model has another SHA-256 than it says");
  const opened = await datasetAt(dataset.location);
  if (opened.sha256 !== dataset.sha256) throw fail.wrongDigest("manifest.json");
  const task = taskOf(checked, opened.manifest);
  const { learned, ...numbers } = runTask({ ...task, model: bytes }, await opened.localPath(task.shard));
  const { shard } = checked;
  if (learned === undefined) return JSON.stringify({ shard, result: numbers });
  const result = { ...numbers, learned: sha256(learned) };
  return JSON.stringify({ shard, result, learned: Buffer.from(learned).toString("base64") });
}

/** @throws {ValueError} TASK */
function parsed(line: string): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) return value;
  } catch {}
  throw fail.notATask("a line of it is no JSON object");
}
