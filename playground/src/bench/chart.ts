import { html, setText } from "../page/dom";
import { formatExact, formatInteger, formatNumber, formatPercent } from "../text/format";
import { texts } from "../text/language";
import type { Verified } from "./bench.worker";
import { CONTESTANTS, type Contestant, type Range, type Round, rangeOf } from "./measure";
import type { TaskShape } from "./tasks";

/** What each contestant is called. */
export const NAMES: Readonly<Record<Contestant, string>> = {
  library: "Wasm",
  baseline: "JavaScript",
  tensorflow: "TensorFlow.js",
};

interface Bar {
  readonly element: HTMLElement;
  readonly fill: HTMLElement;
  readonly whisker: HTMLElement;
  readonly text: HTMLElement;
}

/** One task of the bench: how many times as fast, and a bar with its range for each implementation. */
export class TaskChart {
  readonly element: HTMLElement;
  readonly #shape: TaskShape;
  readonly #title = html("h2");
  readonly #ratio = html("p", { class: "ratio" }, "–");
  readonly #range = html("p", { class: "aside" });
  readonly #ours = html("p", { class: "aside" });
  readonly #oursRatio: number;
  readonly #note = html("p", { class: "aside" });
  readonly #bars: Readonly<Record<Contestant, Bar>> = {
    library: makeBar("library"),
    baseline: makeBar("baseline"),
    tensorflow: makeBar("tensorflow"),
  };
  readonly #rounds: Round[] = [];
  #isShared = false;
  #verified: Verified | null = null;

  /** @param ours  what the same page measured on our own machine */
  constructor(shape: TaskShape, { library = 1, baseline = 1 }: Round) {
    this.#shape = shape;
    this.#oursRatio = baseline / library;
    this.element = html(
      "article",
      { class: "task" },
      html("div", { class: "task-head" }, this.#title, this.#note),
      html("div", { class: "task-ratio" }, this.#ratio, this.#range, this.#ours),
      html("div", { class: "bars" }, ...CONTESTANTS.map((name) => this.#bars[name].element)),
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
    const { kind, epochs } = this.#shape;
    const { productNote, epochs: epochsText, ours } = texts().bench;
    setText(this.#title, titleOf(this.#shape));
    const note = kind === "product" ? productNote : epochsText(epochs);
    setText(this.#note, this.#verified === null ? note : describe(this.#verified));
    setText(this.#ours, ours(times(this.#oursRatio)));
    this.element.classList.toggle("differs", this.#verified?.equal === false);
    if (this.#rounds.length > 0) this.#renderRounds();
  }

  #renderRounds(): void {
    const ratio = rangeOf(this.#rounds.map(({ library = 1, baseline = 1 }) => baseline / library));
    setText(this.#ratio, times(ratio.median));
    const { range, shared } = texts().bench;
    const count = this.#rounds.length;
    setText(this.#range, this.#isShared ? shared : range(times(ratio.min), times(ratio.max), count));
    const ranges = CONTESTANTS.map((name) => rangeOf(this.#timesOf(name)));
    const full = Math.max(...ranges.map(({ max }) => max || 0));
    for (const [i, name] of CONTESTANTS.entries()) {
      const isThere = this.#timesOf(name).length > 0;
      this.#bars[name].element.hidden = !isThere;
      if (isThere) fillBar(this.#bars[name], ranges[i] as Range, full);
    }
  }

  #timesOf(name: Contestant): number[] {
    return this.#rounds.flatMap((round) => round[name] ?? []);
  }

  /** The median of each contestant; null before the first round. */
  get medians(): Round | null {
    if (this.#rounds.length === 0) return null;
    const there = CONTESTANTS.filter((name) => this.#timesOf(name).length > 0);
    return Object.fromEntries(there.map((name) => [name, rangeOf(this.#timesOf(name)).median]));
  }

  /** Shows medians that were measured elsewhere. */
  share(medians: Round): void {
    this.#isShared = true;
    this.add(medians);
  }
}

function describe({ equal, mistakes, decisions }: Verified): string {
  const { equal: equalText, equalProduct, different } = texts().bench;
  if (!equal) return different;
  return decisions === 0 ? equalProduct : equalText(mistakes, formatPercent(mistakes, decisions));
}

export function titleOf({ kind, n, d, classes }: TaskShape): string {
  const { task, product } = texts().bench;
  return (kind === "product" ? product : task)(n, d, classes);
}

export const times = (ratio: number): string =>
  `${ratio < 10 ? formatExact(Number(ratio.toPrecision(2))) : formatInteger(ratio)}×`;

export const duration = (milliseconds: number): string =>
  milliseconds < 1 ? `${formatNumber(1000 * milliseconds)} µs` : `${formatNumber(milliseconds)} ms`;

function makeBar(kind: Contestant): Bar {
  const [fill, whisker] = [html("span", { class: "fill" }), html("span", { class: "whisker" })];
  const text = html("span", { class: "duration" });
  const element = html(
    "div",
    { class: `bar ${kind}`, hidden: kind === "tensorflow" },
    html("span", { class: "bar-name" }, NAMES[kind]),
    html("span", { class: "track" }, fill, whisker),
    text,
  );
  return { element, fill, whisker, text };
}

function fillBar({ fill, whisker, text }: Bar, { median, min, max }: Range, full: number): void {
  const percent = (value: number): string => `${(100 * value) / full}%`;
  fill.style.width = percent(median);
  whisker.style.left = percent(min);
  whisker.style.width = percent(max - min);
  setText(text, duration(median));
}
