// wink-perceptron: an averaged perceptron over named features. A feature that is 0 is left out, as its sparse form has it.
import { load } from "../peers/load.js";
import { type Contestant, EPOCHS, rowsOf, trainAndAsk } from "./contestant.js";

type Features = Record<string, number>;
interface Wink {
  defineConfig(options: object): unknown;
  learn(examples: [Features, { label: string }][]): unknown;
  predict(features: Features): string;
}

const features = (row: Float32Array): Features =>
  Object.fromEntries([...row].flatMap((value, j) => (value === 0 ? [] : [[`x${j}`, value]])));

export const wink: Contestant = {
  name: "wink-perceptron",
  package: "wink-perceptron",
  how: "averaged perceptron over named features",
  bundle: { entry: 'export { default } from "wink-perceptron";' },
  async run({ train, test }) {
    const { default: make } = await load<{ default: () => Wink }>("wink-perceptron");
    const examples = rowsOf(train).map((row, i): [Features, { label: string }] => [
      features(row),
      { label: String(train.labels[i]) },
    ]);
    return trainAndAsk(
      rowsOf(test).map(features),
      () => {
        const model = make();
        model.defineConfig({ shuffleData: true, maxIterations: EPOCHS });
        model.learn(examples);
        return model;
      },
      (model, row) => Number(model.predict(row)),
    );
  },
};
