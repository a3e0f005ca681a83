// What site/pages/comparison.md says of other libraries in words, against what was found by running them.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const page = readFileSync("site/pages/comparison.md", "utf8");
const { contestants, results, remarks } = JSON.parse(readFileSync("site/comparison.json", "utf8"));

/** The words of the page about these libraries. */
function saidOf(...names: string[]): string {
  const item = page
    .split(/^(?=- )/m)
    .find((text) => text.startsWith(`- ${names.map((name) => `**${name}**`).join(" and ")}`));
  if (item === undefined) throw new Error(`nothing is said of ${names}`);
  return item.replaceAll(/\s+/g, " ");
}

it("scikit-learn has as many estimators as it lists itself", () => {
  const { classifiers, transformers } = remarks.scikitLearn;
  expect(saidOf("scikit-learn")).toContain(`has ${classifiers} classifiers and ${transformers} steps`);
});

it("a hidden layer of each that is said to train one has learned XOR", () => {
  expect(saidOf("TensorFlow.js", "brain.js")).toContain("train hidden layers");
  expect(remarks.hiddenLayerLearnsXor).toEqual({ "TensorFlow.js": true, "brain.js": true });
});

it("the smallest to load loads the fewest bytes", () => {
  expect(saidOf("wink-perceptron")).toContain("is the smallest to load");
  const sizes = contestants.filter(({ bytes }: { bytes?: number }) => bytes !== undefined);
  const [smallest] = sizes.toSorted((a: { bytes: number }, b: { bytes: number }) => a.bytes - b.bytes);
  expect(smallest.name).toBe("wink-perceptron");
});

it("what trains by another rule is named, and nothing else", () => {
  const descending = contestants.filter(({ how }: { how: string }) => /gradient descent|Adam/.test(how));
  expect(descending.map(({ name }: { name: string }) => name)).toEqual(["TensorFlow.js wasm", "brain.js"]);
  expect(page).toContain("- TensorFlow.js and brain.js train here by gradient descent");
});

it("this library, which promises the same bits, gave the same answers twice", () => {
  const own = results.flatMap(({ rows }: { rows: { name: string; sameTwice: number }[] }) =>
    rows.filter(({ name }) => name.startsWith("rosenblatt")),
  );
  expect(own.map(({ sameTwice }: { sameTwice: number }) => sameTwice)).toEqual([1, 1, 1, 1]);
});
