import { once } from "node:events";
import { createServer, type Server } from "node:http";
import {
  type ClusterOptions,
  type ClusterProgress,
  type ClusterWorker,
  command,
  type Executor,
  type Manifest,
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
import { INTERRUPTED, keptAt } from "./ending.js";
import { InputError, UsageError } from "./errors.js";
import type { Values } from "./flags.js";
import { Interrupt } from "./learning.js";
import { modelOptions } from "./model-options.js";
import { countedIn, printEpochs } from "./print.js";
import { ProgressLine } from "./progress.js";
import { saveModel } from "./saved-model.js";
import { type Console, quantity, short } from "./terminal.js";

const LOOK_MS = 1000;

/** Trains on the shards of a manifest. @returns the exit code */
export async function clusterTrain(source: string, values: Values, console: Console): Promise<number> {
  const interrupt = new AbortController();
  const asked = new Interrupt();
  try {
    const { manifest } = await openDataset(source);
    const { mixing } = values;
    const options = optionsOf(modelOptions(values));
    const executor = await executorOf(values);
    const began = performance.now();
    const watch = new Watch(manifest, options.epochs, executor, values, () => {
      if (asked.asked) interrupt.abort(new Error("interrupted"));
    });
    try {
      const model = await asked.during(() =>
        train(source, {
          ...options,
          executor,
          mixing,
          signal: interrupt.signal,
          onProgress: (progress) => watch.taskDone(progress),
        }),
      );
      watch.end();
      const seconds = (performance.now() - began) / 1000;
      printEpochs(model, console.say, { counted: countedIn(model), byFlags: true });
      console.say(
        watch.worked > 0
          ? `  ${short(watch.worked / seconds)}rows/s, ${quantity(executor.retries, "task")} begun again`
          : "  all of it had been done before, and was still there",
      );
      const { encoder, target } = manifest;
      const steps = encoder === undefined ? [] : [TableEncoder.fromJSON(encoder)];
      const notes = { ...(target !== undefined && { target }), rows: manifest.rows };
      if (values.out !== undefined) await saveModel(values.out, new Pipeline([...steps, model]), notes);
      console.say("");
      console.say(keptAt(values.out));
      console.tell({
        rows: manifest.rows,
        classes: model.classes,
        epochs: model.nIter,
        converged: model.converged,
        stopReason: model.stopReason,
        out: values.out ?? null,
      });
      return 0;
    } finally {
      watch.end();
      await executor.close();
    }
  } catch (error) {
    if (!asked.asked) throw error;
    const isKept = (values.redis ?? values.postgres) !== undefined;
    console.say(
      isKept
        ? "interrupted; whole epochs are kept, and the same command goes on after them"
        : "interrupted; without a queue's server nothing is kept of it",
    );
    return INTERRUPTED;
  }
}

/** The line of a run, which also tells of one where no task ends: of slow shards, and of a queue on which nobody works. */
class Watch {
  readonly #line: ProgressLine;
  readonly #timer: NodeJS.Timeout;
  #last: ClusterProgress;
  #ended = false;
  #tasks = 0;
  /** Epochs that had been committed before. */
  #before = 0;

  /** @param onLook  called whenever the line may be drawn */
  constructor(
    readonly manifest: Manifest,
    readonly epochs = 1000,
    executor: Executor,
    { quiet, json }: Values,
    readonly onLook: () => void,
  ) {
    this.#line = new ProgressLine("", quiet === true || json === true);
    this.#last = { epoch: 1, shardsDone: 0, shards: manifest.shards.length, workers: 0, retries: 0 };
    this.#timer = setInterval(async () => {
      const workers = await executor.workers().catch(() => this.#last.workers); // a server that is away
      if (!this.#ended) this.#show({ ...this.#last, workers });
    }, LOOK_MS);
  }

  /** Rows that were visited. */
  get worked(): number {
    const { rows, shards } = this.manifest;
    return (this.#tasks * rows) / shards.length;
  }

  taskDone(progress: ClusterProgress): void {
    if (this.#tasks++ === 0) this.#before = progress.epoch - 1;
    this.#show(progress);
  }

  #show(progress: ClusterProgress): void {
    this.onLook();
    this.#last = progress;
    const { epoch, shardsDone, shards, workers, retries } = progress;
    const done = epoch - 1 + shardsDone / shards;
    const who =
      workers === 0
        ? "waiting for a worker: rosenblatt cluster worker"
        : `${quantity(workers, "worker")}, ${quantity(retries, "retry", "retries")}`;
    const note = `epoch ${epoch}: ${shardsDone}/${shards} shards, ${who}`;
    const steps = { done, total: this.epochs, before: this.#before, mayEnd: true };
    this.#line.update({ ...steps, worked: this.worked, unit: "rows", note });
  }

  end(): void {
    this.#ended = true;
    clearInterval(this.#timer);
    this.#line.end();
  }
}

/** What says where the tasks of a run are done. */
const PLACES = ["redis", "postgres", "through", "concurrency"] as const;

/** @throws {UsageError} unless tasks go to one place */
async function executorOf(values: Values): Promise<Executor> {
  const places = PLACES.filter((name) => values[name] !== undefined);
  if (places.length > 1) throw new UsageError(`--${places.join(" and --")} do not go together`);
  const { redis, postgres, through, concurrency } = values;
  if (through !== undefined) return command(through);
  return (redis ?? postgres) ? await queue({ redis, postgres }) : threads(concurrency);
}

/** The options of a run over shards. */
function optionsOf({ maxIter, keep, standardize, average, ...options }: PerceptronOptions): ClusterOptions {
  const refused = Object.entries({ keep: keep === "best", standardize }).find(([, isAsked]) => isAsked);
  if (refused !== undefined)
    throw new UsageError(`--${refused[0]} needs all rows in one place, and shards have parts of them`);
  if (typeof average === "object")
    throw new UsageError("--decay needs all rows in one place, and shards have parts of them");
  return { ...options, ...(maxIter !== undefined && { epochs: maxIter }), average };
}

/** Where the queue is. @throws {UsageError} */
function serverOf({ redis, postgres }: Values): Pick<Values, "redis" | "postgres"> {
  if ((redis ?? postgres) === undefined) throw new UsageError("--redis URL or --postgres URL is missing");
  return { redis, postgres };
}

/** Works until it is told to end. @returns the exit code */
export async function clusterWorker(values: Values, console: Console): Promise<number> {
  const { concurrency = 1, allow, metrics } = values;
  const server = serverOf(values);
  const running = await worker({ ...server, concurrency, allow });
  const metering = metrics === undefined ? undefined : await serveMetrics(running, metrics);
  console.say(
    `working on ${quantity(concurrency, "thread")}; Ctrl-C or SIGTERM ends it once its tasks are done`,
  );
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void running.close());
  await running.ended.finally(() => metering?.close());
  const { tasks, rows, failures } = running.counts;
  console.answer(
    `${quantity(tasks, "task")} done, ${quantity(failures, "failure")}, ${short(rows)}rows`,
    running.counts,
  );
  return 0;
}

/** Prometheus's text format, on every path of the port. @throws {InputError} where that is taken; the worker has then ended */
async function serveMetrics(running: ClusterWorker, port: number): Promise<Server> {
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
  try {
    await once(server.listen(port), "listening");
    return server;
  } catch (error) {
    await running.close();
    throw new InputError(`--metrics ${port}: ${(error as Error).message}`);
  }
}

/** Tells what waits in a queue, and who works on it. @returns the exit code */
export async function clusterStatus(values: Values, console: Console): Promise<number> {
  const server = serverOf(values);
  const counts = await status(server);
  const { workers, waiting, active, failed } = counts;
  console.answer(
    `${quantity(workers, "worker")}; tasks: ${waiting} waiting, ${active} active, ${failed} failed`,
    counts,
  );
  return 0;
}
