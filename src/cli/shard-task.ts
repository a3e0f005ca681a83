import { createInterface } from "node:readline";
import { answerTask } from "../cluster/index.js";

/** Does the tasks that come on the standard input, a line each, and writes a line for each. @returns the exit code */
export async function shardTask(): Promise<number> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== "") process.stdout.write(`${await answerTask(line)}\n`);
  }
  return 0;
}
