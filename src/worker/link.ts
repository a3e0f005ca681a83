// The page's side of the worker: started at the first call, shared by all models, replaced after a crash.

import { KindError, reasonOf, ShapeError, StateError, ValueError } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { startThread, type Thread } from "../base/thread.js";
import type { Model } from "../learn/file/model-file.js";
import type { Answer, Call, Failure, Question, ToPage, ToWorker } from "./messages.js";
import { NOTHING, type Parcel } from "./packing.js";

/** What the worker is told when it asks. */
export type Reply = (question: Question) => Promise<Parcel>;

/** A call for the worker. */
export interface Job {
  readonly who: string;
  readonly call: Call;
  readonly model: Model;
  readonly args: Parcel;
  readonly signal?: AbortSignal | undefined;
  readonly reply?: Reply | undefined;
}

/** A call that the worker has. */
interface Pending {
  readonly who: string;
  readonly reply: Reply;
  /** Whether the worker works on it, or waits for a reply. */
  works: boolean;
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

const noReply: Reply = async () => NOTHING;

let thread: Thread | undefined;
/** Whether the thread has begun its program. */
let ready = false;
let last = 0;
const pending = new Map<number, Pending>();

/**
 * Has the worker do a job.
 *
 * @throws the library's own errors, as the worker threw them; the signal's reason; what `reply` throws
 * @throws {StateError} NO_WORKER, WORKER_DIED   @throws {KindError} NOT_SENDABLE
 */
export async function ask({ who, call, model, args, signal, reply = noReply }: Job): Promise<Answer> {
  signal?.throwIfAborted();
  const worker = startedThread(who);
  const id = ++last;
  const aborted = (): void => abandon(id, signal?.reason);
  try {
    return await new Promise<Answer>((resolve, reject) => {
      signal?.addEventListener("abort", aborted);
      pending.set(id, { who, reply, works: true, resolve, reject });
      holdProcess();
      send(who, worker, { id, call, model, args: args.values }, args.buffers);
    });
  } finally {
    signal?.removeEventListener("abort", aborted);
    pending.delete(id);
    holdProcess();
  }
}

/** Ends the worker; calls that wait for it are rejected with WORKER_DIED. The next call starts another. */
export function close(): void {
  drop((who) => fail.workerGone(who, "it was closed"));
}

function startedThread(who: string): Thread {
  if (thread !== undefined) return thread;
  ready = false;
  try {
    const started = startThread({
      ...{ file: "./host.js", base: import.meta.url },
      web: () => new Worker(new URL("./host.js", import.meta.url), { type: "module" }),
      heard: (message) => void hear(message as ToPage),
      gone({ message }) {
        if (thread === started) drop((who) => (ready ? fail.workerGone : fail.noWorker)(who, message));
      },
    });
    thread = started;
    return started;
  } catch (error) {
    throw fail.noWorker(who, reasonOf(error));
  }
}

/** Gives the thread up, and the calls that it had. */
function drop(reason: (who: string) => Error): void {
  void thread?.terminate();
  thread = undefined;
  for (const { who, reject } of pending.values()) reject(reason(who));
  pending.clear();
}

/** A process waits for the worker while it works, not while it is idle or waits for the page. */
function holdProcess(): void {
  if ([...pending.values()].some(({ works }) => works)) thread?.ref?.();
  else thread?.unref?.();
}

async function hear(message: ToPage): Promise<void> {
  if ("ready" in message) {
    ready = true;
    return;
  }
  const { id } = message;
  const call = pending.get(id);
  if (call === undefined) return; // it was abandoned
  if ("answer" in message) call.resolve(message.answer);
  else if ("error" in message) call.reject(revived(call.who, message.error));
  else await answerQuestion(id, call, message.question);
}

async function answerQuestion(id: number, call: Pending, question: Question): Promise<void> {
  call.works = false;
  holdProcess();
  try {
    const { values, buffers } = await call.reply(question);
    if (pending.get(id) !== call || thread === undefined) return;
    call.works = true;
    holdProcess();
    send(call.who, thread, { id, reply: values }, buffers);
  } catch (error) {
    abandon(id, error);
  }
}

/** Stops a call; the worker says no more of it. */
function abandon(id: number, reason: unknown): void {
  thread?.postMessage({ id, stop: true } satisfies ToWorker);
  pending.get(id)?.reject(reason);
  pending.delete(id);
}

function send(who: string, to: Thread, message: ToWorker, buffers: readonly ArrayBuffer[]): void {
  try {
    to.postMessage(message, buffers);
  } catch (error) {
    throw fail.notSendable(who, reasonOf(error));
  }
}

const KINDS: Record<string, new (code: string, message: string) => Error> = {
  KindError,
  ValueError,
  ShapeError,
  StateError,
};

/** The error that the worker threw, under the name of the method that was called here. */
function revived(who: string, { name, code, message }: Failure): Error {
  const words = message.replace(/^Perceptron\.\w+:/, `${who}:`);
  const Kind = KINDS[name];
  if (Kind !== undefined && code !== undefined) return new Kind(code, words);
  return Object.assign(new Error(words), { name });
}
