// From the import to the first prediction, in fresh processes that have imported nothing else, on the built library.
import { execFileSync } from "node:child_process";
import { Perceptron } from "../../src/index.js";
import { type Range, range } from "../clock.js";
import { builtUrl } from "./built.js";

const PROCESSES = 11;
/** Times an empty module. */
export const START_TARGET = 2.3;

const program = `
const [module, model] = process.argv.slice(1);
const begin = performance.now();
const { Perceptron } = await import(module);
if (model !== undefined) Perceptron.fromJSON(JSON.parse(model)).predictOne([1, 0, 0, 1]);
console.log((performance.now() - begin) / 1000);
`;

const secondsOf = (...arguments_: readonly string[]): number =>
  Number(
    execFileSync(process.execPath, ["--input-type=module", "-e", program, ...arguments_], {
      encoding: "utf8",
    }),
  );

export interface Start {
  /** Seconds. */
  readonly library: Range;
  readonly empty: Range;
  readonly ratio: Range;
}

/** In pairs with the import of an empty module, so that a slow moment of the machine slows both. */
export const start = {
  steps: (): number => PROCESSES,
  measure(step: (what: string) => void): Start {
    const X = [
      [0, 0, 1, 1],
      [1, 1, 0, 0],
    ];
    const model = JSON.stringify(new Perceptron().fit(X, ["left", "right"]));
    const nothing = new URL("./empty.js", import.meta.url).href;
    const pairs = Array.from({ length: PROCESSES }, (_, process) => {
      const pair = { empty: secondsOf(nothing), library: secondsOf(builtUrl("index.js"), model) };
      step(`start, processes ${process + 1}`);
      return pair;
    });
    return {
      library: range(pairs.map(({ library }) => library)),
      empty: range(pairs.map(({ empty }) => empty)),
      ratio: range(pairs.map(({ library, empty }) => library / empty)),
    };
  },
};
