// Ten perceptrons and what they answer: the picture of each one's weights, and its sum as a bar.
import { html, setText } from "../page/dom";
import { palette } from "../page/theme";
import { formatNumber } from "../text/format";
import { texts } from "../text/language";
import { PIXELS, SIDE } from "./ink";

interface Answer {
  readonly element: HTMLElement;
  readonly picture: HTMLCanvasElement;
  readonly bar: HTMLElement;
  readonly sum: HTMLElement;
}

export class Answers {
  readonly element = html("ol", { class: "answers" });
  readonly #answers: readonly Answer[];

  constructor() {
    this.#answers = Array.from({ length: 10 }, (_, digit) => makeAnswer(digit));
    this.element.append(...this.#answers.map(({ element }) => element));
  }

  /** @param weights  of each digit [10×64] */
  drawWeights(weights: ArrayLike<number>): void {
    const { classes } = palette();
    const [negative, positive] = [0, 1].map((label) => (classes[label]?.match(/[\d.]+/g) ?? []).map(Number));
    const largest = Math.max(1e-9, ...Array.from(weights, Math.abs));
    for (const [digit, { picture }] of this.#answers.entries()) {
      const context = picture.getContext("2d") as CanvasRenderingContext2D;
      const image = context.createImageData(SIDE, SIDE);
      for (let p = 0; p < PIXELS; p++) {
        const weight = (weights[digit * PIXELS + p] as number) / largest;
        image.data.set((weight < 0 ? negative : positive) as number[], 4 * p);
        image.data[4 * p + 3] = Math.round(255 * Math.sqrt(Math.abs(weight)));
      }
      context.putImageData(image, 0, 0);
      picture.role = "img"; // before, it is empty
      picture.setAttribute("aria-label", texts().digits.weights(digit));
    }
  }

  /** @param sums  of each digit, or null where nothing is drawn [10] */
  showSums(sums: ArrayLike<number> | null): void {
    const values = sums === null ? [] : Array.from(sums);
    const largest = Math.max(1e-9, ...values.map(Math.abs));
    const best = values.indexOf(Math.max(...values));
    for (const [digit, { element, bar, sum }] of this.#answers.entries()) {
      const value = values[digit];
      element.classList.toggle("best", digit === best && value !== undefined);
      bar.classList.toggle("negative", (value ?? 0) < 0);
      bar.style.width = `${value === undefined ? 0 : (50 * Math.abs(value)) / largest}%`;
      setText(sum, value === undefined ? "" : formatNumber(value));
    }
  }
}

function makeAnswer(digit: number): Answer {
  const picture = html("canvas", { width: SIDE, height: SIDE });
  const bar = html("span", { class: "sum-bar" });
  const sum = html("span", { class: "sum-text" });
  const element = html(
    "li",
    {},
    html("span", { class: "digit" }, String(digit)),
    picture,
    html("span", { class: "sum-track" }, bar),
    sum,
  );
  return { element, picture, bar, sum };
}
