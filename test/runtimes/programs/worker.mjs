// workerd: a request for /first is the one that a start is measured by.
import { dense, matmul, Perceptron, runtime } from "rosenblatt";
import { first, train } from "./program.mjs";

export default {
  fetch({ url }) {
    if (new URL(url).pathname === "/first") return new Response(first({ Perceptron }));
    return Response.json(train({ dense, matmul, Perceptron, runtime }));
  },
};
