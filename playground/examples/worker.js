// A Cloudflare Worker that classifies rows, and learns from each whose label comes later.
//
//   POST /classify  { "X": [[5.1, 1.9]] }                        → { "labels": ["virginica"] }
//   POST /learn     { "X": [[5.1, 1.9]], "y": ["virginica"] }    → { "classes": ["setosa", "virginica"] }
//
// wrangler.toml: durable_objects.bindings = [{ name = "LEARNER", class_name = "Learner" }]
import { Perceptron } from "rosenblatt";

export default {
  fetch: (request, env) => env.LEARNER.get(env.LEARNER.idFromName("iris")).fetch(request),
};

/** A Durable Object holds the one model, so that what two callers teach at once is learned one after the other. */
export class Learner {
  #storage;
  #model;

  constructor(state) {
    this.#storage = state.storage;
    state.blockConcurrencyWhile(async () => {
      const saved = await this.#storage.get("model");
      this.#model = saved ? Perceptron.fromBytes(saved) : new Perceptron({ multiclass: "joint" });
    });
  }

  async fetch(request) {
    try {
      const { X, y } = await request.json();
      switch (new URL(request.url).pathname) {
        case "/classify":
          return Response.json({ labels: this.#model.predict(X) });
        case "/learn":
          this.#model.partialFit(X, y, { classes: "grow" });
          await this.#storage.put("model", this.#model.toBytes());
          return Response.json({ classes: this.#model.classes });
        default:
          return new Response("POST /classify or /learn", { status: 404 });
      }
    } catch (error) {
      // The library's errors say what is wrong with the rows; nothing was learned from them.
      const status = error.code || error instanceof SyntaxError ? 400 : 500;
      return Response.json({ error: error.code ?? error.name, message: error.message }, { status });
    }
  }
}
