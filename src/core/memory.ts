import * as fail from "../base/texts.js";
import type { Memory } from "./contract.js";

/** The bytes that linear memory grows by. */
export const PAGE_BYTES = 65536;
const MAX_BYTES = 2 ** 32;

/**
 * Grows linear memory to at least `bytes` if it is smaller: by a tenth where that is more, or by the bare need where the
 * engine refuses a tenth. Every view from before is then void.
 *
 * @throws {ValueError} TOO_LARGE beyond 4 GiB, OUT_OF_MEMORY if the engine refuses to grow
 */
export function growTo(memory: Memory, bytes: number): void {
  if (bytes > MAX_BYTES) throw fail.tooLarge(bytes);
  const length = memory.buffer.byteLength;
  if (bytes <= length) return;
  const needed = Math.ceil((bytes - length) / PAGE_BYTES);
  const room = (MAX_BYTES - length) / PAGE_BYTES;
  const generous = Math.min(room, Math.max(needed, Math.ceil(length / 10 / PAGE_BYTES)));
  for (const pages of [generous, needed]) {
    try {
      memory.grow(pages);
      return;
    } catch {
      // The generous step was refused: try the bare need. Both refused: say so below.
    }
  }
  throw fail.outOfMemory(bytes);
}
