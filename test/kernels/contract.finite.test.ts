// allFinite_T on every core: every length, each place, and nothing around it.
import { describe, expect, it } from "vitest";
import { bytesPer, view } from "../../src/base/dtype.js";
import type { Ptr } from "../../src/core/contract.js";
import { KernelMemory, LENGTHS, range, suites } from "../support/kernel-memory.js";

describe.each(suites)("allFinite_$dtype on the $name core", ({ dtype, make }) => {
  const core = make();
  const kernel = core.kernels[`allFinite_${dtype}`];
  const size = bytesPer[dtype];
  const [huge, tiny] = dtype === "f32" ? [3.4028234663852886e38, 2 ** -149] : [Number.MAX_VALUE, 5e-324];

  it("every length, at every alignment, amid NaN: a number before or behind that counts, or a sum that overflows", () => {
    for (const length of LENGTHS) {
      for (const shift of [0, 1, 2, 3]) {
        const memory = new KernelMemory(core, dtype); // all NaN
        const at = (memory.take(length + 8) + shift * size) as Ptr;
        const good = [huge, -huge, tiny, -tiny, 0, -0, 1];
        view(dtype, core.memory.buffer, at, length).set(range(1, length).map((i) => good[i % 7] as number));
        const before = memory.snapshot();
        expect(kernel(length, at), `${length} from ${shift}`).toBe(1);
        memory.expectOnly(before, []);
      }
    }
  });

  it("one that is not finite, in every place of every length: a lane or a last element that nobody looks at", () => {
    for (const length of LENGTHS.slice(1)) {
      const memory = new KernelMemory(core, dtype);
      const at = memory.reals(range(1, length));
      const values = view(dtype, core.memory.buffer, at, length);
      for (const place of range(0, length - 1)) {
        for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
          values[place] = bad;
          expect(kernel(length, at), `${bad} at ${place} of ${length}`).toBe(0);
        }
        values[place] = place + 1;
      }
    }
  });

  it("two that would cancel: a sum in place of a look at each", () => {
    const at = new KernelMemory(core, dtype).reals([
      Number.POSITIVE_INFINITY,
      1,
      2,
      3,
      Number.NEGATIVE_INFINITY,
      4,
      5,
      6,
    ]);
    expect(kernel(8, at)).toBe(0);
  });
});
