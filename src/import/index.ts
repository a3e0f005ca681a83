export { fromLiblinear } from "./from-liblinear.js";
export { fromOnnx } from "./from-onnx.js";
export { fromScikitLearn } from "./from-scikit-learn.js";
