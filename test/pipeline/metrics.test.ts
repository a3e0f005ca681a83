// What a Pipeline takes, split by rows and validated: every step is fitted anew in each fold.
import { expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { crossValidate, folds, trainTestSplit } from "../../src/metrics/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { People, type Person, people, survived } from "./steps.js";

const options = { average: true, maxIter: 30 } as const;

it("crossValidate fits every step anew in each fold; a step fitted on all rows would give other scores", () => {
  const fitted: number[] = [];
  class Watched extends People {
    override fit(rows: readonly Person[]): this {
      fitted.push(rows.length);
      return super.fit(rows);
    }
  }
  const shared = new Watched();
  const { scores } = crossValidate(() => new Pipeline([shared, new Perceptron(options)]), people, survived, {
    folds: 3,
  });
  expect(fitted).toEqual([5, 5, 6]);
  const expected = folds(survived, { folds: 3 }).map((test) => {
    const [train, held] = [
      people.filter((_, i) => !test.includes(i)),
      people.filter((_, i) => test.includes(i)),
    ];
    const y = survived.filter((_, i) => !test.includes(i));
    const step = new People().fit(train);
    const model = new Perceptron(options).fit(step.transform(train), y);
    return model.score(
      step.transform(held),
      test.map((i) => survived[i] as string),
    );
  });
  expect(scores).toEqual(expected);
});

it("rows that are no matrix are split as they are: records, texts, lists of words, what has take", () => {
  const split = trainTestSplit(people, survived, { testSize: 2 });
  expect(people).toContain(split.XTest[0]);
  expect(split.XTrain).toHaveLength(6);
  const y = [0, 1, 0, 1];
  expect(trainTestSplit(["a", "b", "c", "d"], y).XTest).toHaveLength(1);
  expect(trainTestSplit([["a"], ["b", "c"], ["d"], ["e"]], y).XTest).toHaveLength(1);
  const table = {
    rows: 4,
    take: (rows: ArrayLike<number>) => ({ rows: rows.length, of: Array.from(rows) }),
  };
  const { XTrain, yTrain } = trainTestSplit(table, [0, 1, 2, 3]);
  expect((XTrain as unknown as { of: number[] }).of).toEqual(yTrain);
  expect(() => trainTestSplit({ rows: 0, take: () => [] }, [])).toThrow(
    expect.objectContaining({ code: "EMPTY" }),
  );
});
