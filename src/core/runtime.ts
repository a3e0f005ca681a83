import { loaded } from "./current.js";

/** Which core runs, whether it uses 128-bit SIMD, and why it is not the Wasm core if it is not. */
export interface Runtime {
  core: "wasm" | "js";
  simd: boolean;
  reason?: string;
}

/** Which core runs; loads it if nothing has yet. */
export function runtime(): Runtime {
  const { arena, reason } = loaded();
  const core = arena.core.name;
  return { core, simd: core === "wasm", ...(reason !== undefined && { reason }) };
}
