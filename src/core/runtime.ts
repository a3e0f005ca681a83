import { loaded } from "./current.js";

/** Which core runs, whether it uses 128-bit SIMD, and why it is not the Wasm core if it is not. */
export interface Runtime {
  core: "wasm" | "js";
  simd: boolean;
  /** How many threads share its calls, if several do (`rosenblatt/threads`). */
  threads?: number;
  reason?: string;
}

/** Which core runs; loads it if nothing has yet. */
export function runtime(): Runtime {
  const { arena, reason } = loaded();
  const { name: core, workers } = arena.core;
  return {
    ...{ core, simd: core === "wasm" },
    ...(workers && { threads: workers.count + 1 }),
    ...(reason !== undefined && { reason }),
  };
}
