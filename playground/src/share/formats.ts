/** The forms of a model, with what each is called and the end of its file's name. */
export const FORMATS: readonly (readonly [format: string, title: string, end: string, type: string])[] = [
  ["json", "JSON", ".json", "application/json"],
  ["bytes", "Bytes", ".bin", "application/octet-stream"],
  ["javascript", "JavaScript", "-model.js", "text/javascript"],
  ["c", "C", ".c", "text/x-c"],
  ["int8", "C, 8 bits", "-int8.c", "text/x-c"],
  ["wasm", "WebAssembly", ".wasm", "application/wasm"],
  ["wat", "WAT", ".wat", "text/plain"],
  ["sql", "SQL", ".sql", "application/sql"],
  ["onnx", "ONNX", ".onnx", "application/octet-stream"],
  ["sklearn", "scikit-learn", "-sklearn.json", "application/json"],
  ["liblinear", "LIBLINEAR", ".liblinear", "text/plain"],
  ["link", "Link", "-link.txt", "text/plain"],
];
