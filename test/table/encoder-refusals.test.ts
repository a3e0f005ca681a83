// Refusals of TableEncoder: options, tables, records, and files that somebody has changed.
import { KindError, ShapeError, StateError, ValueError } from "../../src/base/errors.js";
import { Table, TableEncoder } from "../../src/table/index.js";
import { refusalTable, wrong } from "../support/refusals.js";

const table = new Table({
  Age: [20, null, 40],
  Sex: ["male", "female", "male"],
  Day: ["2020-01-31", "", "2020-02-01"],
});
const saved = JSON.stringify(new TableEncoder().fit(table));
const { refused, check } = refusalTable<{ encoder: TableEncoder }>();
const encode = (options: object) => new TableEncoder(wrong(options)).fit(table);

refused(KindError, "UNKNOWN_OPTION", {
  'new TableEncoder: there is no option "type"; did you mean types?': () => encode({ type: {} }),
});
refused(KindError, "OPTION_KIND", {
  "new TableEncoder: types is an array; expected an object": () => encode({ types: ["x"] }),
  "new TableEncoder: ignore is the string": () => encode({ ignore: "Age" }),
  "new TableEncoder: features[0] is the number 1; expected a string": () => encode({ features: [1] }),
  "new TableEncoder: dayFirst is the number 1": () => encode({ dayFirst: 1 }),
});
refused(ValueError, "OPTION_VALUE", {
  'new TableEncoder: types.Age is the string "float"': () => encode({ types: { Age: "float" } }),
  "new TableEncoder: hashCols is the number 0": () => encode({ hashCols: 0 }),
  "new TableEncoder: maxCategories is the number 1.5": () => encode({ maxCategories: 1.5 }),
  'new TableEncoder: dtype is the string "f16"': () => encode({ dtype: "f16" }),
});
refused(ValueError, "NO_COLUMN", {
  'TableEncoder.fit: the table has no column "age"; did you mean "Age"?': () => encode({ features: ["age"] }),
  'TableEncoder.fit: the table has no column "day" — in ignore, which would leave the label in': () =>
    encode({ ignore: ["day"] }),
  'TableEncoder.fit: the table has no column "sex" — in types': () => encode({ types: { sex: "text" } }),
  'TableEncoder.transform: the table has no column "Sex"': ({ encoder }) =>
    encoder.transform(table.without("Sex")),
  'TableEncoder.partialFit: the table has no column "Sex"': ({ encoder }) =>
    encoder.partialFit(table.without("Sex")),
  'TableEncoder.transformOne: the table has no column "age"': ({ encoder }) =>
    encoder.transformOne({ age: 3 }),
});
refused(StateError, "NOT_FITTED", {
  "TableEncoder.transform: this model has learned nothing yet": () => new TableEncoder().transform(table),
  "TableEncoder.transformOne: — before a fit": () => new TableEncoder().transformOne({ Age: 3 }),
  "TableEncoder.featureNames: — before a fit": () => new TableEncoder().featureNames,
  "TableEncoder.toJSON: — of batches without a row": () =>
    new TableEncoder().partialFit(new Table({ x: [] })).toJSON(),
});
refused(StateError, "NO_TRAINING", {
  "TableEncoder.partialFit: the model was saved without its training": () =>
    TableEncoder.fromJSON(JSON.parse(saved)).partialFit(table),
});
refused(ShapeError, "EMPTY", {
  "TableEncoder.fit: the table is empty": () => new TableEncoder().fit(new Table({ x: [] })),
});
refused(ShapeError, "NO_COLUMNS", {
  'TableEncoder.fit: no column becomes a feature: "x"': () =>
    new TableEncoder().fit(new Table({ x: [null, null] })),
  "TableEncoder.fit: no column becomes a feature: there is none": () => encode({ features: [] }),
});
refused(KindError, "WRONG_KIND", {
  "TableEncoder.fit: the table is an array; expected a Table": () => new TableEncoder().fit(wrong([[1, 2]])),
  "TableEncoder.transform: the table is undefined": ({ encoder }) => encoder.transform(wrong(undefined)),
  "TableEncoder.transformOne: the record is an array": ({ encoder }) => encoder.transformOne(wrong([3])),
  'TableEncoder.transformOne: "Age" is an object': ({ encoder }) => encoder.transformOne(wrong({ Age: {} })),
  'TableEncoder.transformOne: "Day" is a Date — an invalid one': ({ encoder }) =>
    encoder.transformOne({ Day: new Date(Number.NaN) }),
});
refused(ValueError, "NOT_FINITE", {
  'TableEncoder.transformOne: "Age" is Infinity': ({ encoder }) => encoder.transformOne({ Age: Infinity }),
});
refused(ValueError, "TABLE", {
  'TableEncoder.transformOne: "Age" is "old"; expected a number': ({ encoder }) =>
    encoder.transformOne({ Age: "old" }),
  'TableEncoder.transformOne: "Day" is "soon"; expected a date': ({ encoder }) =>
    encoder.transformOne({ Day: "soon" }),
  'TableEncoder.transform: line 2: "Age" is "x"; expected a number': ({ encoder }) =>
    encoder.transform(new Table({ Age: ["3", "x"], Sex: ["", ""], Day: ["", ""] })),
  'TableEncoder.fit: line 3: "x" is "b"; expected a date — where the first was one': () =>
    new TableEncoder({ types: { x: "date" } }).fit(new Table({ x: ["2020-01-31", "", "b"] })),
});
refused(ValueError, "COLUMN_KIND", {
  'TableEncoder.partialFit: "x" has texts, and numbers in the batches before': () =>
    new TableEncoder().partialFit(new Table({ x: [1, 2] })).partialFit(new Table({ x: ["a", "b"] })),
});
refused(ValueError, "DATE_ORDER", {
  'TableEncoder.fit: "d" has dates such as "03/04/2020"': () =>
    new TableEncoder().fit(new Table({ d: ["03/03/2020", "03/04/2020"] })),
});

/** What is set in the file, by its path, and what is then said of it. */
const damages: Record<string, [path: string, value: unknown]> = {
  "— another class": ["format", "rosenblatt.Pipeline"],
  "version is the number 2": ["version", 2],
  "columns is an object": ["columns", {}],
  "no column becomes a feature": ["columns", []],
  "columns[0] is null": ["columns.0", null],
  'columns[0].type is the string "__proto__"': ["columns.0.type", "__proto__"],
  "columns[0] lacks mean": ["columns.0.mean", undefined],
  "columns[0] has an unknown key odd": ["columns.0.odd", 1],
  "columns[0].deviation is the number 0": ["columns.0.deviation", 0],
  "columns[0].mean is null": ["columns.0.mean", null],
  "columns[0].isText is the number 1": ["columns.0.isText", 1],
  "columns[1].categories is an object": ["columns.1.categories", {}],
  "columns[1].categories[0] is the number 1": ["columns.1.categories", [1]],
  "columns[1].categories names one twice": ["columns.1.categories", ["a", "a"]],
  'columns[2].order is the string "ydm"': ["columns.2.order", "ydm"],
  "columns[2].trend is the number 3": ["columns.2.trend", 3],
  'two columns are called "Age"': ["columns.1.name", "Age"],
};

function damaged(path: string, value: unknown): unknown {
  const file = JSON.parse(saved);
  const keys = path.split(".");
  const last = keys.pop() as string;
  keys.reduce((part, key) => part[key], file)[last] = value;
  return JSON.parse(JSON.stringify(file));
}

refused(ValueError, "MODEL_FILE", {
  "TableEncoder.fromJSON: not a saved model of this version: it is a string": () =>
    TableEncoder.fromJSON(saved),
  "TableEncoder.fromJSON: — null": () => TableEncoder.fromJSON(null),
});
for (const [title, [path, value]] of Object.entries(damages)) {
  refused(ValueError, "MODEL_FILE", {
    [`TableEncoder.fromJSON: ${title}`]: () => TableEncoder.fromJSON(damaged(path, value)),
  });
}

check({
  make: () => ({ encoder: new TableEncoder().fit(table) }),
  written: ({ encoder }) => JSON.stringify(encoder),
});
