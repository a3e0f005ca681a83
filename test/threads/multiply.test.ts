// How threads share a product's rows. Real workers share them otherwise from run to run, so the test plays the workers. A
// block that is filled before it was emptied, workers that get no rows, or go on after an error, and blocks of any size fail.
import { expect, it } from "vitest";
import { type Core, NOT_FINITE, NULL, type Ptr, STEP } from "../../src/core/contract.js";
import { productCallBytes, readProductCall } from "../../src/core/product-call.js";
import { multiplyOnThreads } from "../../src/threads/multiply.js";
import type { Call, StartCall, WorkerPool } from "../../src/threads/pool.js";

interface Shared {
  rows: number;
  cols: number;
  outputs?: number;
  workers?: number;
  /** Whether workers have ended each call when they are asked; else they end it when they are waited for. */
  areQuick?: boolean;
  result?: number;
  /** Of the rows that are copied in, the first that throws. */
  throwsAt?: number;
}

/** Shares rows of f32. @returns what was answered, the rows of each worker's calls, and how often each row came out */
function share({ rows, cols, outputs: n = 8, workers = 2, areQuick, result = 0, throwsAt = rows }: Shared) {
  const memory = { buffer: new ArrayBuffer(8192), grow: () => 0 };
  const rowsPerPart = 1000;
  let top = 64; // calls lie in memory, and nothing else that is taken is read or written
  let blockBytes = 0;
  const held = new Map<Ptr, [from: number, to: number]>();
  const times = new Uint8Array(rows);
  const count = (from: number, to: number) => {
    for (let row = from; row < to; row++) (times[row] as number)++;
  };
  const kernel = (address: number): number => {
    const { m, A, C } = readProductCall(memory, address as Ptr);
    const [from, to] = held.get(A) as [number, number];
    expect(m).toBe(to - from);
    held.set(C, [from, to]);
    return result;
  };
  const calls: number[][] = Array.from({ length: workers }, () => []);
  const running = new Set<unknown>();
  const ready = calls.map(
    (own): StartCall =>
      (_, [address]) => {
        own.push(readProductCall(memory, address as Ptr).m);
        running.add(address);
        let end = areQuick ? kernel(address as number) : undefined;
        const ended = (): number => {
          running.delete(address);
          end ??= kernel(address as number);
          return end;
        };
        return { isComplete: () => areQuick === true, result: ended } satisfies Call;
      },
  );
  const answer = () =>
    multiplyOnThreads(
      { ready: () => ready } as WorkerPool,
      { memory, kernels: { product_f32: kernel } } as unknown as Core,
      {
        dtype: "f32",
        rows,
        cols,
        outputs: { n, B: NULL, b: NULL, step: STEP.none },
        arena: {
          take: (bytes) => {
            if (bytes === productCallBytes()) top += 64;
            if (bytes === productCallBytes()) return top as Ptr;
            blockBytes += bytes;
            return (8192 + blockBytes) as Ptr;
          },
        },
        rowsPerPart,
        copyIn: (from, to, at) => {
          if (to > throwsAt) throw new Error("a row throws");
          held.set(at, [from, to]);
        },
        copyOut: (from, to, at) => {
          expect(held.get(at)).toEqual([from, to]);
          count(from, to);
        },
        multiply: (from, to) => {
          expect(to - from).toBeLessThanOrEqual(rowsPerPart);
          count(from, to);
        },
      },
    );
  return { answer, calls, times, blockBytes: () => blockBytes, running };
}

it.each<[string, Partial<Shared>]>([
  ["workers that are quick", { areQuick: true }],
  ["workers that end when they are waited for", { areQuick: false }],
  ["quick workers whose results are not finite", { areQuick: true, result: NOT_FINITE }],
  ["slow workers whose results are not finite", { result: NOT_FINITE }],
])("each row comes out once, with %s", (_, how) => {
  const { answer, calls, times } = share({ rows: 300_001, cols: 64, ...how });
  expect(answer()).toBe(300_001);
  expect(times.every((time) => time === 1)).toBe(true);
  const most = Math.max(...calls.map((rows) => rows.length));
  expect(most > 2).toBe(how.areQuick === true); // the blocks of a quick one are filled again
  for (const m of calls.flat()) {
    expect(m).toBeGreaterThan(0);
    expect(m * 64 * 4).toBeLessThanOrEqual(2 ** 22 + 15 * 64 * 4);
  }
});

it("of rows so long that blocks of sixteen hold much, no more blocks are taken than fit 512 MB", () => {
  const { answer, calls, blockBytes } = share({ rows: 64, cols: 2 ** 21, workers: 5 });
  expect(answer()).toBe(64);
  expect(calls.map((rows) => rows.length > 0)).toEqual([true, true, false, false, false]);
  expect(blockBytes()).toBeLessThan(2 ** 29 + 4096);
});

it("rows are shared from four blocks on, and from eight outputs", () => {
  const least = { rows: 64, cols: 2 ** 18 };
  expect(share(least).answer()).toBe(64);
  for (const less of [{ rows: 63 }, { outputs: 7 }, { workers: 0 }])
    expect(share({ ...least, ...less }).answer()).toBe(0);
});

it("where a row throws, no worker is left at work in memory that is given back", () => {
  const { answer, calls, running } = share({ rows: 64, cols: 2 ** 18, throwsAt: 40 });
  expect(answer).toThrow("a row throws");
  expect(calls.flat().length).toBeGreaterThan(0);
  expect(running.size).toBe(0);
});
