// The model in every form that the library can give it.
import type { Perceptron } from "rosenblatt";
import {
  toC,
  toJavaScript,
  toLiblinear,
  toOnnx,
  toSklearn,
  toSql,
  toUrl,
  toWasm,
  toWat,
} from "rosenblatt/export";

/** What is exported: a model, and the inputs that it was made for. */
export interface ExportedModel {
  readonly model: Perceptron;
  /** The name of each input [d]. */
  readonly names: readonly string[];
  /** Rows of inputs, for what is measured on them [n×d]. */
  readonly X: { readonly data: Float64Array | Float32Array; readonly rows: number; readonly cols: number };
}

type Content = string | Uint8Array<ArrayBuffer>;

/** Makes a file of each format, by the name of the format in `share/formats`. */
export const MAKERS: Readonly<Record<string, (exported: ExportedModel) => Content>> = {
  json: ({ model }) => JSON.stringify(model, null, 2),
  bytes: ({ model }) => model.toBytes() as Uint8Array<ArrayBuffer>,
  javascript: ({ model }) => toJavaScript(model),
  c: ({ model }) => toC(model),
  int8: ({ model, X }) => toC(model, { int8: true, X }),
  wasm: ({ model }) => toWasm(model),
  wat: ({ model }) => toWat(model),
  sql: ({ model, names }) => `${toSql(model, { columns: names })}\n`,
  onnx: ({ model }) => toOnnx(model),
  sklearn: ({ model }) => JSON.stringify(toSklearn(model), null, 2),
  liblinear: ({ model }) => toLiblinear(model),
  link: ({ model }) => `${toUrl(model).url}\n`,
};
