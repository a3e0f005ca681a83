// Refusals of the association layer: options, samples, files.
import { KindError, ShapeError, StateError, ValueError } from "../../src/base/errors.js";
import { AssociationLayer, type AssociationLayerOptions } from "../../src/features/index.js";
import { refusalTable, wrong } from "../support/refusals.js";

interface Layers {
  blank: AssociationLayer;
  layer: AssociationLayer;
  loaded: AssociationLayer;
}
const { refused, check } = refusalTable<Layers>();
const association = (options: AssociationLayerOptions) => new AssociationLayer(options);

refused(KindError, "OPTIONS", { "new AssociationLayer: a Map": () => association(wrong(new Map())) });
refused(KindError, "UNKNOWN_OPTION", {
  "new AssociationLayer: did you mean units? — unit": () => association(wrong({ unit: 4 })),
  'new AssociationLayer: fields: there is no option "depth"': () =>
    association({ fields: wrong({ width: 2, height: 2, depth: 2 }) }),
  'new AssociationLayer: fields: there is no option "width" — beside fan': () =>
    association({ fields: wrong({ fan: 2, width: 2 }) }),
});
refused(KindError, "OPTION_KIND", {
  "new AssociationLayer: units — a string": () => association(wrong({ units: "9" })),
  "new AssociationLayer: activation — a function": () => association(wrong({ activation: Math.sign })),
  "new AssociationLayer: fields — a number": () => association(wrong({ fields: 9 })),
  "new AssociationLayer: fields — null": () => association(wrong({ fields: null })),
  "new AssociationLayer: fields.fan — a string": () => association(wrong({ fields: { fan: "9" } })),
  "new AssociationLayer: fields.height is undefined": () => association(wrong({ fields: { width: 9 } })),
  "new AssociationLayer: fields.size[1] — a string": () =>
    association(wrong({ fields: { width: 9, height: 9, size: [2, "3"] } })),
  "new AssociationLayer: jitter — a boolean": () => association(wrong({ jitter: true })),
  "new AssociationLayer: randomState — null": () => association(wrong({ randomState: null })),
  "new AssociationLayer: cacheBytes — a string": () => association(wrong({ cacheBytes: "1 MB" })),
});
refused(ValueError, "OPTION_VALUE", {
  "new AssociationLayer: units is the number 0": () => association({ units: 0 }),
  "new AssociationLayer: units is the number 16777217": () => association({ units: 2 ** 24 + 1 }),
  'new AssociationLayer: activation is the string "tanh"': () => association(wrong({ activation: "tanh" })),
  'new AssociationLayer: fields is the string "some"': () => association(wrong({ fields: "some" })),
  "new AssociationLayer: fields.fan is the number 2.5": () => association({ fields: { fan: 2.5 } }),
  "new AssociationLayer: fields.width is the number 0": () =>
    association({ fields: { width: 0, height: 3 } }),
  "new AssociationLayer: fields.size is the number -1": () =>
    association({ fields: { width: 3, height: 3, size: -1 } }),
  "new AssociationLayer: fields.size is an array — three sides": () =>
    association({ fields: { width: 3, height: 3, size: wrong([1, 2, 3]) } }),
  "new AssociationLayer: fields.size[1] is the number 2; expected an integer from 3 on": () =>
    association({ fields: { width: 3, height: 3, size: [3, 2] } }),
  "new AssociationLayer: jitter is the number -1": () => association({ jitter: -1 }),
  "new AssociationLayer: jitter is the number Infinity": () => association({ jitter: Infinity }),
  "new AssociationLayer: thresholds is the number NaN": () => association({ thresholds: Number.NaN }),
  "new AssociationLayer: randomState is the number -1": () => association({ randomState: -1 }),
  "new AssociationLayer: cacheBytes is the number -1": () => association({ cacheBytes: -1 }),
  "AssociationLayer.fit: fields.fan is the number 33; expected at most 32, 16 for each input": () =>
    association({ fields: { fan: 33 } }).fit([[1, 2]]),
});
refused(KindError, "NOT_A_VECTOR", {
  "new AssociationLayer: thresholds — a string": () => association(wrong({ thresholds: "0" })),
  "AssociationLayer.transformOne: x is the number 3": ({ layer }) => layer.transformOne(wrong(3)),
  "AssociationLayer.transformOne: x is an object — of two rows": ({ layer }) =>
    layer.transformOne({ data: [1, 2, 3, 4], rows: 2, cols: 2 }),
});
refused(KindError, "NOT_A_NUMBER", {
  "new AssociationLayer: thresholds[1] — a string": () =>
    association(wrong({ units: 2, thresholds: [1, "2"] })),
  "AssociationLayer.transformOne: x[1] is null": ({ layer }) => layer.transformOne(wrong([1, null])),
});
refused(ShapeError, "LENGTH", {
  "new AssociationLayer: thresholds has 2 elements; expected 3, one per unit": () =>
    association({ units: 3, thresholds: [1, 2] }),
});
refused(ShapeError, "NO_COLUMNS", {
  "AssociationLayer.transformOne: x has no columns": () =>
    association({ units: 2, thresholds: 0 }).transformOne([]),
});
refused(StateError, "NOT_FITTED", {
  "AssociationLayer.transform: call fit first": ({ blank }) => blank.transform([[1, 2]]),
  "AssociationLayer.transformBlocks: call fit first": ({ blank }) => [...blank.transformBlocks([[1, 2]])],
  "AssociationLayer.transformOne: call fit first": ({ blank }) => blank.transformOne([1, 2]),
});
refused(StateError, "NO_TRAINING", {
  "AssociationLayer.partialFit: the model was saved without its training": ({ loaded }) =>
    loaded.partialFit([[1, 2]]),
});
refused(ShapeError, "FEATURE_COUNT", {
  "AssociationLayer.transform: the input has 3 features": ({ layer }) => layer.transform([[1, 2, 3]]),
  "AssociationLayer.transformBlocks: the input has 3 features": ({ layer }) => [
    ...layer.transformBlocks([[1, 2, 3]]),
  ],
  "AssociationLayer.transformOne: the input has 1 feature": ({ layer }) => layer.transformOne([1]),
  "AssociationLayer.partialFit: the input has 3 features": ({ layer }) => layer.partialFit([[1, 2, 3]]),
  "AssociationLayer.fit: an image of 2×2 pixels has 4": () =>
    association({ fields: { width: 2, height: 2 } }).fit([[1, 2, 3]]),
});
refused(ValueError, "NOT_FINITE", {
  "new AssociationLayer: thresholds[0] is NaN": () => association({ units: 1, thresholds: [Number.NaN] }),
  "AssociationLayer.fit: row 1, column 0 of X is NaN": ({ layer }) =>
    layer.fit([Float64Array.of(1, 2), Float64Array.of(Number.NaN, 2)]),
  "AssociationLayer.transform: row 0, column 1 of X is Infinity": ({ layer }) =>
    layer.transform([Float64Array.of(1, Infinity)]),
  "AssociationLayer.transform: row 0, column 1 of X is NaN": ({ layer }) =>
    layer.transform([[1, Number.NaN]]),
  "AssociationLayer.transformOne: x[0] is NaN": ({ layer }) => layer.transformOne([Number.NaN, 1]),
});
refused(ValueError, "OVERFLOW", {
  "AssociationLayer.fit: a threshold overflowed f64": () =>
    association({}).fit([
      [1e300, 2],
      [-1e300, 4],
    ]),
  "AssociationLayer.transform: the sum of a unit of 2 inputs overflowed f64": ({ layer }) =>
    layer.transform([[1.7e308, 1.7e308]]),
  "AssociationLayer.transformOne: a unit's sum overflowed f64": ({ layer }) =>
    layer.transformOne([1.7e308, 1.7e308]),
});
refused(KindError, "NOT_A_MATRIX", {
  "AssociationLayer.fit: X is undefined": ({ layer }) => layer.fit(wrong(undefined)),
});
refused(ShapeError, "EMPTY", {
  "AssociationLayer.transform: X is empty": ({ layer }) => layer.transform([]),
});
const savedLayer = (changes: object, fitted: object = {}) => {
  const saved = new AssociationLayer({ units: 2, dtype: "f32" })
    .fit([
      [1, 2],
      [2, 1],
    ])
    .toJSON();
  return { ...saved, fitted: { ...saved.fitted, ...fitted }, ...changes };
};
const readLayer = (changes: object, fitted: object = {}) =>
  AssociationLayer.fromJSON(savedLayer(changes, fitted));
refused(ValueError, "MODEL_FILE", {
  "AssociationLayer.fromJSON: JSON.parse it first": () => AssociationLayer.fromJSON("{}"),
  "AssociationLayer.fromJSON: format": () => readLayer({ format: "rosenblatt.FeatureHasher" }),
  "AssociationLayer.fromJSON: version is the number 9": () => readLayer({ version: 9 }),
  "AssociationLayer.fromJSON: unknown key extra": () => readLayer({ extra: 1 }),
  "AssociationLayer.fromJSON: fitted is null": () => readLayer({ fitted: null }),
  "AssociationLayer.fromJSON: fitted has an unknown key more": () => readLayer({}, { more: 1 }),
  "AssociationLayer.fromJSON: fitted.features is the number 0.5": () => readLayer({}, { features: 0.5 }),
  "AssociationLayer.fromJSON: fitted.dtype — of another type than the options say": () =>
    readLayer({}, { dtype: "f64" }),
  "AssociationLayer.fromJSON: fitted.thresholds is no array of 2 numbers": () =>
    readLayer({}, { thresholds: [1] }),
  "AssociationLayer.fromJSON: fitted.thresholds[1] is the number 0.1, which is no finite f32": () =>
    readLayer({}, { thresholds: [1, 0.1] }),
  "AssociationLayer.fromJSON: fitted.thresholds[0] is null": () => readLayer({}, { thresholds: [null, 1] }),
  "AssociationLayer.fromJSON: options.thresholds is a number": () =>
    readLayer({ options: { units: 2, thresholds: 3 } }),
});
refused(ValueError, "OPTION_VALUE", {
  "AssociationLayer.fromJSON: units": () => readLayer({ options: { units: 2.5 } }),
});

check({
  make: () => ({
    blank: new AssociationLayer(),
    layer: new AssociationLayer({ units: 40, fields: { fan: 2 } }).fit([
      [1, 2],
      [3, 5],
    ]),
    loaded: AssociationLayer.fromJSON(new AssociationLayer({ units: 3 }).fit([[1, 2]]).toJSON()),
  }),
  written: (layers) => JSON.stringify(layers),
});
