// Runs a block of a page: a module of its own in a worker, with the library that lies beside it in the site. It posts what
// the block prints as { text }, and at the end { done } or { error }.
import { inspect } from "./inspect.js";

const library = new URL("../lib/", import.meta.url);
const print = (...values) =>
  postMessage({
    text: values.map((value) => (typeof value === "string" ? value : inspect(value))).join(" "),
  });
Object.assign(console, { log: print, info: print, warn: print, error: print, debug: print });

/** The block with its imports pointed at files of the site. */
function resolved(code, exports) {
  return code.replaceAll(/(from\s+|import\s*\(\s*)"([^"]+)"/g, (whole, before, name) => {
    if (name === "node:fs") return `${before}"${new URL("./node-fs.js", import.meta.url)}"`;
    return exports[name] === undefined ? whole : `${before}"${new URL(exports[name], library)}"`;
  });
}

self.onmessage = async ({ data: code }) => {
  try {
    const exports = await (await fetch(new URL("exports.json", library))).json();
    const module = new Blob([resolved(code, exports)], { type: "text/javascript" });
    await import(URL.createObjectURL(module));
    postMessage({ done: true });
  } catch (error) {
    postMessage({ error: `${error?.name ?? "Error"}: ${error?.message ?? error}` });
  }
};
