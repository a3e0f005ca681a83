// A Cloudflare Worker that classifies rows, and learns from each whose label comes later.
//
//   POST /classify  { "X": [[5.1, 1.9]] }                        → { "labels": ["virginica"] }
//   POST /learn     { "X": [[5.1, 1.9]], "y": ["virginica"] }    → { "rows": 1 }
//
// Whoever may learn may spoil the model: /learn asks for the secret LEARN_TOKEN, as "authorization: Bearer …".
// wrangler.toml needs the object and its first migration:
//
//   [[durable_objects.bindings]]
//   name = "LEARNER"
//   class_name = "Learner"
//   [[migrations]]
//   tag = "v1"
//   new_sqlite_classes = ["Learner"]
//
// seeded-worker.js begins with a model that has learned already, and answering-worker.js only answers.
import { Perceptron } from "rosenblatt";

const CLASSES = ["setosa", "versicolor", "virginica"];

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (request.method !== "POST" || !["/classify", "/learn"].includes(pathname)) {
      return new Response("POST /classify or /learn", { status: 404 });
    }
    if (pathname === "/learn" && request.headers.get("authorization") !== `Bearer ${env.LEARN_TOKEN}`) {
      return new Response("a wrong or missing token", { status: 401 });
    }
    return env.LEARNER.get(env.LEARNER.idFromName("iris")).fetch(request);
  },
};

/** A Durable Object holds the one model, so that rows from two callers at once are learned one after the other. */
export class Learner {
  #storage;
  #model;

  constructor(state) {
    this.#storage = state.storage;
    state.blockConcurrencyWhile(async () => {
      const saved = await this.#storage.get("model");
      this.#model = saved ? Perceptron.fromBytes(saved) : this.firstModel();
    });
  }

  /** Where nothing has been learned yet. */
  firstModel() {
    return new Perceptron({ multiclass: "joint" });
  }

  async fetch(request) {
    const body = await request.json().catch(() => undefined);
    try {
      const { X, y } = body ?? {};
      if (new URL(request.url).pathname === "/classify")
        return Response.json({ labels: this.#model.predict(X) });
      this.#model.partialFit(X, y, { classes: CLASSES });
      await this.#storage.put("model", this.#model.toBytes());
      return Response.json({ rows: X.length });
    } catch (error) {
      if (error.code === undefined) throw error;
      // The library says what is wrong with the rows; nothing was learned from them.
      return Response.json({ error: error.code, message: error.message }, { status: 400 });
    }
  }
}
