// Threads: Web Workers, and worker_threads of Node, which has no Web Workers. Who starts one writes `new Worker(new
// URL("…", import.meta.url))` on the spot, for that is what bundlers look for.

/** What both kinds have in common for those who started one. */
export interface Thread {
  postMessage(message: unknown, transfer?: readonly ArrayBufferLike[]): void;
  terminate(): unknown;
  /** In Node: whether the process waits for its end. */
  ref?(): void;
  unref?(): void;
}

/**
 * Starts a thread.
 *
 * @param web    makes a Web Worker
 * @param file   where its program is, for Node
 * @param heard  is called with what the thread says
 * @param gone   is called when it has ended by itself
 * @throws what the engine throws where it starts none
 */
export function startThread(
  web: () => Worker,
  file: () => URL,
  heard: (message: unknown) => void,
  gone: (reason: Error) => void,
): Thread {
  if (typeof Worker !== "undefined") {
    const worker = web();
    worker.onmessage = ({ data }) => heard(data);
    worker.onerror = (event) => {
      event.preventDefault?.(); // it is told to the caller, not to the console too
      gone(new Error(event.message ?? "its program could not be loaded"));
    };
    return worker as Thread;
  }
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  if (threads === undefined) throw new Error("this runtime has no workers");
  const worker = new threads.Worker(file(), { execArgv: [] }); // not what the process was told: a preload, an --input-type
  worker.on("message", heard);
  worker.once("error", gone);
  worker.once("exit", (code) => gone(new Error(`the worker ended with code ${code}`)));
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
