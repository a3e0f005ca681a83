// Refusals of rosenblatt/hebb; an associator is unchanged after each.
import { KindError, ShapeError, StateError, ValueError } from "../../src/base/errors.js";
import { HebbianAssociator } from "../../src/hebb/index.js";
import { vast } from "../support/bad-values.js";
import { describeCores } from "../support/cores.js";
import { refusalTable, wrong } from "../support/refusals.js";

const { refused, check } = refusalTable<{ model: HebbianAssociator; blank: HebbianAssociator }>();
const typed = (...data: number[]) => ({ data: Float64Array.from(data), rows: 2, cols: data.length / 2 });
const ones = [[1], [1]];

refused(StateError, "NOT_FITTED", {
  "HebbianAssociator.recall: — before fit": ({ blank }) => blank.recall([[1]]),
  "HebbianAssociator.toJSON: — before fit": ({ blank }) => blank.toJSON(),
});
const file = (changes: object) => () =>
  HebbianAssociator.fromJSON({ ...new HebbianAssociator().fit([[1]], [[1]]).toJSON(), ...changes });
refused(ValueError, "MODEL_FILE", {
  "HebbianAssociator.fromJSON: version is the number 2": file({ version: 2 }),
  'HebbianAssociator.fromJSON: dtype is the string "f16"': file({ dtype: "f16" }),
  "HebbianAssociator.fromJSON: it has no weights — rows without any": file({ weights: [[], []] }),
  "HebbianAssociator.fromJSON: weights[1] has length 1, and 2": file({ weights: [[1, 2], [1]] }),
  "HebbianAssociator.fromJSON: weights[0][0] is null": file({ weights: [[null]] }),
  "HebbianAssociator.fromJSON: unknown key — a later version's": file({ more: 1 }),
});
refused(ValueError, "OPTION_VALUE", { "HebbianAssociator.fromJSON: eta — 0": file({ options: { eta: 0 } }) });
refused(ShapeError, "LENGTH", {
  "HebbianAssociator.fit: Y has 2 rows — for 1": ({ model }) => model.fit([[1]], [[1], [2]]),
});
refused(ValueError, "NOT_FINITE", {
  "HebbianAssociator.fit: row 1, column 1 of Y is NaN": ({ model }) => model.fit(ones, typed(0, 0, 0, NaN)),
  "HebbianAssociator.fit: row 1, column 0 of X is NaN": ({ model }) => model.fit(typed(0, NaN), ones),
});
refused(ValueError, "OPTION_VALUE", {
  "new HebbianAssociator: eta — 0": () => new HebbianAssociator({ eta: 0 }),
});
refused(KindError, "UNKNOWN_OPTION", {
  "new HebbianAssociator: did you mean eta? — eta0": () => new HebbianAssociator(wrong({ eta0: 1 })),
});
refused(ValueError, "OVERFLOW", {
  "HebbianAssociator.fit: f64": () => new HebbianAssociator({ eta: 1e300 }).fit([[1e300]], [[1]]),
});
refused(ShapeError, "OUTPUT_COUNT", {
  "HebbianAssociator.partialFit: 2 columns — not 1": ({ model }) => model.partialFit([[1]], [[1, 2]]),
});
refused(ShapeError, "FEATURE_COUNT", {
  "HebbianAssociator.recall: 2 features — not 1": ({ model }) => model.recall([[1, 2]]),
});
refused(KindError, "NOT_A_NUMBER", {
  "HebbianAssociator.fit: row 0, column 0 of Y — a symbol": ({ model }) =>
    model.fit([[1]], wrong([[Symbol()]])),
  "HebbianAssociator.fit: row 0, column 0 of Y — a string": ({ model }) => model.fit([[1]], wrong([["a"]])),
});
refused(ValueError, "TOO_LARGE", {
  "HebbianAssociator.fit: GiB": ({ model }) =>
    model.fit(Array(70_000).fill([1]), vast(new Float64Array(70_000)) as Float64Array[]),
});

describeCores("refusals, an associator", () => {
  check({
    make: () => ({ model: new HebbianAssociator().fit([[1]], [[1]]), blank: new HebbianAssociator() }),
    written: ({ model }) => [...model.weights.data],
  });
});
