// The edge runtime, through a bundler. The imports are named, so that it may drop what nothing asks for.
import { dense, matmul, Perceptron, runtime } from "rosenblatt";
import { train } from "./program.mjs";

console.log(JSON.stringify(train({ dense, matmul, Perceptron, runtime })));
