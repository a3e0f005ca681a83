// What a rule asks for beyond what a fit needs.
import { afterAll, expect, it } from "vitest";
import { useCore } from "../../src/core/current.js";
import { wasmCore } from "../../src/core/wasm.js";
import { learned, rules } from "./support.js";

afterAll(() => useCore());

it("rows of ones in a memory that once does not grow: a fit that asks for more than it needs", () => {
  const columns = Uint32Array.from({ length: 60_000 }, (_, p) => (p % 20) * 3 + ((p * 7) % 3));
  const X = {
    data: new Float64Array(60_000).fill(1),
    indices: columns,
    indptr: Uint32Array.from({ length: 3001 }, (_, i) => 20 * i),
    ...{ rows: 3000, cols: 60 },
  };
  const y = Array.from({ length: 3000 }, (_, i) => Number((columns[20 * i] as number) + (i % 7) > 3));
  const fitted = (most: number) => {
    const core = wasmCore();
    let [grown, refused] = [0, 0];
    const grow = (pages: number): number => {
      if (grown === most && refused++ < 2) throw new RangeError("no more"); // generously, and barely
      grown++;
      return WebAssembly.Memory.prototype.grow.call(core.memory, pages);
    };
    Object.defineProperty(core.memory, "grow", { value: grow });
    const options = { rule: rules["PA-I"], maxIter: 5, tol: null } as const;
    useCore(core);
    return { model: learned(options, X, y), grown };
  };
  const { model, grown } = fitted(Infinity);
  const outcomes = Array.from({ length: grown }, (_, most) => {
    try {
      return fitted(most).model;
    } catch (error) {
      return (error as { code?: string }).code;
    }
  });
  expect(outcomes.filter((outcome) => outcome !== "OUT_OF_MEMORY")).toEqual([model]);
});
