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

/** An arena of its own, over a core of the same kind: for a call that yields, and collected with it. */
export function ownArena(): Arena {
  const { arena } = loaded();
  return new Arena(arena.core.name === "wasm" ? wasmCore() : jsCore());
}

/** Makes `core` the one that every later call uses; without one, the choice is made anew. For tests. */
export function useCore(core?: Core): void {
  current = undefined;
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
