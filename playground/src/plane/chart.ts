import uPlot from "uplot";
import { byId } from "../page/dom";
import { onThemeChange, palette } from "../page/theme";
import type { EpochMark } from "./learner";

const HEIGHT = 150;
/** Milliseconds from an epoch to its place in the chart: a chart is slow to draw, and epochs are fast. */
const PAUSE = 60;

/** Mistakes by epoch, while it learns. */
export class MistakesChart {
  readonly #place = byId("mistakes");
  #plot: uPlot;
  #marks: readonly EpochMark[] = [];
  #length = -1;
  #timer = 0;

  constructor() {
    this.#plot = this.#make();
    onThemeChange(() => {
      this.#plot.destroy();
      this.#plot = this.#make();
      this.#draw();
    });
    new ResizeObserver(() => this.#fit()).observe(this.#place);
  }

  show(marks: readonly EpochMark[]): void {
    if (marks === this.#marks && marks.length === this.#length) return;
    this.#marks = marks;
    this.#length = marks.length;
    if (this.#timer === 0) this.#timer = window.setTimeout(() => this.#draw(), PAUSE);
  }

  #draw(): void {
    this.#timer = 0;
    const marks = this.#marks;
    this.#place.classList.toggle("empty", marks.length === 0);
    const column = (of: keyof EpochMark): number[] => marks.map((mark) => mark[of]);
    this.#plot.setData([column("epoch"), column("mistakes"), column("wrong")]);
  }

  #fit(): void {
    const { width } = this.#place.getBoundingClientRect();
    if (width > 0) this.#plot.setSize({ width, height: HEIGHT });
  }

  #make(): uPlot {
    const colours = palette();
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis = {
      font,
      stroke: colours.soft,
      grid: { show: false },
      ticks: { stroke: colours.faint, width: 1, size: 4 },
      border: { show: true, stroke: colours.faint, width: 1 },
    };
    const wholeOnly = (_: uPlot, splits: number[]): string[] =>
      splits.map((value) => (Number.isInteger(value) ? value.toLocaleString("en") : ""));
    return new uPlot(
      {
        width: Math.max(200, this.#place.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 14, 0, 0],
        scales: {
          x: { time: false, range: (_, __, most) => [1, Math.max(10, most ?? 0)] },
          y: { range: (_, __, most) => [0, Math.max(4, (most ?? 0) * 1.1)] },
        },
        axes: [
          { ...axis, size: 26, gap: 2, values: wholeOnly },
          { ...axis, size: widthOfLabels, gap: 4, space: 32, values: wholeOnly },
        ],
        series: [
          {},
          { stroke: colours.alarm, width: 1.8, points: { size: 5, fill: colours.alarm } },
          { stroke: colours.ink, width: 1.2, dash: [2, 3], points: { show: false } },
        ],
      },
      [[], [], []],
      this.#place,
    );
  }
}

/** Room for the longest label of an axis. */
const widthOfLabels = (_: uPlot, labels: string[] | null): number =>
  14 + 6.5 * Math.max(2, ...(labels ?? []).map((label) => label.length));
