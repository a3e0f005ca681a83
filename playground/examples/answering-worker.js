// A Cloudflare Worker that only answers, by a model that is deployed with it: rosenblatt/predict has no training and no Wasm.
//
//   POST /  { "X": [[5.1, 1.9]] }  →  { "labels": ["virginica"] }
//
// The model is what JSON.stringify(model) wrote. worker.js also learns from its requests; seeded-worker.js does so from this
// same file on.
import { loadModel } from "rosenblatt/predict";
import saved from "./model.json";

const model = loadModel(saved);

export default {
  async fetch(request) {
    if (request.method !== "POST") return new Response("POST { X }", { status: 404 });
    const body = await request.json().catch(() => undefined);
    try {
      return Response.json({ labels: model.predict(body?.X) });
    } catch (error) {
      if (error.code === undefined) throw error;
      return Response.json({ error: error.code, message: error.message }, { status: 400 });
    }
  },
};
