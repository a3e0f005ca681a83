// An AWS Lambda handler: the model is read once, when an instance starts, and a request is one predictOne.
//
//   { "body": "{ \"x\": [5.1, 1.9] }" }  →  { "statusCode": 200, "body": "{\"label\":\"virginica\"}" }
import { readFileSync } from "node:fs";
import { Perceptron } from "rosenblatt";

// Saved by JSON.stringify(model): petal length and width of 150 irises, averaged.
const model = Perceptron.fromJSON(JSON.parse(readFileSync(new URL("model.json", import.meta.url), "utf8")));

const answer = (statusCode, body) => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export async function handler({ body }) {
  try {
    return answer(200, { label: model.predictOne(JSON.parse(body).x) });
  } catch (error) {
    if (error.code === undefined && !(error instanceof SyntaxError)) throw error;
    return answer(400, { error: error.code ?? error.name, message: error.message });
  }
}
