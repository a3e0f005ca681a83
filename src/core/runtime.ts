import { loaded } from "./current.js";

/** Which core runs, whether it uses 128-bit SIMD, and why it is not the Wasm core if it is not. */
export interface Runtime {
  /** "wasm", or "js" where WebAssembly is forbidden or fails: to the same bits. */
  core: "wasm" | "js";
  /** Whether it uses 128-bit SIMD. */
  simd: boolean;
  /** How many threads share its calls, if several do (`rosenblatt/threads`). */
  threads?: number;
  /** Why it is not the Wasm core, or has no threads. */
  reason?: string;
}

/** Which core runs; loads it if nothing has yet. */
export function runtime(): Runtime {
  const { arena, reason } = loaded();
  const { name: core, workers } = arena.core;
  return {
    core,
    simd: core === "wasm",
    ...(workers && { threads: workers.count + 1 }),
    ...(reason !== undefined && { reason }),
  };
}
