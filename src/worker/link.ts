// The page's side of the worker: started at the first call, shared by all models, replaced after a crash.

import { KindError, ShapeError, StateError, ValueError } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { startThread, type Thread } from "../base/thread.js";
import type { Answer, Call, Failure, Question, ToPage, ToWorker } from "./messages.js";
import { NOTHING, type Parcel } from "./packing.js";

/** What the worker is told when it asks. */
export type Reply = (question: Question) => Promise<Parcel>;

interface Waiting {
  readonly who: string;
  readonly reply: Reply;
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

/** A call for the worker. */
export interface Job {
  readonly who: string;
  readonly call: Call;
  /** The model as bytes; they are handed over. */
  readonly model: Uint8Array;
  readonly args: Parcel;
  readonly signal?: AbortSignal | undefined;
  readonly reply?: Reply | undefined;
}

const silence: Reply = async () => NOTHING;

let thread: Thread | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

/**
 * Has the worker do a job.
 *
 * @throws the library's own errors, as the worker threw them; the signal's reason; what `reply` throws
 * @throws {StateError} NO_WORKER, WORKER_DIED   @throws {KindError} NOT_SENDABLE
 */
export async function ask({ who, call, model, args, signal, reply = silence }: Job): Promise<Answer> {
  signal?.throwIfAborted();
  const worker = employed(who);
  const id = ++last;
  const aborted = (): void => abandon(id, signal?.reason);
  try {
    return await new Promise<Answer>((resolve, reject) => {
      signal?.addEventListener("abort", aborted);
      waiting.set(id, { who, resolve, reject, reply });
      worker.ref?.();
      send(who, worker, { id, call, model, args: args.values }, [
        ...args.buffers,
        model.buffer as ArrayBuffer,
      ]);
    });
  } finally {
    signal?.removeEventListener("abort", aborted);
    waiting.delete(id);
    if (waiting.size === 0) thread?.unref?.(); // a process need not wait for an idle worker
  }
}

/** Ends the worker; calls that wait for it are rejected with WORKER_DIED. The next call starts another. */
export function close(): void {
  dismiss("it was closed");
}

function employed(who: string): Thread {
  if (thread !== undefined) return thread;
  try {
    const started = startThread(
      () => new Worker(new URL("./host.js", import.meta.url), { type: "module" }),
      () => new URL("./host.js", import.meta.url),
      (message) => void hear(message as ToPage),
      ({ message }) => {
        if (thread === started) dismiss(message);
      },
    );
    thread = started;
    return started;
  } catch (error) {
    throw fail.noWorker(who, error instanceof Error ? error.message : String(error));
  }
}

function dismiss(reason: string): void {
  void thread?.terminate();
  thread = undefined;
  for (const [id, { who, reject }] of waiting) {
    waiting.delete(id);
    reject(fail.workerGone(who, reason));
  }
}

async function hear(message: ToPage): Promise<void> {
  const { id } = message;
  const call = waiting.get(id);
  if (call === undefined) return; // it was abandoned
  if ("answer" in message) call.resolve(message.answer);
  else if ("error" in message) call.reject(revived(message.error));
  else {
    try {
      const { values, buffers } = await call.reply(message.question);
      if (waiting.has(id) && thread) send(call.who, thread, { id, reply: values }, buffers);
    } catch (error) {
      abandon(id, error);
    }
  }
}

/** Stops a call; the worker says no more of it. */
function abandon(id: number, reason: unknown): void {
  thread?.postMessage({ id, stop: true } satisfies ToWorker);
  waiting.get(id)?.reject(reason);
  waiting.delete(id);
}

function send(who: string, to: Thread, message: ToWorker, buffers: readonly ArrayBuffer[]): void {
  try {
    to.postMessage(message, buffers);
  } catch (error) {
    throw fail.notSendable(who, error instanceof Error ? error.message : String(error));
  }
}

/** The error that the worker threw: instances do not survive the way. */
function revived({ name, code, message }: Failure): Error {
  const kinds: Record<string, new (code: string, message: string) => Error> = {
    ...{ KindError, ValueError, ShapeError, StateError },
  };
  const Kind = kinds[name];
  return Kind !== undefined && code !== undefined
    ? new Kind(code, message)
    : Object.assign(new Error(message), { name });
}
