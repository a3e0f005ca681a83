import { html, setText } from "../page/dom";
import { formatExact, formatInteger, formatNumber, formatPercent } from "../text/format";
import { texts } from "../text/language";
import type { BenchMessage } from "./bench.worker";
import { type Range, type Round, rangeOf } from "./measure";
import type { TaskShape } from "./tasks";

interface Bar {
  readonly fill: HTMLElement;
  readonly whisker: HTMLElement;
  readonly text: HTMLElement;
}

type Verified = Extract<BenchMessage, { kind: "verified" }>;

/** One task of the bench: how many times as fast, and a bar with its range for each implementation. */
export class TaskChart {
  readonly element: HTMLElement;
  readonly #shape: TaskShape;
  readonly #title = html("h2");
  readonly #ratio = html("p", { class: "ratio" }, "·");
  readonly #range = html("p", { class: "aside" });
  readonly #note = html("p", { class: "aside" });
  readonly #library = makeBar();
  readonly #baseline = makeBar();
  readonly #rounds: Round[] = [];
  #verified: Verified | null = null;

  constructor(shape: TaskShape) {
    this.#shape = shape;
    this.element = html(
      "article",
      { class: "task" },
      html("div", { class: "task-head" }, this.#title, this.#note),
      html("div", { class: "task-ratio" }, this.#ratio, this.#range),
      html(
        "div",
        { class: "bars" },
        row("Wasm", "library", this.#library),
        row("JavaScript", "baseline", this.#baseline),
      ),
    );
    this.render();
  }

  verified(result: Verified): void {
    this.#verified = result;
    this.render();
  }

  add(round: Round): void {
    this.#rounds.push(round);
    this.render();
  }

  /** Shows what is known, in the present language. */
  render(): void {
    const { n, d, classes, epochs } = this.#shape;
    setText(this.#title, texts().bench.task(n, d, classes));
    setText(this.#note, this.#verified === null ? texts().bench.epochs(epochs) : describe(this.#verified));
    this.element.classList.toggle("differs", this.#verified?.equal === false);
    if (this.#rounds.length > 0) this.#renderRounds();
  }

  #renderRounds(): void {
    const library = rangeOf(this.#rounds.map((one) => one.library));
    const baseline = rangeOf(this.#rounds.map((one) => one.baseline));
    const ratio = rangeOf(this.#rounds.map((one) => one.baseline / one.library));
    setText(this.#ratio, times(ratio.median));
    setText(this.#range, texts().bench.range(times(ratio.min), times(ratio.max), this.#rounds.length));
    const full = Math.max(library.max, baseline.max);
    fillBar(this.#library, library, full);
    fillBar(this.#baseline, baseline, full);
  }
}

const describe = ({ equal, mistakes, decisions }: Verified): string =>
  equal ? texts().bench.equal(mistakes, formatPercent(mistakes, decisions)) : texts().bench.different;

const times = (ratio: number): string =>
  `${ratio < 10 ? formatExact(Number(ratio.toPrecision(2))) : formatInteger(ratio)}×`;

const duration = (milliseconds: number): string =>
  milliseconds < 1 ? `${formatNumber(1000 * milliseconds)} µs` : `${formatNumber(milliseconds)} ms`;

const makeBar = (): Bar => ({
  fill: html("span", { class: "fill" }),
  whisker: html("span", { class: "whisker" }),
  text: html("span", { class: "duration" }),
});

const row = (name: string, kind: string, { fill, whisker, text }: Bar): HTMLElement =>
  html(
    "div",
    { class: `bar ${kind}` },
    html("span", { class: "bar-name" }, name),
    html("span", { class: "track" }, fill, whisker),
    text,
  );

function fillBar({ fill, whisker, text }: Bar, { median, min, max }: Range, full: number): void {
  const percent = (value: number): string => `${(100 * value) / full}%`;
  fill.style.width = percent(median);
  whisker.style.left = percent(min);
  whisker.style.width = percent(max - min);
  setText(text, duration(median));
}
