import { createServer } from "node:http";
import {
  type ClusterOptions,
  type ClusterWorker,
  command,
  type Executor,
  openDataset,
  queue,
  status,
  threads,
  train,
  worker,
} from "../cluster/index.js";
import type { PerceptronOptions } from "../index.js";
import { Pipeline } from "../pipeline/index.js";
import { TableEncoder } from "../table/index.js";
import { UsageError } from "./errors.js";
import type { Values } from "./flags.js";
import { asInput, Interrupt } from "./learning.js";
import { modelOptions } from "./model-options.js";
import { countedIn, printEpochs } from "./print.js";
import { ProgressLine } from "./progress.js";
import { saveModel } from "./saved-model.js";
import { type Console, quantity, short } from "./terminal.js";

const INTERRUPTED = 130;

/** Trains on the shards of a manifest. @returns the exit code */
export async function clusterTrain(source: string, values: Values, console: Console): Promise<number> {
  const interrupt = new AbortController();
  const progress = new ProgressLine("", values.quiet === true || values.json === true);
  const asked = new Interrupt();
  try {
    const { manifest } = await openDataset(source);
    const { mixing } = values;
    const options = optionsOf(modelOptions(values));
    const { epochs = 1000 } = options;
    const executor = await executorOf(values);
    const began = performance.now();
    try {
      const model = await asked.during(() =>
        train(source, {
          ...options,
          ...{ executor, mixing, signal: interrupt.signal },
          onProgress({ epoch, shardsDone, shards, workers, retries }) {
            if (asked.asked) interrupt.abort(new Error("interrupted"));
            const done = epoch - 1 + shardsDone / shards;
            const note = `epoch ${epoch}: ${shardsDone}/${shards} shards, ${quantity(workers, "worker")}, ${quantity(retries, "retry", "retries")}`;
            const worked = done * manifest.rows;
            progress.update({ done, total: epochs, worked, unit: "rows", note, mayEnd: true });
          },
        }),
      );
      progress.end();
      const seconds = (performance.now() - began) / 1000;
      printEpochs(model, console.say, { counted: countedIn(model), byFlags: true });
      console.say(
        `  ${short((manifest.rows * model.nIter) / seconds)}rows/s, ${quantity(executor.retries, "task")} begun again`,
      );
      const { encoder, target } = manifest;
      const steps = encoder === undefined ? [] : [TableEncoder.fromJSON(encoder)];
      const notes = { rows: manifest.rows, ...(target !== undefined && { target }) };
      if (values.out !== undefined) await saveModel(values.out, new Pipeline([...steps, model]), notes);
      console.tell({
        ...{ rows: manifest.rows, classes: model.classes, epochs: model.nIter, converged: model.converged },
        ...{ stopReason: model.stopReason, out: values.out ?? null },
      });
      return 0;
    } finally {
      await executor.close();
    }
  } catch (error) {
    if (!asked.asked) throw asInput(error);
    console.say("interrupted; the epochs before are committed, and the same command goes on after them");
    return INTERRUPTED;
  } finally {
    progress.end();
  }
}

async function executorOf({ redis, postgres, through, concurrency }: Values): Promise<Executor> {
  if (through !== undefined) return command(through);
  return (redis ?? postgres) ? await queue({ redis, postgres }) : threads(concurrency);
}

/** The options of a run over shards. */
function optionsOf({ maxIter, keep, standardize, average, ...options }: PerceptronOptions): ClusterOptions {
  const refused = Object.entries({ keep: keep === "best" || undefined, standardize }).find(
    ([, value]) => value !== undefined,
  );
  if (refused !== undefined)
    throw new UsageError(`--${refused[0]} needs all rows in one place, and shards have parts of them`);
  if (typeof average === "object")
    throw new UsageError("--decay needs all rows in one place, and shards have parts of them");
  return { ...options, ...(maxIter !== undefined && { epochs: maxIter }), average };
}

/** Works until it is told to end. @returns the exit code */
export async function clusterWorker(values: Values, console: Console): Promise<number> {
  const { redis, postgres, concurrency = 1, allow, metrics } = values;
  if (redis === undefined && postgres === undefined)
    throw new UsageError("--redis URL or --postgres URL is missing");
  try {
    const running = await worker({ redis, postgres, concurrency, allow });
    const server = metrics === undefined ? undefined : serveMetrics(running, metrics);
    console.say(
      `working on ${quantity(concurrency, "thread")}; Ctrl-C or SIGTERM ends it once its tasks are done`,
    );
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void running.close());
    await running.ended;
    server?.close();
    const { tasks, rows, failures } = running.counts;
    console.answer(
      `${quantity(tasks, "task")} done, ${quantity(failures, "failure")}, ${short(rows)}rows`,
      running.counts,
    );
    return 0;
  } catch (error) {
    throw asInput(error);
  }
}

/** Prometheus's text format, on every path of the port. */
function serveMetrics(running: ClusterWorker, port: number) {
  const server = createServer((_, response) => {
    const { tasks, failures, rows, seconds } = running.counts;
    const counters = { tasks, task_failures: failures, rows, task_seconds: seconds };
    response.setHeader("content-type", "text/plain; version=0.0.4");
    response.end(
      Object.entries(counters)
        .map(
          ([name, value]) => `# TYPE rosenblatt_${name}_total counter\nrosenblatt_${name}_total ${value}\n`,
        )
        .join(""),
    );
  });
  return server.listen(port);
}

/** Tells what waits in a queue, and who works on it. @returns the exit code */
export async function clusterStatus({ redis, postgres }: Values, console: Console): Promise<number> {
  if (redis === undefined && postgres === undefined)
    throw new UsageError("--redis URL or --postgres URL is missing");
  try {
    const counts = await status({ redis, postgres });
    const { workers, waiting, active, failed } = counts;
    console.answer(
      `${quantity(workers, "worker")}; tasks: ${waiting} waiting, ${active} active, ${failed} failed`,
      counts,
    );
    return 0;
  } catch (error) {
    throw asInput(error);
  }
}
