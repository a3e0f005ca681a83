import { expect, it } from "vitest";
import type { KindError, ShapeError, ValueError } from "../../src/base/errors.js";

/** A bad call, and the exact error that it is to meet: class, code, text. */
export type Refusal = [
  call: () => unknown,
  kind: typeof KindError | typeof ValueError | typeof ShapeError,
  code: string,
  text: string,
];

/** A call as a user without types may make it. */
export const untyped = (call: (...values: never[]) => unknown) =>
  call as unknown as (...values: unknown[]) => unknown;

export function expectRefusals(cases: readonly Refusal[]): void {
  it.each(cases.map(([call, kind, code, text]) => ({ call, kind, code, text })))(
    "refuses: $text",
    ({ call, kind, code, text }) => {
      let thrown: unknown;
      try {
        call();
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(kind);
      expect(thrown).toMatchObject({ code, message: text });
    },
  );
}
