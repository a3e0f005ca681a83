import { Arena } from "./arena.js";
import type { Core } from "./contract.js";
import { jsCore } from "./js.js";
import { wasmCore } from "./wasm.js";

/** Which core runs, whether it uses 128-bit SIMD, and why it is not the Wasm core if it is not. */
export interface Runtime {
  core: "wasm" | "js";
  simd: boolean;
  reason?: string;
}

let current: { arena: Arena; reason?: string } | undefined;

/** The arena that every synchronous call works in. The core is loaded at the first call. */
export function sharedArena(): Arena {
  return load().arena;
}

/** Which core runs; loads it if nothing has yet. */
export function runtime(): Runtime {
  const { arena, reason } = load();
  const core = arena.core.name;
  return { core, simd: core === "wasm", ...(reason !== undefined && { reason }) };
}

/** Makes `core` the one that every later call uses; without one, the choice is made anew. For tests. */
export function useCore(core?: Core): void {
  current = core && { arena: new Arena(core) };
}

function load(): { arena: Arena; reason?: string } {
  if (current === undefined) {
    try {
      current = { arena: new Arena(wasmCore()) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      current = { arena: new Arena(jsCore()), reason };
    }
  }
  return current;
}
