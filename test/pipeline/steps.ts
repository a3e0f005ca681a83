// Steps of the tests' own, of each kind that a Pipeline knows.
import type { MatrixInput } from "../../src/index.js";

export interface Person {
  age: number;
  sex: string;
}

/** Records to samples: the age less its mean, and whether it is a man. */
export class People {
  static readonly format = "test.People";
  readonly featureNames = ["age", "male"];
  sum = 0;
  count = 0;

  fit(people: readonly Person[]): this {
    [this.sum, this.count] = [0, 0];
    return this.partialFit(people);
  }

  partialFit(people: readonly Person[]): this {
    for (const { age } of people) {
      this.sum += age;
      this.count++;
    }
    return this;
  }

  transform(people: readonly Person[]): number[][] {
    if (this.count === 0) throw new Error("People.transform: call fit first");
    return people.map((person) => this.transformOne(person));
  }

  transformOne({ age, sex }: Person): number[] {
    if (typeof age !== "number") throw new Error("no age");
    return [age - this.sum / this.count, Number(sex === "male")];
  }

  toJSON(): object {
    return { format: People.format, version: 1, sum: this.sum, count: this.count };
  }

  static fromJSON({ sum, count }: { sum: number; count: number }): People {
    return Object.assign(new People(), { sum, count });
  }
}

/** Every sample times itself, in blocks of two rows. It has neither names nor a file. */
export class Squares {
  blocks = 0;
  fit(): this {
    return this;
  }
  transform = (X: number[][]): MatrixInput => ({
    data: Float64Array.from(X.flatMap((row) => [...row, ...row.map((value) => value * value)])),
    rows: X.length,
    cols: 2 * (X[0]?.length ?? 0),
  });
  *transformBlocks(X: number[][]): Generator<MatrixInput> {
    for (let i = 0; i < X.length; i += 2) {
      this.blocks++;
      yield this.transform(X.slice(i, i + 2));
    }
  }
}

/** One column for each letter, sparse. */
export class Letters {
  static readonly format = "test.Letters";
  featureNames = Array.from({ length: 26 }, (_, j) => String.fromCharCode(97 + j));
  fit = (): this => this;
  transform(texts: readonly string[]): MatrixInput {
    const rows = texts.map((text) =>
      [...new Set(text)].map((letter) => letter.charCodeAt(0) - 97).sort((a, b) => a - b),
    );
    const indptr = [0];
    for (const row of rows) indptr.push((indptr.at(-1) as number) + row.length);
    const indices = rows.flat();
    return { indptr, indices, data: indices.map(() => 1), rows: texts.length, cols: 26 };
  }
  toJSON = () => ({ format: Letters.format });
  static fromJSON = () => new Letters();
}

export const people: Person[] = [
  { age: 22, sex: "male" },
  { age: 38, sex: "female" },
  { age: 26, sex: "female" },
  { age: 35, sex: "male" },
  { age: 54, sex: "male" },
  { age: 2, sex: "male" },
  { age: 27, sex: "female" },
  { age: 14, sex: "female" },
];
export const survived = ["no", "yes", "yes", "no", "no", "yes", "yes", "yes"];
