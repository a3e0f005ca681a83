// The physical limit of a row: the time that this machine, in the same round, needs to read the row's data as often as
// the work must, and to do its multiply-adds in 128-bit vectors. Nothing can do the work this way in less.
import { readFileSync } from "node:fs";
import type { DType } from "../../src/base/dtype.js";
import { secondsPerRun } from "../clock.js";
import { megabytes } from "./format.js";

/** The least that a row requires. */
export interface Work {
  /** Read once in each pass. */
  readonly data: readonly ArrayBufferView[];
  readonly passes: number;
  readonly multiplyAdds: number;
  readonly dtype: DType;
}

/** What the machine could do in one round. */
export interface Pace {
  readonly bytesPerSecond: number;
  readonly multiplyAddsPerSecond: number;
}

interface Kernels {
  readonly memory: WebAssembly.Memory;
  read(at: number, bytes: number, passes: number): number;
  multiplyAdd_f32(steps: number, factor: number, addend: number): number;
  multiplyAdd_f64(steps: number, factor: number, addend: number): number;
}

/** Larger data goes through a block of this size, which stays in a core's own cache. */
const BLOCK_BYTES = 256 * 1024;
/** Smaller data may stay in linear memory. */
const RESIDENT_BYTES = 64 * 2 ** 20;
/** Where the data begins: above everything that the module may have there. */
const PAGE_BYTES = 65_536;
/** `read` takes this many at a time. */
const STEP_BYTES = 128;
/** The least that one timed run reads, so much that the cost of a call is negligible. */
const RUN_BYTES = 8 * 2 ** 20;
/** In one timed run: about a millisecond. */
const STEPS = 300_000;
const PER_STEP = { f32: 48, f64: 24 };
/** After this many runs the engine has optimised the kernels. */
const WARM_RUNS = 10;

const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;

const bytesOf = (data: readonly ArrayBufferView[]): number =>
  data.reduce((sum, { byteLength }) => sum + byteLength, 0);

/** Linear memory of `bytes`, and the kernels that work there. */
function start(bytes: number): { kernels: Kernels; room: Uint8Array } {
  const module = new WebAssembly.Module(readFileSync(new URL("./kernels.wasm", import.meta.url)));
  const kernels = new WebAssembly.Instance(module).exports as unknown as Kernels;
  const { memory } = kernels;
  const missing = PAGE_BYTES + bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  return { kernels, room: new Uint8Array(memory.buffer, PAGE_BYTES, bytes) };
}

/** Reads once, by copies into one block. */
function streamed(data: readonly ArrayBufferView[]): () => void {
  const { kernels, room } = start(BLOCK_BYTES);
  const blocks = data.flatMap(({ buffer, byteOffset, byteLength }) => {
    const count = Math.ceil(byteLength / BLOCK_BYTES);
    return Array.from({ length: count }, (_, block) => {
      const from = block * BLOCK_BYTES;
      return new Uint8Array(buffer, byteOffset + from, Math.min(BLOCK_BYTES, byteLength - from));
    });
  });
  return () => {
    for (const block of blocks) {
      room.set(block);
      kernels.read(PAGE_BYTES, roundUp(block.length, STEP_BYTES), 1);
    }
  };
}

/** Reads it this many times in place; it is copied in first, since pages that were never written are not there. */
function resident(data: readonly ArrayBufferView[], times: number): () => void {
  const bytes = roundUp(bytesOf(data), STEP_BYTES);
  const { kernels, room } = start(bytes);
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of data) {
    room.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return () => void kernels.read(PAGE_BYTES, bytes, times);
}

/**
 * Of one row: measures both rates anew in each round. What fits into 64 MB is read in place and through the block, and
 * the faster counts; so the rate is that of the cache in which the data stays, or of memory.
 */
export function limitOf({ data, dtype }: Work): () => Promise<Pace> {
  const bytes = bytesOf(data);
  const times = Math.ceil(RUN_BYTES / bytes);
  const ways = [
    ...(bytes > BLOCK_BYTES ? [{ run: streamed(data), bytes }] : []),
    ...(bytes <= RESIDENT_BYTES ? [{ run: resident(data, times), bytes: bytes * times }] : []),
  ];
  const { kernels } = start(0);
  const arithmetic = (): number => kernels[`multiplyAdd_${dtype}`](STEPS, 0.5, 0.5);
  for (let i = 0; i < WARM_RUNS; i++) {
    for (const { run } of ways) run();
    arithmetic();
  }
  return async () => {
    let bytesPerSecond = 0;
    for (const way of ways)
      bytesPerSecond = Math.max(bytesPerSecond, way.bytes / (await secondsPerRun(way.run)));
    const multiplyAddsPerSecond = (STEPS * PER_STEP[dtype]) / (await secondsPerRun(arithmetic));
    return { bytesPerSecond, multiplyAddsPerSecond };
  };
}

/** Seconds that the work takes at this pace. */
export const secondsAt = (
  { data, passes, multiplyAdds }: Work,
  { bytesPerSecond, multiplyAddsPerSecond }: Pace,
): number => (passes * bytesOf(data)) / bytesPerSecond + multiplyAdds / multiplyAddsPerSecond;

const count = (value: number): string =>
  value >= 1e6 ? `${Math.round(value / 1e6)} million` : `${Math.round(value)}`;

/** The work in words. */
export const workSays = ({ data, passes, multiplyAdds, dtype }: Work): string =>
  `${passes} × ${megabytes(bytesOf(data))}, ${count(multiplyAdds)} multiply-adds in ${dtype}`;
