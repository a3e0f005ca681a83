// Refusals of rosenblatt/network: layers that are none or do not chain, what upstart cannot learn.
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { compile } from "../../src/logic/index.js";
import { fromLogic, parity, ThresholdNetwork, upstart } from "../../src/network/index.js";
import { vast } from "../support/bad-values.js";
import { describeCores } from "../support/cores.js";
import { refusalTable, wrong } from "../support/refusals.js";

const { refused, check } = refusalTable();
const W = [[1], [1]];

refused(KindError, "LAYERS", {
  "new ThresholdNetwork: — no layers": () => new ThresholdNetwork([]),
  "new ThresholdNetwork: — no array": () => new ThresholdNetwork(wrong({})),
});
refused(ShapeError, "LAYERS_CHAIN", {
  "new ThresholdNetwork: layer 1 — 2 inputs behind 1 output": () => new ThresholdNetwork([{ W }, { W }]),
});
refused(ShapeError, "LENGTH", {
  "new ThresholdNetwork: b of layer 0 — a bias too many": () => new ThresholdNetwork([{ W, b: [1, 2] }]),
});
refused(ValueError, "NOT_FINITE", {
  "new ThresholdNetwork: row 1, column 0 of W of layer 0 is NaN": () =>
    new ThresholdNetwork([{ W: [[1], [Number.NaN]] }]),
  "new ThresholdNetwork: row 1, column 0 of W of layer 0 is Infinity — typed": () =>
    new ThresholdNetwork([{ W: { data: Float64Array.of(1, Infinity), rows: 2, cols: 1 } }]),
});
refused(ValueError, "OPTION_VALUE", {
  'new ThresholdNetwork: step of layer 0 is the string "relu"; expected "heaviside" or "sgn"': () =>
    new ThresholdNetwork([{ W, step: wrong("relu") }]),
  "parity: 0": () => parity(0),
});
refused(KindError, "OPTION_KIND", { 'parity: "3"': () => parity(wrong("3")) });
refused(KindError, "UNKNOWN_OPTION", {
  'new ThresholdNetwork: "bias" — for b': () => new ThresholdNetwork([wrong({ W, bias: [1] })]),
  'upstart: "seed"': () => upstart([[0]], [1], wrong({ seed: 1 })),
});
refused(KindError, "OPTIONS", {
  "new ThresholdNetwork: undefined — for a layer": () =>
    new ThresholdNetwork(wrong([{ W }, undefined, { W }])),
});
refused(ShapeError, "SHAPE_MISMATCH", {
  "ThresholdNetwork.forward: [1×3]": () => new ThresholdNetwork([{ W }]).forward([[1, 2, 3]]),
  "ThresholdNetwork.predict: [1×3]": () => new ThresholdNetwork([{ W }]).predict([[1, 2, 3]]),
});
refused(KindError, "LAYERS", {
  "ThresholdNetwork.fromJSON: — without layers": () =>
    ThresholdNetwork.fromJSON({
      format: "rosenblatt.threshold-network",
      version: 1,
      dtype: "f64",
      layers: [],
    }),
});
refused(KindError, "WRONG_KIND", {
  "fromLogic: the description is null": () => fromLogic(wrong(null)),
});
refused(ValueError, "MODEL_FILE", {
  "ThresholdNetwork.fromJSON: — of another object": () => ThresholdNetwork.fromJSON({ layers: [] }),
});
refused(ValueError, "TOO_LARGE", {
  "new ThresholdNetwork: GiB": () =>
    new ThresholdNetwork([{ W: vast(new Float64Array(70_000)) as Float64Array[] }]),
});
refused(ValueError, "NO_INPUTS", { "fromLogic: — of a constant": () => fromLogic(compile("true")) });

refused(ValueError, "INCONSISTENT", {
  "upstart: rows 0 and 2 of X — with two answers": () => upstart([[0], [1], [0]], [0, 1, 1]),
});
refused(ValueError, "NOT_A_BIT", {
  "upstart: row 0, column 1 of X — 2": () => upstart([[0, 2]], [1]),
  "upstart: y[0] — -1": () => upstart([[0]], [-1]),
});
refused(KindError, "LABELS_ARE_A_MATRIX", {
  "upstart: y — [n×1], which is not an array of nothing": () => upstart([[0]], wrong([[1]])),
});

describeCores("refusals, networks", () => check());
