// The worker: it does what it is asked with the model that it is sent, and sends back what came of it.

import { ownPort } from "../base/thread.js";
import { Perceptron } from "../learn/perceptron.js";
import type { Fitted } from "../learn/train/fit.js";
import type { Batch } from "../learn/train/stream.js";
import type { EpochReport } from "../learn/types.js";
import type { Answer, Call, Jobs, Order, Question, ToPage, ToWorker } from "./messages.js";
import { buffersIn } from "./packing.js";

const port = ownPort();

/** In the worker nobody waits for the event loop but a stop. */
const PACE = { yieldEvery: 20 };

/** A call that runs: how it is stopped, and who waits for the reply to its question. */
class Running {
  readonly #stop = new AbortController();
  #asked: { resolve(reply: readonly unknown[]): void; reject(reason: unknown): void } | undefined;

  constructor(readonly id: number) {}

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  ask(question: Question): Promise<readonly unknown[]> {
    this.signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      post({ id: this.id, question });
    });
  }

  hear(reply: readonly unknown[]): void {
    this.#asked?.resolve(reply);
  }

  stop(): void {
    this.#stop.abort();
    this.#asked?.reject(this.signal.reason);
  }
}

type Method<C extends Call> = (
  model: Perceptron,
  args: Jobs[C],
  running: Running,
) => Promise<Answer> | Answer;

const learned = (model: Perceptron): Answer => ({ fitted: model.toState().fitted });

/** What an epoch or a batch commits: the page has its history. Copies, for the model goes on with its arrays. */
const present = (model: Perceptron): Fitted =>
  structuredClone({ ...(model.toState().fitted as Fitted), history: [] });

const methods: { readonly [C in Call]: Method<C> } = {
  async fit(model, [X, y, { tells, ...options }], running) {
    const onEpoch = tells ? (report: EpochReport) => running.ask({ report }) : undefined;
    return learned(await model.fitAsync(X, y, { ...PACE, ...options, signal: running.signal, onEpoch }));
  },
  async epochs(model, [X, y, options], running) {
    for await (const report of model.epochs(X, y, { ...PACE, ...options, signal: running.signal })) {
      await running.ask({ report, fitted: present(model) });
    }
    return {};
  },
  partialFit: (model, [X, y, options]) => learned(model.partialFit(X, y, options)),
  async fitStream(model, [options], running) {
    async function* batches(): AsyncGenerator<Batch> {
      for (;;) {
        const [batch] = (await running.ask({ batch: true })) as [Batch?];
        if (batch === undefined) return;
        yield batch;
      }
    }
    const onEpoch = (report: EpochReport): unknown => running.ask({ report, fitted: present(model) });
    await model.fitStream(batches(), { ...PACE, ...options, signal: running.signal, onEpoch });
    return {};
  },
  predict: (model, [X]) => ({ value: model.predict(X) }),
  decisionFunction: (model, [X]) => ({ value: model.decisionFunction(X) }),
  score: (model, [X, y]) => ({ value: model.score(X, y) }),
};

const running = new Map<number, Running>();

port.onmessage = ({ data }) => {
  const message = data as ToWorker;
  if ("reply" in message) running.get(message.id)?.hear(message.reply);
  else if ("stop" in message) running.get(message.id)?.stop();
  else void serve(message);
};
post({ ready: true });

async function serve({ id, call, model, args }: Order): Promise<void> {
  const method = methods[call] as (
    ...call: [Perceptron, readonly unknown[], Running]
  ) => ReturnType<Method<Call>>;
  const run = new Running(id);
  running.set(id, run);
  try {
    post({ id, answer: await method(Perceptron.fromState(model), args, run) });
  } catch (error) {
    const { name, message, code } = error as Error & { code?: string };
    post({ id, error: { name, message, code } });
  }
  running.delete(id);
}

/** Numbers are handed over, not copied. */
function post(message: ToPage): void {
  port.postMessage(message, [...buffersIn(message)]);
}
