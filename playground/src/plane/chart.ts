import uPlot from "uplot";
import { byId } from "../page/dom";
import { onThemeChange, palette } from "../page/theme";
import { formatInteger } from "../text/format";
import { onLanguageChange, texts } from "../text/language";
import type { EpochRecord } from "./online-trainer";

const HEIGHT = 150;
/** Milliseconds from an epoch to the next drawing of the chart, which is slower than an epoch. */
const DRAW_DELAY_MS = 60;

/** Mistakes by epoch, while it learns. */
export class MistakesChart {
  readonly #container = byId("mistakes");
  #plot: uPlot;
  #history: readonly EpochRecord[] = [];
  #drawnCount = -1;
  #timer = 0;

  constructor() {
    this.#plot = this.#make();
    const remake = (): void => {
      this.#plot.destroy();
      this.#plot = this.#make();
      this.#draw();
    };
    onThemeChange(remake);
    onLanguageChange(remake);
    new ResizeObserver(() => this.#resize()).observe(this.#container);
  }

  show(history: readonly EpochRecord[]): void {
    if (history === this.#history && history.length === this.#drawnCount) return;
    this.#history = history;
    this.#drawnCount = history.length;
    if (this.#timer === 0) this.#timer = window.setTimeout(() => this.#draw(), DRAW_DELAY_MS);
  }

  #draw(): void {
    this.#timer = 0;
    const history = this.#history;
    this.#container.dataset.empty = texts().chart.empty;
    this.#container.classList.toggle("empty", history.length === 0);
    const column = (of: keyof EpochRecord): number[] => history.map((record) => record[of]);
    this.#plot.setData([column("epoch"), column("mistakes"), column("misclassified")]);
  }

  #resize(): void {
    const { width } = this.#container.getBoundingClientRect();
    if (width > 0) this.#plot.setSize({ width, height: HEIGHT });
  }

  #make(): uPlot {
    const colours = palette();
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis = {
      font,
      stroke: colours.muted,
      grid: { show: false },
      ticks: { stroke: colours.border, width: 1, size: 4 },
      border: { show: true, stroke: colours.border, width: 1 },
    };
    const wholeOnly = (_: uPlot, splits: number[]): string[] =>
      splits.map((value) => (Number.isInteger(value) ? formatInteger(value) : ""));
    return new uPlot(
      {
        width: Math.max(200, this.#container.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 14, 0, 0],
        scales: {
          x: { time: false, range: (_, __, max) => [1, Math.max(10, max ?? 0)] },
          y: { range: (_, __, max) => [0, Math.max(4, (max ?? 0) * 1.1)] },
        },
        axes: [
          { ...axis, size: 26, gap: 2, values: wholeOnly },
          { ...axis, size: widthOfLabels, gap: 4, space: 32, values: wholeOnly },
        ],
        series: [
          {},
          { stroke: colours.error, width: 1.8, points: { size: 5, fill: colours.error } },
          { stroke: colours.text, width: 1.2, dash: [2, 3], points: { show: false } },
        ],
      },
      [[], [], []],
      this.#container,
    );
  }
}

/** Width of the longest label of an axis. */
const widthOfLabels = (_: uPlot, labels: string[] | null): number =>
  14 + 6.5 * Math.max(2, ...(labels ?? []).map((label) => label.length));
