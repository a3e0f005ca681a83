import { call } from "../base/errors.js";
import { plural } from "../base/words.js";
import { featuresOf } from "../learn/model.js";
import type { AnsweringModel, SavedLayer } from "../predict/saved-model.js";
import { type Exportable, exportable } from "./exportable.js";
import { type Func, funcBytes, funcText, unsigned } from "./wasm-code.js";
import { functionsOf, type ModulePlan, planOf } from "./wasm-module.js";

/**
 * A module of WebAssembly (SIMD) that answers as the model does, to the bit, and imports nothing. It exports
 *
 * - `memory`, and the globals `input` and `output`: where a row of d numbers is put, and where the margins come, in bytes;
 * - `predict(): i32`: the place of the label in the model's `classes`. Of several outputs, each for itself, bit j is output j.
 *
 * The numbers are Float32Array's or Float64Array's, as the model's element type is. They are not checked: a NaN fires nowhere.
 *
 * @throws {ValueError} NOT_EXPORTABLE, MODEL_FILE   @throws {StateError} NOT_FITTED
 */
export const toWasm = (model: Exportable): Uint8Array<ArrayBuffer> =>
  call("toWasm", () => {
    const saved = exportable(model, "WebAssembly", ["scaling"]);
    const plan = planOf(saved);
    return moduleBytes(plan, functionsOf(saved, plan));
  });

/** `toWasm` as text, with comments, for those who read it or assemble it themselves. Errors as `toWasm`. */
export const toWat = (model: Exportable): string =>
  call("toWat", () => {
    const saved = exportable(model, "WebAssembly", ["scaling"]);
    const plan = planOf(saved);
    return moduleText(saved, plan, functionsOf(saved, plan));
  });

const bytesOf = ({ values }: ModulePlan["data"][0]): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** Bytes in a string of the text, \\00 to \\ff, some at once: those of a large model are more than a plain array holds. */
function escaped(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += SOME) {
    const some = bytes.subarray(at, at + SOME);
    text += Array.from(some, (byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
  }
  return text;
}
const SOME = 65_536;

function moduleText({ layers }: AnsweringModel, plan: ModulePlan, functions: readonly Func[]): string {
  const { dtype } = layers[0] as SavedLayer;
  const [first, last] = [layers[0] as SavedLayer, layers.at(-1) as SavedLayer];
  const data = plan.data.map((part) => {
    return `  (data (i32.const ${part.at}) "${escaped(bytesOf(part))}")`;
  });
  return `;; A model of ${plural(featuresOf(first), "feature")} and ${plural(last.b.length, "margin")} in ${dtype}, written by rosenblatt.
;; Put a row at input, call predict, and read the margins at output.
(module
  (memory (export "memory") ${plan.pages})
  (global (export "input") i32 (i32.const ${plan.input}))
  (global (export "output") i32 (i32.const ${plan.output}))

${functions.map((func) => funcText(func, func.name === "predict" ? "predict" : undefined)).join("\n\n")}

  ;; of each layer its weights and biases, then means and deviations
${data.join("\n")}
)
`;
}

const vector = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const text = (name: string): number[] => vector([...new TextEncoder().encode(name)].map((byte) => [byte]));
const section = (id: number, bytes: readonly number[]): number[] => [id, ...unsigned(bytes.length), ...bytes];
const constant = (value: number): number[] => [0x41, ...signedConst(value), 0x0b];

/** Addresses are positive. */
function signedConst(value: number): number[] {
  const bytes = unsigned(value);
  const last = bytes.at(-1) as number;
  return last < 64 ? bytes : [...bytes.slice(0, -1), last | 128, 0];
}

function moduleBytes(
  { pages, input, output, data }: ModulePlan,
  functions: readonly Func[],
): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params, hasResult }) =>
    String([0x60, ...vector(params.map(() => [0x7f])), ...vector(hasResult ? [[0x7f]] : [])]),
  );
  const distinct = [...new Set(types)];
  const global = (value: number): number[] => [0x7f, 0, ...constant(value)];
  const head = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(distinct.map((type) => type.split(",").map(Number)))),
    ...section(3, vector(types.map((type) => unsigned(distinct.indexOf(type))))),
    ...section(5, vector([[0, ...unsigned(pages)]])),
    ...section(6, vector([global(input), global(output)])),
    ...section(
      7,
      vector([
        [...text("memory"), 2, 0],
        [...text("input"), 3, 0],
        [...text("output"), 3, 1],
        [...text("predict"), 0, ...unsigned(functions.length - 1)],
      ]),
    ),
    ...section(10, vector(functions.map(funcBytes))),
  ];
  const parts = data.map((part) => ({
    head: [0, ...constant(part.at), ...unsigned(part.values.byteLength)],
    bytes: bytesOf(part),
  }));
  const size = parts.reduce(
    (sum, part) => sum + part.head.length + part.bytes.length,
    unsigned(parts.length).length,
  );
  const start = [...head, 11, ...unsigned(size), ...unsigned(parts.length)];
  const module = new Uint8Array(head.length + 1 + unsigned(size).length + size);
  module.set(start);
  let at = start.length;
  for (const part of parts) {
    module.set(part.head, at);
    module.set(part.bytes, at + part.head.length);
    at += part.head.length + part.bytes.length;
  }
  return module;
}
