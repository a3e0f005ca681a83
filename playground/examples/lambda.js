// An AWS Lambda handler: the model is read once, when an instance starts, and a request is one predictOne.
//
//   { "body": "{ \"x\": [5.1, 1.9] }" }  →  { "statusCode": 200, "body": "{\"label\":\"virginica\"}" }
import { readFileSync } from "node:fs";
import { loadModel } from "rosenblatt/predict";

// Saved by JSON.stringify(model): petal length and width of 150 irises, averaged. It only answers: no training, no Wasm.
const model = loadModel(JSON.parse(readFileSync(new URL("model.json", import.meta.url), "utf8")));

const respond = (statusCode, body) => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** What the body holds; undefined if it is no JSON object. */
function read({ body, isBase64Encoded }) {
  try {
    return JSON.parse(isBase64Encoded ? Buffer.from(body, "base64").toString() : body) ?? undefined;
  } catch {
    return undefined;
  }
}

export async function handler(event) {
  const request = read(event);
  if (request === undefined) return respond(400, { error: "NO_JSON", message: "the body is no JSON object" });
  try {
    return respond(200, { label: model.predictOne(request.x) });
  } catch (error) {
    if (error.code === undefined) throw error;
    return respond(400, { error: error.code, message: error.message }); // the library says what is wrong with x
  }
}
