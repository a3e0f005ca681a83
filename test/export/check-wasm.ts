// Runs a module and compares what it answers with the model.
import { expect } from "vitest";
import { loadModel } from "../../src/predict/index.js";
import { openSaved, readSavedModel } from "../../src/predict/read-saved.js";
import type { Case } from "./models.js";

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly input: WebAssembly.Global<"i32">;
  readonly output: WebAssembly.Global<"i32">;
  predict(): number;
}

export function checkWasm(
  bytes: Uint8Array<ArrayBuffer>,
  { model, dtype, rows, labels, scores }: Case,
): void {
  const { memory, input, output, predict } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
    .exports as unknown as Exports;
  const kind = dtype === "f32" ? Float32Array : Float64Array;
  const k = scores.length / rows.length;
  const { classes } = loadModel(model.toJSON());
  for (const [i, row] of rows.entries()) {
    new kind(memory.buffer, input.value, row.length).set(row);
    const answer = predict();
    expect(new kind(memory.buffer, output.value, k)).toEqual(scores.slice(i * k, (i + 1) * k));
    const label = labels[i];
    if (Array.isArray(label))
      expect(label.map((_, j) => (answer >>> j) & 1)).toEqual(label.map((bit) => Number(bit > 0)));
    else expect(classes[answer]).toBe(label);
  }
}

/** The bytes of the weights, the biases and the scale, each from a multiple of 16 on. */
export function numbersOf(model: Case["model"]): number {
  const saved = readSavedModel(openSaved(model.toJSON()));
  const arrays = saved.layers.flatMap(({ W, b, scale }) => [
    W,
    b,
    ...(scale ? [scale.mean, scale.deviation] : []),
  ]);
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
