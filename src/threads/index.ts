import { reasonOf } from "../base/errors.js";
import { optionKind } from "../base/texts.js";
import type { Core, Kernels } from "../core/contract.js";
import { useCore } from "../core/current.js";
import { compileModule, instantiate } from "../core/instantiate.js";
import { boardBytes, threadedCore } from "./core.js";
import { wasm } from "./kernels.wasm.js";
import { Pool } from "./pool.js";

/** What `useThreads` has come to. */
export interface Threads {
  /** Threads that work, the caller's among them. */
  readonly count: number;
  /** Why there is only one, if there is. */
  readonly reason?: string;
  /** Ends the workers; later calls run in one thread again. */
  close(): void;
}

const MOST = 64;
/** What is in use, of this call's module. */
let current: Threads | undefined;

/**
 * Has every later synchronous call of this realm run on several threads: `fit` and `partialFit` split by outputs,
 * `predict`, `decisionFunction` and `matmul` by rows, to the same bits as in one. Small calls stay in one thread.
 *
 * In Node the workers are worker_threads, and do not keep a process alive. In a browser they are Web Workers, and
 * need a page that is cross-origin isolated. Where that or SharedArrayBuffer is missing, one thread goes on.
 *
 * @param count  threads in all, the caller's among them, 1 … 64; as many as the machine has cores, without
 * @throws {KindError} OPTION_KIND
 */
export async function useThreads(count?: number): Promise<Threads> {
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= MOST)) {
    throw optionKind("useThreads", "count", count, `an integer from 1 to ${MOST}`);
  }
  const wanted = Math.min(MOST, count ?? globalThis.navigator?.hardwareConcurrency ?? cores());
  const alone = (reason: string): Threads => ({ count: 1, reason, close() {} });
  if (wanted < 2) return alone(count === 1 ? "one was asked for" : "this machine has one core");
  if (typeof SharedArrayBuffer === "undefined") {
    return alone("there is no SharedArrayBuffer; a page needs the headers of cross-origin isolation");
  }
  try {
    return await several(wanted);
  } catch (error) {
    return alone(reasonOf(error));
  }
}

/** Puts an end to the pool that was in use. */
async function several(count: number): Promise<Threads> {
  const module = compileModule(wasm);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const kernels = instantiate(module, { env: { memory } }) as unknown as Kernels & { heapBase(): number };
  const workers = count - 1;
  const board = Math.ceil((kernels.heapBase() >>> 0) / 64) * 64;
  const heapBase = board + boardBytes(workers);
  const pages = Math.ceil(heapBase / 65536);
  if (pages > 1) memory.grow(pages - 1);
  const pool = await Pool.start({ module, memory }, board, workers);
  const single: Core = { name: "wasm", memory, heapBase, kernels };
  current?.close();
  useCore(threadedCore(single, pool, workers));
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

/** Of Node, which has a navigator from version 21 on. */
const cores = (): number => globalThis.process?.getBuiltinModule?.("node:os").availableParallelism() ?? 1;
