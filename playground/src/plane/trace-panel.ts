// The list of corrections, in which one can go back and forth.
import { pointAt } from "../data/points";
import { byId, html, setText } from "../page/dom";
import { formatInteger, formatNumber, formatPoint } from "../text/format";
import { onLanguageChange, texts } from "../text/language";
import { glyph } from "./glyphs";
import type { TrainingState } from "./online-trainer";
import { type Correction, Trace } from "./trace";

interface TraceHandlers {
  /** It has been opened or closed. */
  toggle(isOpen: boolean): void;
  /** Back or forth to the moment after so many visits. */
  seek(visits: number): void;
  /** On to the next correction, which has not been made yet. */
  next(): void;
}

/** So many corrections are listed around the present one. */
const SHOWN = 40;
/** Of so many weights the first are written out. */
const MAX_WEIGHTS = 6;

export class TracePanel {
  readonly #on: TraceHandlers;
  readonly #details = byId<HTMLDetailsElement>("trace");
  #training: TrainingState | null = null;
  #isLarge = false;
  #trace: Trace | null = null;
  #shownKey = "";
  /** The number of the row that has the focus, or had it before the rows were made anew. */
  #focused: string | null = null;
  #timer = 0;

  constructor(on: TraceHandlers) {
    this.#on = on;
    this.#details.addEventListener("toggle", () => on.toggle(this.#details.open));
    const box = byId("trace-box");
    box.tabIndex = 0; // so that the arrow keys can scroll it
    box.setAttribute("role", "group");
    byId("trace-back").addEventListener("click", () => this.#back());
    byId("trace-next").addEventListener("click", () => this.#next());
    onLanguageChange(() => {
      this.#shownKey = "";
      this.#render();
    });
  }

  setOpen(isOpen: boolean): void {
    if (this.#details.open !== isOpen) this.#details.open = isOpen;
  }

  show(training: TrainingState, isLarge: boolean): void {
    this.#isLarge = isLarge;
    const other = this.#training;
    const isSame =
      other !== null &&
      training.points === other.points &&
      training.inputs === other.inputs &&
      training.rule === other.rule &&
      training.eta === other.eta;
    this.#training = training;
    if (!isSame) this.#trace = null;
    if (this.#details.open) this.#render();
  }

  #render(): void {
    clearTimeout(this.#timer);
    const training = this.#training;
    if (training === null || !this.#details.open) return;
    const { none, tooMany } = texts().trace;
    byId("trace-tools").hidden = this.#isLarge || training.classes.length < 2;
    if (this.#isLarge || training.classes.length < 2) {
      this.#show([], null, this.#isLarge ? tooMany : none);
      return;
    }
    this.#trace ??= new Trace(training);
    const isThere = this.#trace.advance(training.visits);
    if (!isThere) this.#timer = window.setTimeout(() => this.#render());
    const made = this.#made();
    this.#show(made, training, made.length === 0 ? none : "");
  }

  /** The corrections up to the present moment. */
  #made(): Correction[] {
    const visits = this.#training?.visits ?? 0;
    return (this.#trace?.corrections ?? []).filter((one) => one.visits <= visits);
  }

  #show(made: readonly Correction[], training: TrainingState | null, message: string): void {
    const visits = training?.visits ?? 0;
    const key = `${made.length} ${visits} ${message} ${this.#trace?.corrections.length}`;
    if (key === this.#shownKey) return;
    this.#shownKey = key;
    const { counted, present } = texts().trace;
    setText(byId("trace-text"), message || counted(made.length));
    byId<HTMLButtonElement>("trace-back").disabled = visits === 0;
    byId<HTMLButtonElement>("trace-next").disabled = training === null || training.converged;
    const all = this.#trace?.corrections ?? [];
    const from = Math.max(0, made.length - SHOWN / 2);
    const listed = all.slice(from, from + SHOWN);
    const body = training === null ? [] : listed.map((one, i) => this.#row(one, from + i, training));
    const rows = byId("trace-rows");
    const active = document.activeElement;
    if (rows.contains(active)) this.#focused = active?.textContent ?? null;
    else if (active !== document.body) this.#focused = null;
    rows.replaceChildren(...body);
    for (const button of rows.querySelectorAll("button"))
      if (button.textContent === this.#focused) button.focus();
    byId("trace-table").hidden = listed.length === 0;
    const current = rows.querySelector("[aria-current]");
    const box = byId("trace-box");
    if (current instanceof HTMLElement)
      box.scrollTop = current.offsetTop - box.clientHeight / 2 + current.offsetHeight / 2;
    box.setAttribute("aria-label", present);
  }

  #row(one: Correction, index: number, training: TrainingState): HTMLElement {
    const { points, classes, predictionWeights, visits } = training;
    const { x, y, label } = pointAt(points, one.row);
    const several = predictionWeights.b.length > 1;
    const button = html(
      "button",
      { type: "button", click: () => this.#on.seek(one.visits) },
      formatInteger(index + 1),
    );
    const isLast = one.visits <= visits && (this.#trace?.corrections[index + 1]?.visits ?? Infinity) > visits;
    const row = html(
      "tr",
      { "aria-current": isLast ? "true" : undefined, class: one.visits > visits ? "ahead" : undefined },
      html("th", { scope: "row" }, button),
      html("td", {}, glyph(label), formatPoint(x, y, formatNumber)),
      html("td", {}, ...(several ? [glyph(classes[one.output] as number)] : []), signed(one.error)),
      html("td", {}, list(one.before)),
      html("td", {}, list(one.after)),
    );
    return row;
  }

  #back(): void {
    const visits = this.#training?.visits ?? 0;
    const earlier = this.#made().filter((one) => one.visits < visits);
    this.#on.seek(earlier.at(-1)?.visits ?? 0);
  }

  #next(): void {
    const visits = this.#training?.visits ?? 0;
    const later = this.#trace?.corrections.find((one) => one.visits > visits);
    if (later === undefined) this.#on.next();
    else this.#on.seek(later.visits);
  }
}

const signed = (error: number): string => (error > 0 ? "+" : "") + formatNumber(error).replace(/[.,]00$/, "");

/** Weights and, behind a bar, the bias. */
function list(weights: readonly number[]): string {
  const shown = weights.slice(0, -1).slice(0, MAX_WEIGHTS).map(formatNumber);
  if (weights.length - 1 > MAX_WEIGHTS) shown.push("…");
  return `${shown.join("\u2002")} | ${formatNumber(weights.at(-1) as number)}`;
}
