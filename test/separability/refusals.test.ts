// Refusals of separability, separabilityAsync and verifyCertificate.
import { expect, test } from "vitest";
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { separability, separabilityAsync, verifyCertificate } from "../../src/separability/index.js";
import { refusalTable, untyped } from "../support/refusals.js";

const { refused, rejected, check } = refusalTable();
const [call, later, verify] = [untyped(separability), untyped(separabilityAsync), untyped(verifyCertificate)];
const X = [[0], [1]];
const y = [0, 1];
const certificate = { counts: [1n, 1n] };

refused(KindError, "NOT_A_MATRIX", { "separability: X — a number": () => call(7, [0]) });
refused(ShapeError, "EMPTY", { "separability: X — no rows": () => call([], []) });
refused(ShapeError, "NO_COLUMNS", { "separability: X — no columns": () => call([[], []], y) });
refused(ShapeError, "RAGGED_ROWS", {
  "separability: row 1 of X — too long": () => call([[1], [1, 2]], y),
  "verifyCertificate: row 1 of X — too short": () => verify([[0], []], y, certificate),
});
refused(KindError, "NOT_A_NUMBER", {
  "separability: row 0, column 0 of X — a string": () => call([["1"], [2]], y),
});
refused(ValueError, "NOT_FINITE", {
  "separability: row 1, column 0 of X is NaN": () => call([[0], [Number.NaN]], y),
  "separability: row 0, column 0 of X is -Infinity — in a typed row": () =>
    call([Float32Array.of(-Infinity)], [1]),
  "separability: y[1] is NaN": () => call(X, [0, Number.NaN]),
});
refused(KindError, "NOT_LABELS", { "separability: y — a number": () => call(X, 1) });
refused(ShapeError, "LENGTH", { "separability: y — one label for 2 rows": () => call(X, [1]) });
refused(KindError, "LABELS_ARE_A_MATRIX", { "separability: y — a matrix": () => call(X, [[0], [1]]) });
refused(KindError, "LABEL_KIND", { "separability: y[1] — an object": () => call(X, [0, {}]) });
refused(KindError, "LABELS_MIXED", {
  "separability: y[1] — a string behind a number": () => call(X, [0, "1"]),
});
refused(ValueError, "TOO_MANY_CLASSES", {
  'separability: ("a", "b", "c") — three classes': () => call([[0], [1], [2]], ["a", "b", "c"]),
});
refused(ValueError, "ONE_CLASS", {
  'separability: "a" — for each row, of unknown sign': () => call(X, ["a", "a"]),
  "separability: 2 — for each row": () => call(X, [2, 2]),
});
refused(KindError, "UNKNOWN_OPTION", {
  "separability: did you mean fitIntercept? — fitIntercpt": () => call(X, y, { fitIntercpt: false }),
  'separability: "signal" — in a call that nobody can interrupt': () => call(X, y, { signal: {} }),
  'verifyCertificate: "budget"': () => verify(X, y, certificate, { budget: 1 }),
});
refused(KindError, "OPTIONS", { "separability: 7 — for options": () => call(X, y, 7) });
refused(KindError, "OPTION_KIND", {
  "separability: fitIntercept — 1": () => call(X, y, { fitIntercept: 1 }),
  "separability: budget — a string": () => call(X, y, { budget: "9" }),
});
refused(ValueError, "OPTION_VALUE", {
  "separability: budget is the number -1; expected a number of epochs, 0 or greater": () =>
    call(X, y, { budget: -1 }),
  "separability: budget — NaN": () => call(X, y, { budget: Number.NaN }),
});
rejected(ShapeError, "EMPTY", { "separabilityAsync: X — no rows": () => later([], []) });
rejected(KindError, "OPTION_KIND", {
  "separabilityAsync: signal is an object; expected an AbortSignal": () => later([[1]], [1], { signal: {} }),
});

check();

test("undefined is the default of every option", async () => {
  const options = { fitIntercept: undefined, budget: undefined };
  expect(separability(X, [0, 1], options)).toEqual(separability(X, [0, 1]));
  expect(await separabilityAsync(X, [0, 1], { ...options, signal: undefined })).toEqual(
    separability(X, [0, 1]),
  );
});
