// One interface to worker_threads, where a runtime has them (Node, Deno, Bun), and to Web Workers elsewhere.

/** What a worker_thread and a Web Worker have in common for those who started it. */
export interface WorkerHandle {
  postMessage(message: unknown, transfer?: readonly ArrayBufferLike[]): void;
  terminate(): unknown;
  /** Of worker_threads only: whether the process stays alive while the worker does. */
  ref?(): void;
  unref?(): void;
}

interface WorkerScript {
  /** The module that the worker runs, relative to `base`. */
  readonly file: string;
  /** import.meta.url of the module that starts it. */
  readonly base: string;
  /** Returns `new Worker(new URL("…", import.meta.url))`, written out for the bundlers that look for it. */
  createWebWorker(): Worker;
  onMessage(message: unknown): void;
  /** Called when the worker failed to load, threw, or exited, and then perhaps more than once. */
  onExit(reason: Error): void;
}

/** Starts a worker. @throws what the engine throws where it cannot start one */
export function spawnWorker(script: WorkerScript): WorkerHandle {
  const { file, base, onMessage, onExit } = script;
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  if (threads !== undefined) {
    // Without the flags of the process, such as a preload or an --input-type.
    const worker = new threads.Worker(new URL(file, base), { execArgv: [] });
    worker.on("message", onMessage);
    worker.once("error", onExit);
    worker.once("exit", (code) => onExit(new Error(`exit code ${code}`)));
    return worker as WorkerHandle;
  }
  if (typeof Worker === "undefined") throw new Error("this runtime has no workers");
  const worker = script.createWebWorker();
  worker.onmessage = ({ data }) => onMessage(data);
  worker.onmessageerror = () => onExit(new Error("a message could not be read"));
  worker.onerror = (event) => {
    event.preventDefault?.(); // the caller gets the error; the console need not show it too
    onExit(new Error(event.message ?? `${file} could not be loaded; ${remedyFor(base)}`));
  };
  return worker as WorkerHandle;
}

/** The dev servers of Vite 6 and 7 bundle a dependency into one file, which has no script beside it. */
const remedyFor = (base: string): string =>
  base.includes("/.vite/")
    ? `set optimizeDeps: { exclude: ["rosenblatt"] } in Vite's configuration`
    : "is it served beside, and allowed by worker-src?";

/** What worker_threads' parentPort and the global scope of a Web Worker have in common. */
interface ParentPort {
  postMessage(message: unknown, transfer?: readonly ArrayBufferLike[]): void;
  onmessage: ((event: { data: unknown }) => void) | null;
}

/** Inside a worker, the port to the thread that started it. */
export function parentPort(): ParentPort {
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  return (threads?.parentPort ?? globalThis) as unknown as ParentPort;
}
