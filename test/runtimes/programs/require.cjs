// Node: the library by `require`, timed from there to its first prediction.
const { first, train } = require("./program.mjs");

const begun = performance.now();
const library = require("rosenblatt");
first(library);
const ms = performance.now() - begun;

console.log(JSON.stringify({ ...train(library), ms }));
