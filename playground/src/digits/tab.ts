// The tab of the digits: one draws, and ten perceptrons answer.
import { Perceptron } from "rosenblatt";
import { byId, prefersReducedMotion, setText } from "../page/dom";
import type { Store } from "../page/store";
import { onThemeChange } from "../page/theme";
import type { ShareSource } from "../share/sources";
import { EPOCHS, type State } from "../state";
import { formatPercent } from "../text/format";
import { onLanguageChange, texts } from "../text/language";
import { Answers } from "./answers";
import { type Images, readImages } from "./images";
import { BLACK, readInk, writeInk } from "./ink";
import { Pad } from "./pad";
import { digitsSource } from "./share";

/** Milliseconds from one epoch to the next while it learns by itself. */
const EPOCH_MS = 120;

/** A file of images, and what is read from it. */
interface AllImages {
  readonly file: string;
  readonly training: Images;
  readonly others: Images;
  /** The digit of each of the others, by its ink. */
  readonly digitOfInk: ReadonlyMap<string, number>;
}

export class DigitsTab {
  readonly #store: Store;
  readonly #answers = new Answers();
  readonly #pad: Pad;
  /** Once they have been fetched. */
  #images: AllImages | null = null;
  #model = new Perceptron<number>();
  #epochs = 0;
  /** What they say of the other images. */
  #predicted: readonly number[] = [];
  #example = -1;
  #timer = 0;
  #error = "";

  constructor(store: Store) {
    this.#store = store;
    byId("answers").append(this.#answers.element);
    this.#pad = new Pad((pixels) => store.set({ ink: writeInk(pixels) }));
    byId("digit-clear").addEventListener("click", () => store.set({ ink: "" }));
    byId("digit-example").addEventListener("click", () => this.#showNext(() => true));
    byId("digit-mistake").addEventListener("click", () => this.#showNext((i) => this.#isWrong(i)));
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
      const { default: file } = await import("../../../bench/data/digits.svmlight?raw");
      if (this.#images !== null) return;
      const { training, others } = readImages(file);
      const digitOfInk = new Map(others.y.map((digit, i) => [inkOf(others, i), digit]));
      this.#images = { file, training, others, digitOfInk };
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
    this.#predicted = [];
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
    const { training, others } = this.#images as AllImages;
    this.#model.partialFit(training.X, training.y, { classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
    this.#epochs++;
    this.#predicted = this.#model.predict(others.X);
  }

  get #weights(): ArrayLike<number> {
    return this.#epochs === 0 ? new Float64Array(640) : this.#model.coef.data;
  }

  #isWrong(i: number): boolean {
    const digit = this.#predicted[i];
    return digit !== undefined && digit !== this.#images?.others.y[i];
  }

  /** How many of the other images they have wrong. */
  get #mistakes(): number {
    return this.#predicted.filter((_, i) => this.#isWrong(i)).length;
  }

  /** The next of the images that were not learned from for which this holds. */
  #showNext(isWanted: (i: number) => boolean): void {
    if (this.#images === null) return;
    const { others } = this.#images;
    const n = others.X.rows;
    const next = Array.from({ length: n }, (_, k) => (this.#example + 1 + k) % n).find(isWanted);
    if (next === undefined) return;
    this.#example = next;
    this.#store.set({ ink: inkOf(others, next) });
  }

  /** What is drawn, from 0 to 16 [64]. */
  get #pixels(): number[] {
    return readInk(this.#store.state.ink) ?? [];
  }

  /** The sum of each digit; null where nothing is drawn, or learned [10]. */
  get #sums(): ArrayLike<number> | null {
    if (this.#store.state.ink === "" || this.#epochs === 0) return null;
    return this.#model.decisionFunction([this.#pixels.map((value) => value / BLACK)]).data;
  }

  get shareSource(): ShareSource {
    if (this.#images === null) return digitsSource(null);
    return digitsSource({
      ...this.#images,
      model: this.#model,
      epochs: this.#epochs,
      weights: this.#weights,
      pixels: this.#pixels,
      sums: this.#sums,
    });
  }

  #render(): void {
    const { ink } = this.#store.state;
    const sums = this.#sums;
    this.#answers.showSums(sums);
    setText(byId("digit-answer"), this.#answer(sums));
    setText(byId("digit-accuracy"), this.#error || this.#accuracy());
    byId<HTMLButtonElement>("digit-clear").disabled = ink === "";
    byId<HTMLButtonElement>("digit-example").disabled = this.#images === null;
    byId<HTMLButtonElement>("digit-mistake").disabled = this.#mistakes === 0;
    byId<HTMLButtonElement>("digit-epoch").disabled = this.#images === null || this.#epochs >= EPOCHS.max;
    byId<HTMLButtonElement>("digit-restart").disabled = this.#epochs === 0;
  }

  /** What they say of the drawn digit, and of an example also what it is. */
  #answer(sums: ArrayLike<number> | null): string {
    const { draw, learnFirst, says, misread } = texts().digits;
    const { ink } = this.#store.state;
    if (sums === null) return ink === "" ? draw : learnFirst;
    const said = this.#model.predictOne(this.#pixels.map((value) => value / BLACK));
    const digit = this.#images?.digitOfInk.get(ink) ?? said;
    return digit === said ? says(said) : misread(said, digit);
  }

  #accuracy(): string {
    const { loading, untrained, accuracy } = texts().digits;
    if (this.#images === null) return loading;
    const { training, others } = this.#images;
    if (this.#epochs === 0) return untrained;
    const right = others.X.rows - this.#mistakes;
    const percent = formatPercent(right, others.X.rows);
    return accuracy(this.#epochs, training.X.rows, right, others.X.rows, percent);
  }
}

/** An image as the address holds it. */
const inkOf = ({ X: { data, cols } }: Images, i: number): string =>
  writeInk(Array.from(data.subarray(i * cols, (i + 1) * cols), (value) => Math.round(value * BLACK)));
