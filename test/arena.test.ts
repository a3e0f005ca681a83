import { describe, expect, it, vi } from "vitest";
import { Arena } from "../src/core/arena.js";
import type { Core } from "../src/core/contract.js";
import { useCore } from "../src/core/current.js";
import { Perceptron, runtime } from "../src/index.js";
import { cores } from "./support/cores.js";

const PAGE = 65536;

describe.each(Object.entries(cores))("arena over the %s core", (_name, make) => {
  it("gives back what a scope took, however it ends: a leak of each failed call", () => {
    const arena = new Arena(make());
    const before = arena.take(8);
    arena.scope(() => arena.take(100));
    expect(() =>
      arena.scope(() => {
        arena.take(100);
        throw new Error("inside");
      }),
    ).toThrow("inside");
    expect(arena.take(8)).toBe(before + 64);
  });

  it("begins arrays where large ones of Node begin, 16 bytes behind a line, and keeps off the kernels' own memory", () => {
    const arena = new Arena(make());
    const first = arena.take(1);
    expect(first).toBeGreaterThanOrEqual(arena.core.heapBase);
    expect([first % 64, arena.take(3) % 64]).toEqual([16, 16]);
  });

  it("grows to the need, and by at least a tenth: a page at a time", () => {
    const arena = new Arena(make());
    arena.take(100 * PAGE);
    const length = arena.core.memory.buffer.byteLength;
    expect(length).toBeGreaterThanOrEqual(100 * PAGE);
    arena.take(length - 100 * PAGE + 1);
    expect(arena.core.memory.buffer.byteLength).toBeGreaterThanOrEqual(length + length / 10);
  });

  it("keeps what lies in memory when it grows, behind fresh views", () => {
    const arena = new Arena(make());
    const pointer = arena.place(Float64Array.of(1, 2, 3));
    arena.take(50 * PAGE);
    expect([...arena.reals("f64", pointer, 3)]).toEqual([1, 2, 3]);
  });

  it("refuses what linear memory cannot hold, before it grows", () => {
    const arena = new Arena(make());
    const before = arena.core.memory.buffer.byteLength;
    expect(() => arena.take(2 ** 32)).toThrow(
      expect.objectContaining({ name: "ValueError", code: "TOO_LARGE" }),
    );
    expect(arena.core.memory.buffer.byteLength).toBe(before);
  });
});

const X = {
  data: Float64Array.from({ length: 40_000 }, (_, i) => ((i * 7919) % 1000) - 500),
  rows: 400,
  cols: 100,
};
const y = Array.from({ length: 400 }, (_, i) => i % 3);
const sampleWeight = new Float64Array(400).fill(1);

describe("a core that runs out of memory", () => {
  /** Fails at the n-th time that memory is to grow; each `take` grows, for the memory lies about its length. */
  function starving(n: number): Core {
    const core = cores.js?.() as Core;
    let grows = 0;
    const memory = {
      get buffer() {
        return core.memory.buffer;
      },
      grow: (pages: number) => {
        // The arena asks twice for each need, generously and barely: fail both.
        if (++grows >= n) throw new RangeError("no more");
        return core.memory.grow(pages);
      },
    };
    return { ...core, memory };
  }

  it("leaves the model as it was at whichever allocation it fails, and works again with more", () => {
    try {
      useCore(cores.js?.());
      const options = { warmStart: true, tol: null, maxIter: 2 };
      const model = new Perceptron(options).fit(X, y);
      const before = JSON.stringify(model);
      const goal = JSON.stringify(Perceptron.fromJSON(JSON.parse(before)).fit(X, y).coef.data);
      let failures = 0;
      for (let n = 1; ; n++) {
        useCore(starving(n));
        try {
          model.fit(X, y, { sampleWeight });
          break;
        } catch (error) {
          expect(error).toMatchObject({ name: "ValueError", code: "OUT_OF_MEMORY" });
          expect(JSON.stringify(model)).toBe(before);
          failures++;
        }
      }
      expect(failures).toBeGreaterThan(0);
      expect(JSON.stringify(model.coef.data)).toBe(goal);
    } finally {
      useCore();
    }
  });
});

/** A WebAssembly.Module that cannot be made. */
function refusing(error: Error) {
  return class {
    static readonly reason = error.message;
    constructor() {
      throw error;
    }
  };
}

describe("loading", () => {
  it("picks Wasm with SIMD here, at the first call that needs it", () => {
    useCore();
    expect(runtime()).toEqual({ core: "wasm", simd: true });
  });

  it.each([
    {
      what: "a policy forbids compiling",
      Module: refusing(new WebAssembly.CompileError("blocked by the policy")),
    },
    { what: "there is no WebAssembly", Module: refusing(new ReferenceError("WebAssembly is not defined")) },
  ])("falls back to JavaScript where $what, says why, and learns the same weights", async ({ Module }) => {
    const usual = new Perceptron().fit(X, y);
    vi.resetModules();
    vi.stubGlobal("WebAssembly", { ...WebAssembly, Module });
    const fresh = await import("../src/index.js");
    expect(fresh.runtime()).toEqual({ core: "js", simd: false, reason: Module.reason });
    expect(new fresh.Perceptron().fit(X, y).coef).toEqual(usual.coef);
    vi.unstubAllGlobals();
  });
});
