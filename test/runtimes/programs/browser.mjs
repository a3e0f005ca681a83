// Browsers, through a bundler: what every runtime does, and the same in a worker that the bundler has to find.
import { dense, matmul, Perceptron, runtime } from "rosenblatt";
import * as worker from "rosenblatt/worker";
import { far } from "./far.mjs";
import { train } from "./program.mjs";

const answer = train({ dense, matmul, Perceptron, runtime });
await far({ Perceptron }, worker);
console.log(JSON.stringify(answer));
