// onnxruntime-web on Wasm. The models are made here, in memory, by onnx-proto.
import type { Reals } from "../../src/index.js";
import type { PredictionCase, ProductCase } from "../cases.js";
import type { Contestant } from "./contest.js";
import { asyncEntry } from "./entry.js";
import { load } from "./load.js";

const [FLOAT, INT64] = [1, 7];
/** Of ONNX: a version that every runtime of the last years reads. */
const [IR_VERSION, OPSET_VERSION] = [7, 13];

interface OnnxProto {
  readonly default: { onnx: { ModelProto: { encode(model: object): { finish(): Uint8Array } } } };
}
interface Session {
  run(inputs: object): Promise<Record<string, { data: ArrayLike<number | bigint> }>>;
  release(): Promise<void>;
}
interface OnnxRuntime {
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<Session> };
  readonly Tensor: new (type: string, data: Reals, shape: readonly number[]) => object;
}

const value = (name: string, elemType: number, rank: number): object => {
  const dim = Array.from({ length: rank }, (_, i) => ({ dimParam: `${name}${i}` }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
};
const constant = (name: string, data: Reals, dims: readonly number[]): object => ({
  name,
  dataType: FLOAT,
  dims,
  floatData: Array.from(data),
});

async function start(graph: object): Promise<{ runtime: OnnxRuntime; session: Session }> {
  const runtime = await load<OnnxRuntime>("onnxruntime-web");
  const { ModelProto } = (await load<OnnxProto>("onnx-proto")).default.onnx;
  const opsetImport = [{ domain: "", version: OPSET_VERSION }];
  const model = ModelProto.encode({ irVersion: IR_VERSION, opsetImport, graph }).finish();
  const session = await runtime.InferenceSession.create(model, { executionProviders: ["wasm"] });
  return { runtime, session };
}

export const onnxMultiplies = (
  { A, B }: ProductCase,
  [m, k, n]: readonly number[],
  target: number,
): Contestant => ({
  name: "onnxruntime-web",
  target,
  async enter() {
    const { runtime, session } = await start({
      name: "product",
      node: [{ opType: "MatMul", input: ["A", "B"], output: ["C"] }],
      input: [value("A", FLOAT, 2), value("B", FLOAT, 2)],
      output: [value("C", FLOAT, 2)],
    });
    const { Tensor } = runtime;
    const run = async () => {
      const inputs = { A: new Tensor("float32", A, [m, k]), B: new Tensor("float32", B, [k, n]) };
      return (await session.run(inputs)).C.data as ArrayLike<number>;
    };
    return asyncEntry(run, () => void session.release());
  },
});

export const onnxPredicts = (
  { X, W, b }: Pick<PredictionCase, "X" | "W" | "b">,
  [n, d, k]: readonly number[],
  target: number,
): Contestant => ({
  name: "onnxruntime-web",
  target,
  async enter() {
    const transposed = { name: "transB", type: 2, i: 1 };
    const { runtime, session } = await start({
      name: "prediction",
      node: [
        { opType: "Gemm", input: ["X", "W", "b"], output: ["Z"], attribute: [transposed] },
        { opType: "ArgMax", input: ["Z"], output: ["labels"], attribute: [{ name: "axis", type: 2, i: 1 }] },
      ],
      initializer: [constant("W", W, [k, d]), constant("b", b, [k])],
      input: [value("X", FLOAT, 2)],
      output: [value("labels", INT64, 2)],
    });
    const run = async () => {
      const { labels } = await session.run({ X: new runtime.Tensor("float32", X, [n, d]) });
      return Int32Array.from(labels.data, Number);
    };
    return asyncEntry(run, () => void session.release());
  },
});
