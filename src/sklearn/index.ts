export { fromSklearn, PassiveAggressiveClassifier, Perceptron } from "./classifiers.js";
export type { SklearnAttributes } from "./exchange.js";
export type {
  CommonOptions,
  PassiveAggressiveOptions,
  SklearnPerceptronOptions as PerceptronOptions,
  Version,
} from "./options.js";
