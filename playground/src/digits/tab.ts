// The tab of the digits: one draws, and ten perceptrons answer.
import { Perceptron } from "rosenblatt";
import { byId, prefersReducedMotion, setText } from "../page/dom";
import type { Store } from "../page/store";
import { onThemeChange } from "../page/theme";
import { EPOCHS, type State } from "../state";
import { formatPercent } from "../text/format";
import { onLanguageChange, texts } from "../text/language";
import { Answers } from "./answers";
import { type Images, readImages } from "./images";
import { BLACK, readInk, writeInk } from "./ink";
import { Pad } from "./pad";

/** Milliseconds from one epoch to the next while it learns by itself. */
const EPOCH_MS = 120;

export class DigitsTab {
  readonly #store: Store;
  readonly #answers = new Answers();
  readonly #pad: Pad;
  #images: { training: Images; others: Images } | null = null;
  #model = new Perceptron<number>();
  #epochs = 0;
  #right = 0;
  #example = -1;
  #timer = 0;
  #error = "";

  constructor(store: Store) {
    this.#store = store;
    byId("answers").append(this.#answers.element);
    this.#pad = new Pad((pixels) => store.set({ ink: writeInk(pixels) }));
    byId("digit-clear").addEventListener("click", () => store.set({ ink: "" }));
    byId("digit-example").addEventListener("click", () => this.#showExample());
    byId("digit-epoch").addEventListener("click", () =>
      store.set({ epochs: Math.min(EPOCHS.max, this.#epochs + 1) }),
    );
    byId("digit-restart").addEventListener("click", () => store.set({ epochs: 0 }));
    onThemeChange(() => this.#answers.drawWeights(this.#weights));
    onLanguageChange(() => this.#render());
    store.subscribe((state) => this.#update(state));
  }

  #update({ tab, ink, epochs }: State): void {
    if (tab !== "digits") return;
    this.#pad.show(readInk(ink) ?? []);
    if (this.#images === null) void this.#load();
    else if (epochs < this.#epochs || (epochs > this.#epochs && this.#timer === 0)) this.#learnUpTo(epochs);
    this.#render();
  }

  async #load(): Promise<void> {
    if (this.#images !== null) return;
    try {
      const { default: text } = await import("../../../bench/data/digits.svmlight?raw");
      if (this.#images !== null) return;
      this.#images = readImages(text);
      this.#restart();
      this.#learnUpTo(this.#store.state.epochs);
    } catch (error) {
      this.#error = String(error);
    }
    this.#render();
  }

  #restart(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#model = new Perceptron<number>({ average: true });
    this.#epochs = 0;
    this.#right = 0;
  }

  /** Epoch after epoch, before one's eyes; at once where motion is not wanted. */
  #learnUpTo(epochs: number): void {
    if (epochs < this.#epochs) this.#restart();
    if (this.#epochs < epochs) this.#learn();
    while (this.#epochs < epochs && prefersReducedMotion()) this.#learn();
    this.#answers.drawWeights(this.#weights);
    this.#render();
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#epochs >= epochs) return;
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#learnUpTo(this.#store.state.epochs);
    }, EPOCH_MS);
  }

  #learn(): void {
    const { training, others } = this.#images as { training: Images; others: Images };
    this.#model.partialFit(training.X, training.y, { classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
    this.#epochs++;
    const predicted = this.#model.predict(others.X);
    this.#right = predicted.filter((digit, i) => digit === others.y[i]).length;
  }

  get #weights(): ArrayLike<number> {
    return this.#epochs === 0 ? new Float64Array(640) : this.#model.coef.data;
  }

  /** One of the images that were not learned from. */
  #showExample(): void {
    if (this.#images === null) return;
    const { X } = this.#images.others;
    this.#example = (this.#example + 1) % X.rows;
    const row = X.data.subarray(this.#example * X.cols, (this.#example + 1) * X.cols);
    this.#store.set({ ink: writeInk(Array.from(row, (value) => Math.round(value * BLACK))) });
  }

  #render(): void {
    const { ink } = this.#store.state;
    const text = texts().digits;
    const pixels = (readInk(ink) ?? []).map((value) => value / BLACK);
    const canAnswer = ink !== "" && this.#epochs > 0;
    const sums = canAnswer ? this.#model.decisionFunction([pixels]).data : null;
    this.#answers.showSums(sums);
    const said = sums === null ? null : this.#model.predictOne(pixels);
    setText(
      byId("digit-answer"),
      said === null ? (ink === "" ? text.draw : text.learnFirst) : text.says(said),
    );
    setText(byId("digit-accuracy"), this.#error || this.#accuracy());
    byId<HTMLButtonElement>("digit-clear").disabled = ink === "";
    byId<HTMLButtonElement>("digit-example").disabled = this.#images === null;
    byId<HTMLButtonElement>("digit-epoch").disabled = this.#images === null || this.#epochs >= EPOCHS.max;
    byId<HTMLButtonElement>("digit-restart").disabled = this.#epochs === 0;
  }

  #accuracy(): string {
    const { loading, untrained, accuracy } = texts().digits;
    if (this.#images === null) return loading;
    const { training, others } = this.#images;
    if (this.#epochs === 0) return untrained;
    const percent = formatPercent(this.#right, others.X.rows);
    return accuracy(this.#epochs, training.X.rows, this.#right, others.X.rows, percent);
  }
}
