import { offerRowCheck } from "../base/row-check.js";
import { Arena } from "./arena.js";
import type { Core } from "./contract.js";
import { jsCore } from "./js.js";
import { rowCheckIn } from "./row-check.js";
import { wasmCore } from "./wasm.js";
import { type Choice, wasmOrJs } from "./wasm-or-js.js";

let current: { arena: Arena; reason?: string } | undefined;

/** The arena that every synchronous call works in. The core is loaded at the first call. */
export function sharedArena(): Arena {
  return loaded().arena;
}

/** Cores that calls which yield no longer need: their memories, up to a size, are used again. */
const idle: Core[] = [];
const MOST_IDLE = 4;
const MOST_IDLE_BYTES = 2 ** 26;

/** An arena of its own, for a call that yields. Where an engine has no room for one more Wasm memory, JavaScript gives the same bits. */
export function ownArena(): Arena {
  const { name } = loaded().arena.core;
  return new Arena(idle.pop() ?? (name === "wasm" ? wasmOrJs(wasmCore, jsCore).made : jsCore()));
}

/** Gives an arena back that nobody uses any more. */
export function releaseArena({ core }: Arena): void {
  const fits = core.name === loaded().arena.core.name && core.memory.buffer.byteLength <= MOST_IDLE_BYTES;
  if (fits && idle.length < MOST_IDLE) idle.push(core);
}

/** What `use` makes in an arena of its own, which is given back. */
export async function inOwnArena<T>(use: (arena: Arena) => Promise<T>): Promise<T> {
  const arena = ownArena();
  try {
    return await use(arena);
  } finally {
    releaseArena(arena);
  }
}

/** Makes `core` the one that every later call uses; without one, the choice is made anew. For tests. */
export function useCore(core?: Core): void {
  current = undefined;
  idle.length = 0;
  offerRowCheck(undefined);
  if (core !== undefined) load({ made: core });
}

/** The arena, and why its core is not the Wasm core if it is not. */
export function loaded(): { arena: Arena; reason?: string } {
  return current ?? load(wasmOrJs(wasmCore, jsCore));
}

function load({ made, ...why }: Choice<Core>): { arena: Arena; reason?: string } {
  current = { arena: new Arena(made), ...why };
  offerRowCheck(rowCheckIn(current.arena));
  return current;
}
