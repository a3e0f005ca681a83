// What the tab of the digits has to share: the program that teaches ten perceptrons the same, the model, and a picture.
import type { Perceptron } from "rosenblatt";
import type { ExportedModel } from "../share/exports";
import type { ShareSource } from "../share/sources";
import { texts } from "../text/language";
import { type Images, TRAINING_ROWS } from "./images";
import { BLACK, PIXELS, SIDE } from "./ink";
import { digitsSvg } from "./picture";

const FILE = "digits.svmlight";

/** What ten perceptrons have learned, and what they say of a drawn digit. */
export interface Lesson {
  readonly model: Perceptron<number>;
  readonly epochs: number;
  /** The weights of each digit [10×64]. */
  readonly weights: ArrayLike<number>;
  readonly training: Images;
  /** The file of all images. */
  readonly file: string;
  /** What is drawn, from 0 to 16 [64], and the sum of each digit, or null where there is none [10]. */
  readonly pixels: readonly number[];
  readonly sums: ArrayLike<number> | null;
}

/** @param lesson  null before the images are there */
export function digitsSource(lesson: Lesson | null): ShareSource {
  const { share, digits } = texts();
  const common = {
    name: "digits",
    linkAbout: share.linkAbout,
    frame: { title: digits.title, about: share.embedAboutDigits, height: 640 },
  };
  if (lesson === null)
    return { ...common, code: { about: digits.loading, program: null }, data: null, model: null, svg: null };
  const { model, epochs, training, file } = lesson;
  const data = { about: share.images, file: FILE, make: () => file };
  const svg = (): Promise<string> => digitsSvg(lesson);
  if (epochs === 0)
    return { ...common, code: { about: digits.learnFirst, program: null }, data, model: null, svg };
  const exported: ExportedModel = { model, names: pixelNames(), X: training.X };
  return {
    ...common,
    code: { about: `${share.codeAbout} ${share.readsBeside(FILE)}`, program: programOf(epochs) },
    data,
    model: { about: `${share.modelAbout} ${digits.modelInputs}`, make: async () => exported },
    svg,
  };
}

const pixelNames = (): string[] =>
  Array.from({ length: PIXELS }, (_, p) => `row${1 + Math.floor(p / SIDE)}column${1 + (p % SIDE)}`);

/** A program that ends with the weights of the page. */
export const programOf = (epochs: number): string => `// npm install rosenblatt
import { readFileSync } from "node:fs";
import { Perceptron } from "rosenblatt";
import { readSvmlight } from "rosenblatt/svmlight";

/** Images of ${SIDE} × ${SIDE} pixels, from 0 to ${BLACK} in the file and from 0 to 1 in X. */
function images(lines) {
  const { X, y } = readSvmlight(lines.join("\\n"), { cols: ${PIXELS} });
  return { X: { ...X, data: X.data.map((pixel) => pixel / ${BLACK}) }, y };
}
const lines = readFileSync("${FILE}", "utf8").split("\\n").filter((line) => /^\\d/.test(line));
const training = images(lines.slice(0, ${TRAINING_ROWS}));
const others = images(lines.slice(${TRAINING_ROWS}));

const model = new Perceptron({ average: true });
const classes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
for (let epoch = 1; epoch <= ${epochs}; epoch++) model.partialFit(training.X, training.y, { classes });

console.log(model.coef.data, model.intercept);
console.log(model.score(others.X, others.y));
`;
