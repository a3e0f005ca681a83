// A page whose worker cannot load: what the error says.
import { Perceptron } from "rosenblatt/worker";

new Perceptron().fit([[0], [1]], [0, 1]).then(
  () => console.log(JSON.stringify({ code: "it works" })),
  ({ code, message }) => console.log(JSON.stringify({ code, message })),
);
