// What the tests of streamed rows share: the same fit with its rows in one block of linear memory, or all of them there.
import { useCore } from "../../src/core/current.js";
import { wasmCore } from "../../src/core/wasm.js";
import type { MatrixInput } from "../../src/index.js";
import { counted, streamingFrom } from "./cores.js";
import { type Kind, typedForms } from "./training-sets.js";

export const KINDS: [string, Kind][] = [
  ["f32", Float32Array],
  ["f64", Float64Array],
];
export const forms = KINDS.flatMap(([dtype, kind]) =>
  Object.entries(typedForms).map(([name, form]) => ({
    name: `${name} of ${dtype}`,
    dtype,
    kind,
    pass: (rows: number[][]): MatrixInput => form(rows, kind),
  })),
);

export const streamed = <R>(blockBytes: number, use: () => R): R => streamingFrom(0, blockBytes, use);
export const resident = <R>(use: () => R): R => streamingFrom(Infinity, Infinity, use);

/** What `use` gives, and how many calls the kernels got meanwhile. */
export function watched<R>(use: () => R): { result: R; epoch: number; epochs: number; checkRows: number } {
  const { core, calls } = counted(wasmCore());
  useCore(core);
  try {
    const result = use();
    const both = (name: string): number =>
      (calls[`${name}_f32`] as number) + (calls[`${name}_f64`] as number);
    return { result, epoch: both("epoch"), epochs: both("epochs"), checkRows: calls.checkRows as number };
  } finally {
    useCore();
  }
}
