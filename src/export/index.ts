export type { Exportable } from "./exportable.js";
export { type COptions, toC } from "./to-c.js";
export { toJavaScript } from "./to-javascript.js";
export { toLiblinear } from "./to-liblinear.js";
export { toOnnx } from "./to-onnx.js";
export { type SklearnModel, toSklearn } from "./to-sklearn.js";
export { type SqlOptions, toSql } from "./to-sql.js";
export { fromUrl, type ModelUrl, toUrl, type UrlOptions } from "./to-url.js";
export { toWasm, toWat } from "./to-wasm.js";
