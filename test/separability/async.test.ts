import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { separability, separabilityAsync } from "../../src/separability/index.js";
import { bitsOf, corners } from "./verify-verdict.js";

/** The middle point is a conflict; the perceptron needs 1,356 epochs to be sure. */
const X = [[1], [997], [1000]];
const y = [1, 0, 1];

/** A clock that moves on by `step` milliseconds whenever it is read. */
function stubClock(step: number): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += step));
}
afterEach(() => vi.restoreAllMocks());

test("the verdict and the numbers are those of the synchronous call", async () => {
  stubClock(1);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 65535 }), fc.constantFrom(0, 5, 1e6), async (f, budget) => {
      const [X, y] = [corners(4), bitsOf(f, 16)];
      expect(await separabilityAsync(X, y, { budget })).toEqual(separability(X, y, { budget }));
    }),
    { seed: 1957, numRuns: 30 },
  );
});

// Catches a phase that runs through: on this clock each takes hundreds of milliseconds.
test.each([0, 1e6])("other tasks run in between (budget %i)", async (budget) => {
  stubClock(5);
  let ticks = 0;
  let next = setImmediate(function tick() {
    ticks++;
    next = setImmediate(tick);
  });
  await separabilityAsync(X, y, { budget });
  clearImmediate(next);
  expect(ticks).toBeGreaterThan(2);
});

test.each([0, 1e6])("an abort in between rejects with its reason (budget %i)", async (budget) => {
  stubClock(5);
  const controller = new AbortController();
  const verdict = separabilityAsync(X, y, { budget, signal: controller.signal });
  const reason = new Error("enough");
  controller.abort(reason);
  await expect(verdict).rejects.toBe(reason);
});

test("a signal that is aborted already rejects before any work", async () => {
  const signal = AbortSignal.abort("never mind");
  await expect(separabilityAsync([[0], [1]], [0, 1], { signal })).rejects.toBe("never mind");
});

test("a signal that is never aborted changes nothing", async () => {
  const { signal } = new AbortController();
  expect(await separabilityAsync(X, y, { signal })).toEqual(separability(X, y));
});
