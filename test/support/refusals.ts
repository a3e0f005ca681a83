/**
 * The one format of all tables of refusals: calls that must be refused, under the class and the code of their error.
 *
 *     refused(ValueError, "NOT_FINITE", {
 *       "Perceptron.fit: row 1, column 0 of X — NaN in a typed row": () => new Perceptron().fit(X, y),
 *     });
 *
 * A title names the method that is called, then what the text of the error must hold and, behind a dash, what is wrong,
 * for the reader. The words of each text are compared once, in the tables of `refusals/texts`, whose titles are whole texts.
 */
import { expect, it } from "vitest";
import type { KindError, ShapeError, StateError, ValueError } from "../../src/base/errors.js";

export type ErrorClass = typeof KindError | typeof ShapeError | typeof StateError | typeof ValueError;

/** A call of a table; `models` is what the table's setup makes for it. */
export type Call<M> = (models: M) => unknown;

export interface Row<M> {
  readonly type: ErrorClass;
  readonly code: string;
  readonly title: string;
  readonly call: Call<M>;
  readonly ends: "throws" | "rejects";
}

/** What the calls of a table are given, and all of it that they must leave as it was. */
export interface Setup<M> {
  make(): M | Promise<M>;
  written(models: M): unknown;
}

/** Places that take the same kind of value, by `method` or `method: argument`. */
export type Places<M> = Record<string, (models: M, value: never) => unknown>;

/** Adds a row of a bad value, for one place; `title` begins behind the method. */
export type Bad = (type: ErrorClass, code: string, title: string, value: unknown) => void;

export function refusalTable<M = void>() {
  const rows: Row<M>[] = [];
  const adds =
    (ends: Row<M>["ends"]) =>
    (type: ErrorClass, code: string, calls: Record<string, Call<M>>): void => {
      for (const [title, call] of Object.entries(calls)) rows.push({ type, code, title, call, ends });
    };
  const meets =
    (add: ReturnType<typeof adds>) =>
    (places: Places<M>, values: (bad: Bad, name: string, place: string) => void): void => {
      for (const [place, take] of Object.entries(places)) {
        const [method, name = ""] = place.split(": ") as [string, string?];
        const bad: Bad = (type, code, title, value) =>
          add(type, code, { [`${method}: ${title}`]: (models) => take(models, value as never) });
        values(bad, name, place);
      }
    };
  const [refused, rejected] = [adds("throws"), adds("rejects")];
  return {
    rows,
    /** Adds calls that throw. */
    refused,
    /** Adds calls that return a promise, which rejects. */
    rejected,
    /** Lets every place meet each bad value that `values` tells, and throw. */
    meet: meets(refused),
    /** The same, for places that reject. */
    meetAsync: meets(rejected),
    /** Runs every row. */
    check: (setup?: Setup<M>): void => {
      it.each(rows)("$code: $title", rowCheck(setup));
    },
  };
}

/**
 * @returns what runs a row: it holds twice over, and leaves everything as it was. The next row is then given the same; behind
 *   one that fails it is given what is made anew
 */
export function rowCheck<M>(setup?: Setup<M>): (row: Row<M>) => Promise<void> {
  let asMade: { readonly models: M; readonly before: unknown } | undefined;
  return async (row) => {
    const models = asMade?.models ?? ((await setup?.make()) as M);
    const before = asMade ? asMade.before : setup?.written(models);
    asMade = undefined;
    for (let round = 0; round < 2; round++) await checkEnd(row, models);
    expect(setup?.written(models)).toEqual(before);
    asMade = { models, before };
  };
}

async function checkEnd<M>({ type, code, title, call, ends }: Row<M>, models: M): Promise<void> {
  const [, method, held = ""] = title.match(/^(.*?): (.*?)(?: ?— .*)?$/s) as [string, string, string?];
  const { ends: ended, error } = await endOf(() => call(models));
  const message = error?.message ?? "";
  expect({ ...error, ends: ended, type: error?.constructor }).toMatchObject({ ends, type, code, method });
  expect(message.slice(0, method.length + 2)).toBe(`${method}: `);
  expect(message).toContain(held);
}

export interface End {
  readonly ends: Row<never>["ends"] | "returns";
  readonly error?: Error;
}

/** How a call ends: a function that throws is told from one whose promise rejects. */
export async function endOf(call: () => unknown): Promise<End> {
  let result: unknown;
  try {
    result = call();
  } catch (error) {
    return { ends: "throws", error: error as Error };
  }
  return Promise.resolve(result).then(
    () => ({ ends: "returns" }),
    (error) => ({ ends: "rejects", error }),
  );
}

/** A value that the types forbid and JavaScript allows. */
export const wrong = (value: unknown) => value as never;

/** A function as it is called without types. */
export const untyped = (call: (...values: never[]) => unknown) => call as (...values: unknown[]) => unknown;
