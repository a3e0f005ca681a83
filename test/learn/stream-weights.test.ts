// The weights of a stream's rows: those that partialFit takes, wherever the stream is learned from, and nothing else.
import { expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import type { Batch } from "../../src/learn/train/stream.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { thrown } from "../support/thrown.js";

const classes = ["high", "low"];
const numbers = Array.from({ length: 30 }, (_, i) => (i * 37) % 11);
const batches = [0, 1, 2].map((part) => {
  const X = numbers.slice(10 * part, 10 * part + 10).map((value, i) => [value - 5, (i * 7) % 5, 1]);
  return { X, y: X.map(([a = 0, b = 0]) => classes[Number(a + b < 1)] as string) };
});
const weights = [[2, 0, 1, 3, 0.5, 1, 0, 0, 4, 1], new Float32Array(10).fill(0.25), undefined];

class Weighed {
  readonly X: number[][];
  readonly y: string[];
  readonly #weights: ArrayLike<number> | undefined;
  constructor({ X, y }: (typeof batches)[0], part: number) {
    [this.X, this.y, this.#weights] = [X, y, weights[part]];
  }
  get sampleWeight() {
    return this.#weights;
  }
}

const forms: Record<string, () => Batch<string[]>[]> = {
  "plain objects": () => batches.map((batch, i) => ({ ...batch, sampleWeight: weights[i] })),
  "null for none": () => batches.map((batch, i) => ({ ...batch, sampleWeight: weights[i] ?? null })),
  "a class with a getter": () => batches.map((batch, i) => new Weighed(batch, i)),
  "ones for none": () =>
    batches.map((batch, i) => ({ ...batch, sampleWeight: weights[i] ?? new Array(10).fill(1) })),
};
const options = { randomState: 3, average: true };
const told = (model: Perceptron) => [
  model.coef,
  model.intercept,
  model.history.map(({ mistakes }) => mistakes),
];

const byParts = new Perceptron(options);
const counts = batches.map(({ X, y }, i) => {
  byParts.partialFit(X, y, { classes, ...(weights[i] && { sampleWeight: weights[i] }) });
  return byParts.history[0]?.mistakes;
});
const unweighed = batches.reduce(
  (model, { X, y }) => model.partialFit(X, y, { classes }),
  new Perceptron(options),
);

it("the weights of these tests matter", () => expect(byParts.coef).not.toEqual(unweighed.coef));

it.each(Object.entries(forms))(
  "%s: fitStream, and that of a Pipeline in one pass or two, learn what partialFit learns",
  async (_, form) => {
    const wanted = [byParts.coef, byParts.intercept, counts];
    const streamed = await new Perceptron(options).fitStream(form(), { classes });
    expect(told(streamed)).toEqual(wanted);
    expect(streamed.history.map(({ rows }) => rows)).toEqual([10, 20, 30]); // each row once, whatever it weighs
    const identity = { fit: () => identity, transform: (X: number[][]) => X };
    for (const source of [form(), form]) {
      const pipeline = new Pipeline([identity as never, new Perceptron(options)]);
      await pipeline.fitStream(source, { classes });
      expect(told(pipeline.model)).toEqual(wanted);
    }
  },
);

it("weights of no row, fewer than rows, negative, or not numbers: partialFit's errors, and the batches before are kept", async () => {
  const [first, second] = batches as unknown as [Batch<string[]>, Batch<string[]>];
  const one = new Perceptron().partialFit(first.X, first.y, { classes });
  for (const bad of [[1], new Array(10).fill(-1), new Array(10).fill("1"), new Array(10).fill(Infinity), 7]) {
    const refused = thrown(() =>
      new Perceptron().partialFit(second.X, second.y, { classes, sampleWeight: bad as never }),
    );
    const model = new Perceptron();
    const learning = model.fitStream([first, { ...second, sampleWeight: bad as never }], { classes });
    await expect(learning).rejects.toMatchObject({ code: refused?.code });
    expect(model.coef).toEqual(one.coef);
    const pipeline = new Pipeline([new Perceptron()]);
    const inPipeline = pipeline.fitStream([first, { ...second, sampleWeight: bad as never }], { classes });
    await expect(inPipeline).rejects.toMatchObject({ code: refused?.code });
  }
  const skipped = await new Perceptron().fitStream(
    [first, { ...second, sampleWeight: new Array(10).fill(0) }],
    { classes },
  );
  expect([skipped.coef, skipped.history[1]?.skipped]).toEqual([one.coef, true]);
});

it("weights beside the batches are no option: nobody would know whose rows they are", async () => {
  const given = { classes, sampleWeight: [1] } as object;
  await expect(new Perceptron().fitStream(batches, given)).rejects.toMatchObject({ code: "UNKNOWN_OPTION" });
});
