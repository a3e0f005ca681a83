// Node, Deno, Bun: the library by `import`, timed from there to its first prediction.
import { first, train } from "./program.mjs";

const begun = performance.now();
const library = await import("rosenblatt");
first(library);
const ms = performance.now() - begun;

console.log(JSON.stringify({ ...train(library), ms }));
