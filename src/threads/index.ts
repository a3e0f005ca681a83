import { call, reasonOf } from "../base/errors.js";
import type { Core, Kernels } from "../core/contract.js";
import { useCore } from "../core/current.js";
import { compileModule, instantiate } from "../core/instantiate.js";
import { growTo } from "../core/memory.js";
import { integerUpTo } from "../data/options.js";
import { wasm } from "./kernels.wasm.js";
import { WorkerPool } from "./pool.js";
import { controlBlockBytes, threadedCore } from "./threaded-core.js";

/** What `useThreads` has set up. */
export interface Threads {
  /** How many threads later calls run on, the caller's among them; 1 if there are no workers. */
  readonly count: number;
  /** Why `count` is 1, if it is. */
  readonly reason?: string;
  /** Terminates the workers; later calls run on one thread again. Does nothing the second time. */
  close(): void;
}

const MAX_THREADS = 64;
const threadCount = /* @__PURE__ */ integerUpTo(MAX_THREADS);
/** The pool in use, if there is one. */
let current: Threads | undefined;

/**
 * Runs every later synchronous call of this page, process or worker on several threads, to the same bits as
 * on one: `fit` and `partialFit` are split by outputs, `predict`, `decisionFunction` and `matmul` by rows.
 * Small calls, joint training and `fitAsync` stay on one thread. A later call that starts threads replaces
 * these.
 *
 * In Node the workers are worker_threads, and do not keep a process alive. In a browser they are Web Workers,
 * and need a page that is cross-origin isolated. Where there are no workers or no SharedArrayBuffer, calls
 * stay on one thread and `reason` says why. A call during which a worker dies throws {StateError} WORKER_DIED
 * and changes nothing; another worker is started.
 *
 * @param count  threads in all, the caller's among them: an integer from 1 to 64. Default: one for each
 *               processor that the runtime reports, at most 64
 * @returns once all workers are ready
 * @throws {ValueError} OPTION_VALUE if `count` is another number, {KindError} OPTION_KIND if it is none, as a rejection
 */
export async function useThreads(count?: number): Promise<Threads> {
  if (count !== undefined) call("useThreads", () => threadCount("count", count));
  const threads = Math.min(
    MAX_THREADS,
    count ?? globalThis.navigator?.hardwareConcurrency ?? nodeParallelism(),
  );
  const oneThread = (reason: string): Threads => ({ count: 1, reason, close() {} });
  if (threads < 2) return oneThread(count === 1 ? "one was asked for" : "this machine has one core");
  if (typeof SharedArrayBuffer === "undefined") {
    return oneThread("there is no SharedArrayBuffer; a page needs the headers of cross-origin isolation");
  }
  try {
    return await startThreads(threads);
  } catch (error) {
    return oneThread(reasonOf(error));
  }
}

/**
 * Spawns a pool of `count` − 1 workers, makes its core the current one, and closes the pool that was in use
 * before.
 *
 * @throws what the engine throws where it cannot share memory or start a worker; the pool in use then stays
 */
async function startThreads(count: number): Promise<Threads> {
  const module = compileModule(wasm);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const kernels = instantiate(module, { env: { memory } }) as Kernels & { heapBase(): number };
  const workers = count - 1;
  const controlBlock = Math.ceil((kernels.heapBase() >>> 0) / 64) * 64;
  const heapBase = controlBlock + controlBlockBytes(workers);
  growTo(memory, heapBase);
  const pool = await WorkerPool.spawn({ module, memory }, controlBlock, workers);
  const core: Core = { name: "wasm", memory, heapBase, kernels };
  current?.close();
  useCore(threadedCore(core, pool, workers));
  const threads: Threads = {
    count,
    close() {
      pool.close();
      if (current !== threads) return;
      current = undefined;
      useCore();
    },
  };
  current = threads;
  return threads;
}

/** For Node 20, which has no navigator. */
const nodeParallelism = (): number =>
  globalThis.process?.getBuiltinModule?.("node:os").availableParallelism() ?? 1;
