// What TypeScript knows of a Pipeline's answers: the labels that it was fitted with. (`tsc -p test` is the test.)
import { expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { People, people } from "./steps.js";

it("labels pass through, without a cast", async () => {
  const kinds = people.map(({ sex }) => (sex === "male" ? "he" : "she") as "he" | "she");
  const model = new Pipeline([new People(), new Perceptron()]).fit(people, kinds);
  const labels: ("he" | "she")[] = model.predict(people);
  const label: "he" | "she" = model.predictOne(people[0]);
  const [best] = model.topK(people[0]);
  const first: "he" | "she" | undefined = best?.label;
  const classes: ("he" | "she")[] = model.classes;
  // @ts-expect-error: no such label
  const wrong: "it"[] = model.predict(people);
  const numbers: number[] = (
    await new Pipeline([new People(), new Perceptron()]).fitAsync(people, [0, 1, 0, 1, 0, 1, 0, 1])
  ).predict(people);
  const plain: Pipeline = model;
  expect([labels[0], label, first, wrong.length, numbers.length]).toEqual(["he", "he", "he", 8, 8]);
  expect([classes, plain.classes]).toEqual([
    ["he", "she"],
    ["he", "she"],
  ]);
});
