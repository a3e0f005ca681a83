// The script of the worker: it runs each method on the model that is sent with the call, and sends back the
// result.

import { serializeError } from "../base/serialized-error.js";
import { parentPort } from "../base/spawn-worker.js";
import { type CalibratedJSON, type CalibratedModel, calibrate, type Scorer } from "../calibration/index.js";
import type { MatrixInput } from "../data/view.js";
import { Perceptron } from "../learn/perceptron.js";
import type { Fitted } from "../learn/train/fit.js";
import type { Batch } from "../learn/train/stream.js";
import type { EpochReport } from "../learn/types.js";
import { withCalibration } from "./calibration.js";
import type {
  ClientRequest,
  MessageFromWorker,
  MessageToWorker,
  MethodArguments,
  MethodCall,
  MethodName,
  MethodResult,
} from "./messages.js";
import { transferablesIn } from "./payload.js";

const port = parentPort();

/** Milliseconds between two looks at the event loop, in which only the message of an abort can be waiting. */
const PACE = { yieldEvery: 20 };

/** A call that runs: it can be aborted, and can send requests to the client. */
class RunningCall {
  readonly #controller = new AbortController();
  readonly #stopper = new AbortController();
  #request: { resolve(response: readonly unknown[]): void; reject(reason: unknown): void } | undefined;

  constructor(
    readonly id: number,
    readonly calibration: MethodCall["calibration"],
  ) {}

  /** The model with the calibration that came with the call. */
  readonly calibrated = (model: Perceptron): CalibratedModel<MatrixInput> =>
    withCalibration(model, this.calibration as CalibratedJSON["calibration"]);

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get stopSignal(): AbortSignal {
    return this.#stopper.signal;
  }

  stop(): void {
    this.#stopper.abort();
  }

  /** What the methods of the model are given, beside their options. */
  get pace() {
    return { ...PACE, signal: this.signal, stop: this.stopSignal };
  }

  /** Sends a request and resolves with its response. @throws the signal's reason, once it is aborted */
  request(request: ClientRequest): Promise<readonly unknown[]> {
    this.signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      this.#request = { resolve, reject };
      post({ id: this.id, request });
    });
  }

  respond(response: readonly unknown[]): void {
    this.#request?.resolve(response);
  }

  abort(): void {
    this.#controller.abort();
    this.#request?.reject(this.signal.reason);
  }
}

type Method<Name extends MethodName> = (
  model: Perceptron,
  args: MethodArguments[Name],
  call: RunningCall,
) => Promise<MethodResult> | MethodResult;

const fittedResult = (model: Perceptron): MethodResult => ({ fitted: model.toState().fitted });

/**
 * A copy of what to commit after an epoch or batch, as the model goes on with its arrays. The client has the
 * history.
 */
const snapshot = (model: Perceptron): Fitted =>
  structuredClone({ ...(model.toState().fitted as Fitted), history: [] });

const methods: { readonly [Name in MethodName]: Method<Name> } = {
  async fit(model, [X, y, { reports, ...options }], call) {
    const onEpoch = reports ? (report: EpochReport) => call.request({ report }) : undefined;
    return fittedResult(await model.fitAsync(X, y, { ...call.pace, ...options, onEpoch }));
  },
  async epochs(model, [X, y, options], call) {
    for await (const report of model.epochs(X, y, { ...call.pace, ...options })) {
      await call.request({ report, fitted: snapshot(model) });
    }
    return {};
  },
  partialFit: (model, [X, y, options]) => fittedResult(model.partialFit(X, y, options)),
  async fitStream(model, [options], call) {
    async function* batches(): AsyncGenerator<Batch> {
      for (;;) {
        const [batch] = (await call.request({ batch: true })) as [Batch?];
        if (batch === undefined) return;
        yield batch;
      }
    }
    const onEpoch = (report: EpochReport): unknown => call.request({ report, fitted: snapshot(model) });
    await model.fitStream(batches(), { ...call.pace, ...options, onEpoch });
    return {};
  },
  predict: (model, [X]) => ({ value: model.predict(X) }),
  decisionFunction: (model, [X]) => ({ value: model.decisionFunction(X) }),
  score: (model, [X, y]) => ({ value: model.score(X, y) }),
  calibrate(model, [X, y, options]) {
    const isFitted = model.toState().fitted !== undefined;
    const calibrated = calibrate(model as Scorer<MatrixInput>, X, y, options);
    const value = calibrated.toJSON({ resume: false }).calibration;
    return { ...(!isFitted && fittedResult(model)), value };
  },
  predictProba: (model, [X], { calibrated }) => ({ value: calibrated(model).predictProba(X) }),
  predictCalibrated: (model, [X, options], { calibrated }) => ({
    value: calibrated(model).predict(X, options),
  }),
  predictSet: (model, [X, options], { calibrated }) => ({ value: calibrated(model).predictSet(X, options) }),
};

const runningCalls = new Map<number, RunningCall>();

port.onmessage = ({ data }) => {
  const message = data as MessageToWorker;
  if ("response" in message) runningCalls.get(message.id)?.respond(message.response);
  else if ("abort" in message) runningCalls.get(message.id)?.abort();
  else if ("stop" in message) runningCalls.get(message.id)?.stop();
  else void run(message);
};
post({ ready: true });

async function run({ id, method, model, args, calibration, stopped }: MethodCall): Promise<void> {
  const implementation = methods[method] as (
    ...args: [Perceptron, readonly unknown[], RunningCall]
  ) => ReturnType<Method<MethodName>>;
  const call = new RunningCall(id, calibration);
  if (stopped) call.stop();
  runningCalls.set(id, call);
  try {
    post({ id, result: await implementation(Perceptron.fromState(model), args, call) });
  } catch (error) {
    post({ id, error: serializeError(error) });
  }
  runningCalls.delete(id);
}

/** Sends a message. Its typed arrays are transferred, as nobody needs them here any more. */
function post(message: MessageFromWorker): void {
  port.postMessage(message, [...transferablesIn(message)]);
}
