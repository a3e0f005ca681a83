export type { SklearnAttributes } from "./attributes.js";
export { fromSklearn, PassiveAggressiveClassifier, Perceptron } from "./classifiers.js";
export type {
  CommonOptions,
  PassiveAggressiveOptions,
  SklearnPerceptronOptions as PerceptronOptions,
  Version,
} from "./options.js";
