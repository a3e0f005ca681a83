// The texts of table.
import { ValueError } from "../../../src/base/errors.js";
import { Table } from "../../../src/table/index.js";
import { refused } from "./table.js";

const people = new Table({ Age: [31, null], Sex: ["male", ""] });

refused(ValueError, "NO_COLUMN", {
  'Table.column: the table has no column "age"; did you mean "Age"?': () => people.column("age"),
  'Table.labels: the table has no column "Survived"; its columns are "Age", "Sex"': () =>
    people.labels("Survived"),
});
refused(ValueError, "MISSING_LABEL", {
  'Table.labels: line 2: "Sex" is empty; a label is needed in each row': () => people.labels("Sex"),
});
