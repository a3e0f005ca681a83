// What a Pipeline answers while it learns, asked by its own callback.
import { describe, expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { People, type Person, people, survived } from "./steps.js";

const classes = ["no", "yes"];
const batch = { X: people, y: survived };

/** People without a file. */
class Bare {
  #people = new People();
  #isFitted = false;
  fit(rows: readonly Person[]): this {
    this.#people.fit(rows);
    this.#isFitted = true;
    return this;
  }
  transform(rows: readonly Person[]) {
    if (!this.#isFitted) throw new Error("not fitted");
    return this.#people.transform(rows);
  }
}

// One that takes a step of a stream for a step that learns anew refuses to answer, and to be saved, after the first batch.
describe.each([
  ["with a file", () => new People()],
  ["without", () => new Bare()],
])("a step %s", (_, step) => {
  it.each([
    ["batches", [batch, batch]],
    ["a function that opens them", () => [batch, batch]],
  ])("after each of %s the Pipeline answers with what it has learned by then", async (_, source) => {
    const pipeline = new Pipeline([step(), new Perceptron()]);
    const answers: unknown[] = [];
    const onEpoch = () => answers.push(pipeline.predict(people));
    await pipeline.fitStream(source as never, { classes, onEpoch });
    const once = new Pipeline([step(), new Perceptron()]).partialFit(people, survived, { classes });
    expect(answers).toEqual([once.predict(people), once.partialFit(people, survived).predict(people)]);
  });
});

it("while a step without a file learns anew, nothing answers", () => {
  const pipeline = new Pipeline([new Bare(), new Perceptron({ maxIter: 2, tol: null })]).fit(
    people,
    survived,
  );
  const codes: unknown[] = [];
  const onEpoch = () => {
    try {
      codes.push(pipeline.predict(people));
    } catch (error) {
      codes.push((error as { code: string }).code);
    }
  };
  pipeline.fit(people.slice(1), survived.slice(1), { onEpoch });
  expect(new Set(codes)).toEqual(new Set(["BUSY"]));
});
