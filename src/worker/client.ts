// The caller's side of the worker, which is started at the first call, shared by all models, and replaced
// after a crash.

import { type AbortSignalLike, onAbort } from "../base/abort-signal.js";
import { reasonOf } from "../base/errors.js";
import { deserializeError } from "../base/serialized-error.js";
import { spawnWorker, type WorkerHandle } from "../base/spawn-worker.js";
import * as fail from "../base/texts.js";
import type { Model } from "../learn/file/write-model.js";
import type {
  ClientRequest,
  MessageFromWorker,
  MessageToWorker,
  MethodCall,
  MethodName,
  MethodResult,
} from "./messages.js";
import { EMPTY_PAYLOAD, type Payload, unwrapped } from "./payload.js";

/** Answers a request of the running method; what it throws ends the call. */
export type RequestHandler = (request: ClientRequest) => Promise<Payload>;

export interface WorkerCall {
  readonly method: MethodName;
  readonly model: Model;
  readonly args: Payload;
  readonly calibration?: MethodCall["calibration"];
  readonly signal?: AbortSignalLike | undefined;
  readonly stop?: AbortSignalLike | undefined;
  readonly onRequest?: RequestHandler | undefined;
}

/** A call that the worker has not ended yet. */
interface PendingCall {
  readonly onRequest: RequestHandler;
  /** Whether the worker is busy with it; if not, it waits for a response. */
  running: boolean;
  resolve(result: MethodResult): void;
  reject(reason: unknown): void;
}

const ignoreRequest: RequestHandler = async () => EMPTY_PAYLOAD;

let worker: WorkerHandle | undefined;
/** Whether the worker's script has been loaded. */
let ready = false;
let lastId = 0;
const pendingCalls = new Map<number, PendingCall>();

/**
 * Runs a method in the worker.
 *
 * @throws what the method throws in the worker; the signal's reason; what `onRequest` throws
 * @throws {StateError} NO_WORKER, WORKER_DIED   @throws {KindError} NOT_SENDABLE
 */
export async function callWorker(call: WorkerCall): Promise<MethodResult> {
  const { method, model, args, calibration, signal, stop, onRequest = ignoreRequest } = call;
  signal?.throwIfAborted();
  const target = startedWorker();
  const id = ++lastId;
  const undo: (() => void)[] = [];
  try {
    return await new Promise<MethodResult>((resolve, reject) => {
      undo.push(onAbort(signal, () => abort(id, signal?.reason)));
      undo.push(onAbort(stop, () => target.postMessage({ id, stop: true } satisfies MessageToWorker)));
      pendingCalls.set(id, { onRequest, running: true, resolve, reject });
      updateRef();
      const stopped = stop?.aborted === true;
      post(target, { id, method, model, args: args.values, calibration, stopped }, args.transfer);
    });
  } finally {
    for (const each of undo) each();
    pendingCalls.delete(id);
    updateRef();
  }
}

/**
 * Terminates the worker that all models share. Calls that it has not ended reject with {StateError}
 * WORKER_DIED and leave their models as last committed. The next call starts another worker. Does nothing if
 * there is none.
 */
export function close(): void {
  terminate(() => fail.workerGone("it was closed"));
}

function startedWorker(): WorkerHandle {
  if (worker !== undefined) return worker;
  ready = false;
  try {
    const started = spawnWorker({
      file: "./host.js",
      base: import.meta.url,
      createWebWorker: () => new Worker(new URL("./host.js", import.meta.url), { type: "module" }),
      onMessage: (message) => void receive(message as MessageFromWorker),
      onExit({ message }) {
        if (worker === started) terminate(() => (ready ? fail.workerGone : fail.noWorker)(message));
      },
    });
    worker = started;
    return started;
  } catch (error) {
    throw fail.noWorker(reasonOf(error));
  }
}

/** Terminates the worker and rejects all calls that it has. */
function terminate(errorOf: () => Error): void {
  void worker?.terminate();
  worker = undefined;
  for (const { reject } of pendingCalls.values()) reject(errorOf());
  pendingCalls.clear();
}

/** Keeps a process alive while the worker is busy, but not while it is idle or waits for a response. */
function updateRef(): void {
  for (const { running } of pendingCalls.values()) if (running) return void worker?.ref?.();
  worker?.unref?.();
}

async function receive(message: MessageFromWorker): Promise<void> {
  if ("ready" in message) {
    ready = true;
    return;
  }
  const { id } = message;
  const call = pendingCalls.get(id);
  if (call === undefined) return; // it was aborted
  if ("result" in message) call.resolve(message.result);
  else if ("error" in message) call.reject(deserializeError(message.error));
  else await respond(id, call, message.request);
}

async function respond(id: number, call: PendingCall, request: ClientRequest): Promise<void> {
  call.running = false;
  updateRef();
  try {
    const { values, transfer } = await call.onRequest(request);
    if (pendingCalls.get(id) !== call || worker === undefined) return;
    call.running = true;
    updateRef();
    post(worker, { id, response: values }, transfer);
  } catch (error) {
    abort(id, error);
  }
}

/** Aborts a call in the worker and rejects it at once; what the worker still says of it is ignored. */
function abort(id: number, reason: unknown): void {
  worker?.postMessage({ id, abort: true } satisfies MessageToWorker);
  pendingCalls.get(id)?.reject(reason);
  pendingCalls.delete(id);
}

function post(target: WorkerHandle, message: MessageToWorker, transfer: readonly ArrayBuffer[]): void {
  try {
    try {
      target.postMessage(message, transfer);
    } catch {
      target.postMessage(unwrapped(message), transfer); // a framework's Proxy cannot be cloned, and what is in it can
    }
  } catch (error) {
    throw fail.notSendable(reasonOf(error));
  }
}
