import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { addressOf } from "../base/texts-cluster.js";
import {
  type ClusterOptions,
  type ClusterProgress,
  type ClusterWorker,
  command,
  type Executor,
  type Manifest,
  openDataset,
  type QueueOptions,
  queue,
  status,
  threads,
  train,
  worker,
} from "../cluster/index.js";
import type { Perceptron } from "../index.js";
import { Pipeline } from "../pipeline/index.js";
import { TableEncoder } from "../table/index.js";
import { INTERRUPTED, keptAt, stoppedAt } from "./ending.js";
import { InputError, UsageError } from "./errors.js";
import type { Values } from "./flags.js";
import { DEFAULT_EPOCHS, Interrupt } from "./learning.js";
import { modelOptions } from "./model-options.js";
import { countedIn, printEpochs } from "./print.js";
import { isQuiet, ProgressLine } from "./progress.js";
import { saveModel } from "./saved-model.js";
import { type Console, quantity, short } from "./terminal.js";

const LOOK_MS = 1000;

/** Trains on the shards of a manifest. @returns the exit code */
export async function clusterTrain(source: string, values: Values, console: Console): Promise<number> {
  const { manifest } = await openDataset(source);
  const place = placeOf(values);
  const options = optionsOf(values);
  const executor = await EXECUTORS[place](values);
  const interrupt = new Interrupt();
  const watch = new Watch(manifest, executor, values, interrupt);
  // On threads all of a run is in this process, and the model that it has after an epoch is all that can be kept.
  const endsBy = place === "concurrency" ? "stop" : "signal";
  try {
    const onProgress = (progress: ClusterProgress): void => watch.taskDone(progress);
    const model = await interrupt
      .during(() => train(source, { ...options, executor, onProgress, [endsBy]: interrupt.signal }))
      .catch((error) => {
        if (!interrupt.asked || endsBy === "stop") throw error;
      });
    watch.end();
    if (model === undefined) {
      console.say(
        place === "through"
          ? "interrupted; of what a command does, nothing is kept"
          : "interrupted; whole epochs are kept, and the same command goes on after them",
      );
      process.exit(INTERRUPTED); // to close a queue a server that is away would be waited for
    }
    printEpochs(model, console.say, { counted: countedIn(model), byFlags: true });
    console.say(watch.summary);
    await save(model, manifest, values);
    console.say("");
    console.say(interrupt.asked ? stoppedAt(values.out) : keptAt(values.out));
    console.tell({
      rows: manifest.rows,
      classes: model.classes,
      epochs: model.nIter,
      converged: model.converged,
      stopReason: model.stopReason,
      out: values.out ?? null,
    });
    return interrupt.asked ? INTERRUPTED : 0;
  } finally {
    watch.end();
    await executor.close();
  }
}

/** Saves a model with the encoder of its rows. */
async function save(model: Perceptron, { encoder, target, rows }: Manifest, { out }: Values): Promise<void> {
  if (out === undefined) return;
  const steps = encoder === undefined ? [] : [TableEncoder.fromJSON(encoder)];
  await saveModel(out, new Pipeline([...steps, model]), { ...(target !== undefined && { target }), rows });
}

/** The line of a run, which also tells of one where no task ends: of slow shards, and of a queue on which nobody works. */
class Watch {
  readonly #line: ProgressLine;
  readonly #timer: NodeJS.Timeout;
  readonly #began = performance.now();
  #last: ClusterProgress;
  #ended = false;
  #tasks = 0;
  /** Epochs that had been committed before. */
  #before = 0;

  constructor(
    readonly manifest: Manifest,
    readonly executor: Executor,
    readonly values: Values,
    readonly interrupt: Interrupt,
  ) {
    this.#line = new ProgressLine("", values);
    const shards = manifest.shards.length;
    this.#last = { epoch: 1, kind: "learn", shardsDone: 0, shards, workers: 0, retries: 0 };
    this.#timer = setInterval(async () => {
      const workers = await executor.workers().catch(() => this.#last.workers); // a server that is away
      if (!this.#ended) this.#show({ ...this.#last, workers });
    }, LOOK_MS);
  }

  /** Rows that were visited. */
  get #worked(): number {
    const { rows, shards } = this.manifest;
    return (this.#tasks * rows) / shards.length;
  }

  /** What was done, once it has been. */
  get summary(): string {
    if (this.#tasks === 0) return "  all of it had been done before, and was still there";
    const rate = this.#worked / ((performance.now() - this.#began) / 1000);
    return `  ${short(rate)}rows/s, ${quantity(this.executor.retries, "task")} begun again`;
  }

  taskDone(progress: ClusterProgress): void {
    if (this.#tasks++ === 0) this.#before = progress.epoch - 1;
    this.#show(progress);
  }

  #show(progress: ClusterProgress): void {
    this.#last = progress;
    const { epoch, kind, shardsDone, shards, workers, retries } = progress;
    const done = kind === "learn" ? epoch - 1 + shardsDone / shards : epoch;
    const who =
      workers === 0
        ? "waiting for a worker: rosenblatt cluster worker"
        : `${quantity(workers, "worker")}, ${quantity(retries, "retry", "retries")}`;
    const which = `epoch ${epoch}${this.interrupt.asked ? ", the last" : ""}`;
    const note = `${which}: ${kind === "learn" ? "" : "checked "}${shardsDone}/${shards} shards, ${who}`;
    const steps = { done, total: this.values.epochs ?? DEFAULT_EPOCHS, before: this.#before, mayEnd: true };
    this.#line.update({ ...steps, worked: this.#worked, unit: "rows", note });
  }

  end(): void {
    this.#ended = true;
    clearInterval(this.#timer);
    this.#line.end();
  }
}

/** What runs tasks in each of the places where they may be done. */
const EXECUTORS = {
  redis: (values: Values) => opened(values, queue),
  postgres: (values: Values) => opened(values, queue),
  through: ({ through = "" }: Values) => command(through),
  concurrency: ({ concurrency }: Values) => threads(concurrency),
};
type Place = keyof typeof EXECUTORS;

/** Where tasks go. @throws {UsageError} unless it is one place */
function placeOf(values: Values): Place {
  const places = (Object.keys(EXECUTORS) as Place[]).filter((name) => values[name] !== undefined);
  if (places.length > 1) throw new UsageError(`--${places.join(" and --")} do not go together`);
  const [place = values.queue === undefined ? "concurrency" : "redis"] = places;
  return place;
}

/** The options of a run over shards. */
function optionsOf(values: Values): ClusterOptions {
  const { maxIter, ...options } = modelOptions(values) as ClusterOptions & { maxIter?: number };
  return { ...options, epochs: maxIter, mixing: values.mixing };
}

/** After so long without an answer of a server it is said that one is waited for. */
const SILENCE_MS = 2000;

/** What `open` makes of the server that flags name. @throws {UsageError} if none does */
async function opened<T>(values: Values, open: (server: QueueOptions) => Promise<T>): Promise<T> {
  const { redis, postgres, queue } = values;
  const url = redis ?? postgres;
  if (url === undefined) throw new UsageError("--redis URL or --postgres URL is missing");
  const timer = setTimeout(() => {
    if (!isQuiet(values)) process.stderr.write(`waiting for ${addressOf(url)} to answer\n`);
  }, SILENCE_MS);
  return await open({ redis, postgres, queue }).finally(() => clearTimeout(timer));
}

/** Works until it is told to end. @returns the exit code */
export async function clusterWorker(values: Values, console: Console): Promise<number> {
  const { concurrency = 1, allow, metrics } = values;
  const running = await opened(values, (server) => worker({ ...server, concurrency, allow }));
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
  const counts = await opened(values, status);
  const { workers, waiting, active, failed } = counts;
  console.answer(
    `${quantity(workers, "worker")}; tasks: ${waiting} waiting, ${active} active, ${failed} failed`,
    counts,
  );
  return 0;
}
