import { plural, short, whole } from "../numbers";
import { html, setText } from "../page/dom";
import { type Range, type Round, rangeOf } from "./measure";
import type { TaskShape } from "./tasks";

interface Bar {
  readonly fill: HTMLElement;
  readonly whisker: HTMLElement;
  readonly text: HTMLElement;
}

/** One task of the bench: how many times as fast, and a bar with its range for each implementation. */
export class TaskChart {
  readonly element: HTMLElement;
  readonly #ratio = html("p", { class: "ratio" }, "·");
  readonly #range = html("p", { class: "aside" });
  readonly #note = html("p", { class: "aside" });
  readonly #library = makeBar();
  readonly #baseline = makeBar();
  readonly #rounds: Round[] = [];

  constructor({ title, epochs }: TaskShape) {
    setText(this.#note, plural(epochs, "epoch"));
    this.element = html(
      "article",
      { class: "task" },
      html("div", { class: "task-head" }, html("h2", {}, title), this.#note),
      html("div", { class: "task-ratio" }, this.#ratio, this.#range),
      html(
        "div",
        { class: "bars" },
        row("Wasm", "library", this.#library),
        row("JavaScript", "baseline", this.#baseline),
      ),
    );
  }

  verified(equal: boolean, mistakes: number, share: number): void {
    const text = equal
      ? `${plural(mistakes, "mistake")} (${short(100 * share)} %) and the same weights in both`
      : "The two came to different weights, so they are not timed";
    setText(this.#note, text);
    this.element.classList.toggle("differs", !equal);
  }

  add(round: Round): void {
    this.#rounds.push(round);
    const library = rangeOf(this.#rounds.map((one) => one.library));
    const baseline = rangeOf(this.#rounds.map((one) => one.baseline));
    const ratio = rangeOf(this.#rounds.map((one) => one.baseline / one.library));
    setText(this.#ratio, times(ratio.median));
    setText(
      this.#range,
      `${times(ratio.min)} to ${times(ratio.max)} in ${plural(this.#rounds.length, "round")}`,
    );
    const full = Math.max(library.max, baseline.max);
    fillBar(this.#library, library, full);
    fillBar(this.#baseline, baseline, full);
  }
}

const times = (ratio: number): string => `${ratio < 10 ? ratio.toPrecision(2) : whole(ratio)}×`;

const duration = (milliseconds: number): string =>
  milliseconds < 1 ? `${short(1000 * milliseconds)} µs` : `${short(milliseconds)} ms`;

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
