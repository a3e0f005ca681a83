// Refusals of rosenblatt/table.
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { Table } from "../../src/table/index.js";
import { refusalTable, wrong } from "../support/refusals.js";

const { refused, check } = refusalTable();
const people = new Table({ Age: [31, null, 4], Sex: ["male", "", "male"] });
const make = (columns: unknown) => new Table(wrong(columns));

refused(KindError, "WRONG_KIND", {
  "new Table: columns is undefined; expected an object of columns": () => make(undefined),
  "new Table: the name of a column is the number 1; expected a string — rows of numbers": () =>
    make([[1, 2]]),
  'new Table: column "x" is the number 3; expected an array': () => make({ x: 3 }),
  'new Table: column "x"[1] is an object; expected a text — a cell that is an object': () =>
    make({ x: ["a", {}] }),
  'new Table: column "x" is an object; expected an array — a code that the dictionary does not have': () =>
    make({ x: { dictionary: ["a"], codes: Uint32Array.of(1) } }),
});
refused(ValueError, "DUPLICATE_NAME", {
  'new Table: the name "x" occurs twice': () =>
    make([
      ["x", [1]],
      ["x", [2]],
    ]),
  'Table.select: the name "Age" occurs twice': () => people.select(["Age", "Age"]),
});
refused(ShapeError, "LENGTH", {
  'new Table: column "y" has 1 element; expected 2, one per row of the first column': () =>
    make({ x: [1, 2], y: ["a"] }),
});
refused(ValueError, "NOT_FINITE", {
  'new Table: column "x"[1] is Infinity; expected a finite number': () => make({ x: [1, Infinity] }),
});
refused(ValueError, "NO_COLUMN", {
  'Table.select: the table has no column "age"; did you mean "Age"?': () => people.select(["Sex", "age"]),
  'Table.without: the table has no column "x"': () => people.without("x"),
});
refused(ValueError, "OPTION_VALUE", {
  "Table.lineOf: row is the number 3; expected an integer from 0 to 2": () => people.lineOf(3),
  "Table.take: a row is the number -1; expected an integer from 0 to 2": () => people.take([0, -1]),
  "Table.record: row is the number 0.5": () => people.record(0.5),
});
refused(ValueError, "MISSING_LABEL", {
  'Table.labels: line 2: "Age" is empty — a missing number': () => people.labels("Age"),
});

check();
