// Models from elsewhere, that say what they should not: refused by a typed error, in no time, or read as the root reads them.
import { describe, expect, it } from "vitest";
import { CalibratedModel, calibrate } from "../../src/calibration/index.js";
import { fromUrl, toC, toJavaScript, toLiblinear, toOnnx, toUrl } from "../../src/export/index.js";
import { Message } from "../../src/export/protobuf.js";
import { AssociationLayer } from "../../src/features/index.js";
import { fromLiblinear, fromOnnx, fromScikitLearn } from "../../src/import/index.js";
import { KindError, Perceptron, TLU, ValueError } from "../../src/index.js";
import { packContainer } from "../../src/learn/file/container.js";
import { ThresholdNetwork } from "../../src/network/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { loadModel } from "../../src/predict/index.js";
import { Table, TableEncoder } from "../../src/table/index.js";
import { withHeader } from "../support/files.js";
import { processorTime, thrown } from "../support/thrown.js";

const X = [
  [0, 1],
  [1, 0],
  [1, 1],
];
const model = new Perceptron({ maxIter: 2 }).fit(X, [1, 2, 3]);
/** What neither a template nor a comparison takes: JSON may hold it. */
const odd = { toString: 1, valueOf: 1 };
const saved = () => JSON.parse(JSON.stringify(model));

const ofNetwork = (W: unknown) => ({
  ...{ format: "rosenblatt.threshold-network", version: 1, dtype: "f64" },
  layers: [{ W, b: [0], step: "heaviside" }],
});

function codeOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (!(error instanceof KindError || error instanceof ValueError)) throw error;
    return error.code;
  }
}

describe("an object that cannot be a number or a text", () => {
  const edit = (change: object) => ({ ...saved(), ...change });
  const prediction = (change: object) => edit({ prediction: { ...saved().prediction, ...change } });
  const files = {
    "a weight": prediction({ weights: [[odd, 1]] }),
    "the bias": prediction({ bias: odd }),
    outputs: prediction({ outputs: odd }),
    "a class": edit({ classes: [odd, odd, odd] }),
    "the version": edit({ version: odd }),
    "the format": edit({ format: odd }),
    step: edit({ options: { step: odd } }),
  };
  it.each(Object.entries(files))("is refused in the place of %s, by loadModel and by the root", (_, file) => {
    expect(codeOf(() => loadModel(file))).toBe("MODEL_FILE");
    expect(codeOf(() => Perceptron.fromJSON(file))).toBeDefined();
  });
  it("is refused as a shape in bytes, as a step of a Pipeline and as the size of its model", () => {
    const bytes = withHeader(model.toBytes(), (json) =>
      json.replace('"weights":[3,2]', '"weights":[{"toString":1}]'),
    );
    const steps = { format: "rosenblatt.Pipeline", version: 1, steps: [{ format: odd }, saved()] };
    const sized = packContainer(1, { ...steps, modelBytes: odd }, [model.toBytes()]);
    expect([bytes, steps, sized].map((file) => codeOf(() => loadModel(file)))).toEqual([
      ...["MODEL_FILE", "STEP_CLASS", "STEP_CLASS"],
    ]);
    const { steps: _, ...alone } = steps;
    expect(codeOf(() => loadModel(packContainer(1, { ...alone, modelBytes: odd }, [model.toBytes()])))).toBe(
      "MODEL_FILE",
    );
    expect(codeOf(() => Perceptron.fromBytes(bytes))).toBe("MODEL_FILE");
  });
  it("is refused as a class of scikit-learn", () => {
    const attributes = { classes_: [odd, "a"], coef_: [[1, 2]], intercept_: [0] };
    expect(codeOf(() => fromScikitLearn(attributes))).toBe("LABEL_KIND");
  });
});

// One that looped by forEach or map would take it for a threshold of 0, and for a curve that only a prediction misses.
it("a hole in a list is refused", () => {
  const layer = new AssociationLayer({ units: 2 }).fit(X).toJSON();
  delete layer.fitted?.thresholds[1];
  expect(codeOf(() => AssociationLayer.fromJSON(layer))).toBe("MODEL_FILE");
  const file = calibrate(new Perceptron(), [...X, ...X], [1, 2, 3, 1, 2, 3], { folds: 2 }).toJSON();
  delete file.calibration.curves[1];
  expect(codeOf(() => CalibratedModel.fromJSON(file))).toBe("MODEL_FILE");
});

describe("loadModel reads as the root does", () => {
  it("a unit, a layer and options without a step", () => {
    const network = { ...ofNetwork([[1], [-1]]), layers: [{ W: [[1], [-1]], b: [0] }] };
    expect(loadModel(network).predict(X)).toEqual(ThresholdNetwork.fromJSON(network).predict(X));
    const file = { ...saved(), options: {} };
    expect(loadModel(file).predict(X)).toEqual(Perceptron.fromJSON(file).predict(X));
    const { step: _, ...unit } = new TLU({ weights: [1, 2] }).toJSON();
    expect(loadModel(unit).predict(X)).toEqual(TLU.fromJSON(unit).predict(X));
  });
  it("weights of a TLU and of a network that are of no other type, and biases in a list", () => {
    const unit = new TLU({ weights: Float32Array.of(1, 2) }).toJSON();
    const { layers, ...network } = { ...ofNetwork([[1]]), dtype: "f32" };
    for (const [file, load] of [
      [{ ...unit, weights: [0.1, 1 / 3] }, TLU.fromJSON],
      [{ ...unit, bias: 0.1 }, TLU.fromJSON],
      [{ ...network, layers: [{ ...layers[0], W: [[0.1]] }] }, ThresholdNetwork.fromJSON],
      [{ ...network, layers: [{ W: [[1]] }] }, ThresholdNetwork.fromJSON],
      [{ ...network, layers: [{ W: [[1]], b: [[0]] }] }, ThresholdNetwork.fromJSON],
    ] as const)
      expect([codeOf(() => loadModel(file)), codeOf(() => load(file))]).toEqual(["MODEL_FILE", "MODEL_FILE"]);
  });
  it("true as 1 in a row, but never in a file", () => {
    expect(loadModel(saved()).predict([[true, false]] as never)).toEqual(
      model.predict([[true, false]] as never),
    );
    for (const W of [[[true]], [["1"]], { data: [1], rows: 1, cols: 1 }]) {
      expect(codeOf(() => ThresholdNetwork.fromJSON(ofNetwork(W)))).toBe("MODEL_FILE");
      expect(codeOf(() => loadModel(ofNetwork(W)))).toBe("MODEL_FILE");
    }
    expect(ThresholdNetwork.fromJSON(ofNetwork([["-0"]])).toJSON().layers[0]?.W).toEqual([[-0]]);
  });
  it("classes that fit their outputs: bits for a matrix, and one kind of labels", () => {
    const edit = (classes: unknown, outputs: unknown, weights = [[1], [1]]) => ({
      ...saved(),
      classes,
      prediction: { dtype: "f64", outputs, weights, bias: weights.map(() => 0) },
    });
    for (const file of [
      edit([0, 3], "multioutput"),
      edit(["0", "1"], "multioutput"),
      edit(["a", "b"], ["multiclass"]),
      edit([null, null], "multiclass"),
      edit([0, Infinity], "multiclass"),
      edit([[1], [2]], "multiclass"),
    ])
      expect([codeOf(() => loadModel(file)), codeOf(() => Perceptron.fromJSON(file)) !== undefined]).toEqual([
        "MODEL_FILE",
        true,
      ]);
  });
});

// One that asked nothing of the last step had its methods fail in JavaScript's own words, and ONNX has a number for each type.
it("a Pipeline without a model behind its steps, and an encoder of another type, are refused", () => {
  const table = new Table({ kind: ["x", "y"] });
  const steps = [TableEncoder];
  const file = JSON.parse(
    JSON.stringify(new Pipeline([new TableEncoder(), new Perceptron()]).fit(table, ["a", "b"])),
  );
  const [encoder] = file.steps;
  expect(loadModel(file, { steps }).classes).toEqual(["a", "b"]);
  for (const one of [{ ...file, steps: [encoder] }, { ...file, steps: [encoder, encoder] }, encoder])
    expect(codeOf(() => loadModel(one, { steps }))).toBe("MODEL_FILE");
  encoder.options.dtype = "f16";
  for (const write of [toOnnx, toC, toJavaScript]) expect(codeOf(() => write(file))).toBe("MODEL_FILE");
});

describe("a link", () => {
  it("without a step, of another type, or that does not say whether it scales is refused at once", () => {
    const url = toUrl(model).url;
    const bytes = Buffer.from(url.slice(url.indexOf("=") + 1), "base64url");
    for (const [from, to] of [
      ['"step":"heaviside"', '"step":1'],
      ['"dtype":"f64"', '"dtype":"f16"'],
      ['"scaled":false', '"scaled":0'],
    ] as const) {
      const other = withHeader(Uint8Array.from(bytes), (json) => {
        expect(json).toContain(from);
        return json.replace(from, to);
      });
      const link = `#rosenblatt=${Buffer.from(other).toString("base64url")}`;
      expect(
        codeOf(() => fromUrl(link)),
        to,
      ).toBe("MODEL_FILE");
    }
  });
});

describe("an imported model", () => {
  it("of LIBLINEAR has a whole number of features", () => {
    const text = toLiblinear(model).replace("nr_feature 2", "nr_feature 2.5");
    expect(text).toContain("2.5");
    expect(thrown(() => fromLiblinear(text))?.code).toBe("LIBLINEAR");
  });
  it("speaks of what it is: no numbers, rows of different length, biases too many, too large with their sign or factor", () => {
    const scikitLearn = (coef_: unknown, intercept_: unknown = [0]) =>
      thrown(() => fromScikitLearn({ classes_: [0, 1], coef_, intercept_ }));
    expect(scikitLearn([[]])).toMatchObject({
      code: "SKLEARN_ATTRIBUTES",
      message: expect.stringContaining("it has no weights"),
    });
    const rows = { classes_: [0, 1, 2], coef_: [[1], [1, 2], [1]], intercept_: [0, 0, 0] };
    expect(thrown(() => fromScikitLearn(rows))?.message).toContain("its weights do not fit together");
    const liblinear = (bias: string, weight: string) =>
      thrown(() =>
        fromLiblinear(
          `solver_type L2R_LR\nnr_class 2\nlabel 1 2\nnr_feature 1\nbias ${bias}\nw\n1\n${weight}\n`,
        ),
      );
    expect(liblinear("1e300", "1")).toBe(undefined);
    for (const error of [liblinear("1e300", "1e300"), liblinear("Infinity", "1"), liblinear("Infinity", "0")])
      expect(error).toMatchObject({ code: "LIBLINEAR", message: expect.stringContaining("a bias is") });
  });
  it("of ONNX has classes; and a message of 300,000 fields is read in one pass", () => {
    const file = toOnnx(model);
    const text = new TextDecoder("latin1").decode(file);
    const without = Uint8Array.from(file);
    const at = text.indexOf('"classes"');
    expect(at).toBeGreaterThan(0);
    without[at + 1] = 0x6b; // "klasses"
    expect(codeOf(() => fromOnnx(without))).toBe("ONNX");
    const many = new Message();
    for (let i = 0; i < 300_000; i++) many.int(3, 1);
    const bytes = many.done();
    const began = processorTime();
    expect(codeOf(() => fromOnnx(bytes))).toBe("ONNX");
    expect(processorTime() - began).toBeLessThan(3000);
  });
});
