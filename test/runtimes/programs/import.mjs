// Node, Deno, Bun: the library by `import`, timed from there to its first prediction.
import { far } from "./far.mjs";
import { first, train } from "./program.mjs";

const begun = performance.now();
const library = await import("rosenblatt");
first(library);
const ms = performance.now() - begun;

const answer = train(library);
for (const model of [new library.Perceptron(), { model: new library.TLU() }]) {
  let refusal;
  try {
    structuredClone(model);
  } catch ({ name }) {
    refusal = name;
  }
  if (refusal !== "DataCloneError") throw new Error(`a clone of a model ended with ${refusal}`);
}
await far(library, await import("rosenblatt/worker"));
console.log(JSON.stringify({ ...answer, ms }));
