// Threads: worker_threads where a runtime has them (Node, Deno, Bun), else Web Workers.

/** What both kinds have in common for those who started one. */
export interface Thread {
  postMessage(message: unknown, transfer?: readonly ArrayBufferLike[]): void;
  terminate(): unknown;
  /** Whether the process waits for its end; a page never does. */
  ref?(): void;
  unref?(): void;
}

export interface Program {
  /** Where it is, from `base`. */
  readonly file: string;
  /** import.meta.url of who starts it. */
  readonly base: string;
  /** Starts it as a Web Worker: `new Worker(new URL("…", import.meta.url))` on the spot, which bundlers look for. */
  web(): Worker;
  /** Is told what the thread says. */
  heard(message: unknown): void;
  /** Is told when it has ended by itself. */
  gone(reason: Error): void;
}

/** Starts a thread. @throws what the engine throws where it starts none */
export function startThread({ file, base, web, heard, gone }: Program): Thread {
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  if (threads !== undefined) {
    // Not with what the process was told: a preload, an --input-type.
    const worker = new threads.Worker(new URL(file, base), { execArgv: [] });
    worker.on("message", heard);
    worker.once("error", gone);
    worker.once("exit", (code) => gone(new Error(`exit code ${code}`)));
    return worker as Thread;
  }
  if (typeof Worker === "undefined") throw new Error("this runtime has no workers");
  const worker = web();
  worker.onmessage = ({ data }) => heard(data);
  worker.onmessageerror = () => gone(new Error("a message could not be read"));
  worker.onerror = (event) => {
    event.preventDefault?.(); // it is told to the caller, not to the console too
    gone(
      new Error(
        event.message ?? `${file} could not be loaded; is it served beside, and allowed by worker-src?`,
      ),
    );
  };
  return worker as Thread;
}

/** What both kinds have in common inside a thread. */
export interface Port {
  postMessage(message: unknown, transfer?: readonly ArrayBufferLike[]): void;
  onmessage: ((event: { data: unknown }) => void) | null;
}

/** The way from a thread to who started it. */
export const ownPort = (): Port => {
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  return (threads?.parentPort ?? globalThis) as unknown as Port;
};
