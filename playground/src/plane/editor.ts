import { axisName, className } from "../data/names";
import { listPoints, nearestPoint, type Point, type PointSet, pointSet } from "../data/points";
import { byId, setText } from "../page/dom";
import { formatNumber, formatPoint } from "../text/format";
import { texts } from "../text/language";
import { checkRadio } from "./controls";
import { decimalsFor, fromPixel, roundStep, toPixel, type View } from "./geometry";
import { DOTS_FROM } from "./glyphs";

interface EditorHost {
  view(): View;
  points(): PointSet;
  edit(points: PointSet): void;
  playOrPause(): void;
  /** The cursor has moved. */
  change(): void;
}

/** How near a click must be to a point to erase it, in pixels. */
const ERASE_RADIUS = 18;
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Places and erases points, by pointer and by keyboard. */
export class Editor {
  readonly #host: EditorHost;
  /** The class that is placed; null erases points. */
  #brush: number | null = 0;
  #cursor: { x: number; y: number } | null = null;
  #pointer: { x: number; y: number } | null = null;

  constructor(host: EditorHost) {
    this.#host = host;
    const plot = byId("plot");
    plot.tabIndex = 0;
    plot.addEventListener("click", (event) => {
      const box = plot.getBoundingClientRect();
      this.#cursor = null;
      this.#applyBrush(...fromPixel(host.view(), event.clientX - box.left, event.clientY - box.top));
    });
    plot.addEventListener("pointermove", (event) => {
      const box = plot.getBoundingClientRect();
      const [x, y] = fromPixel(host.view(), event.clientX - box.left, event.clientY - box.top);
      this.#pointer = { x, y };
      host.change();
    });
    plot.addEventListener("pointerleave", () => {
      this.#pointer = null;
      host.change();
    });
    plot.addEventListener("keydown", (event) => this.#onPlotKey(event));
    plot.addEventListener("blur", () => this.#moveTo(null));
    document.addEventListener("keydown", (event) => this.#onPageKey(event));
  }

  get cursor(): { x: number; y: number; label: number | null } | null {
    return this.#cursor && { ...this.#cursor, label: this.#brush };
  }

  /** Where the pointer or the keyboard's cursor is. */
  get position(): { x: number; y: number } | null {
    return this.#pointer ?? this.#cursor;
  }

  setBrush(label: number | null): void {
    this.#brush = label;
    checkRadio("brush", label === null ? "eraser" : String(label));
    this.#host.change();
  }

  #onPlotKey(event: KeyboardEvent): void {
    const { key, shiftKey } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[key];
    if (arrow !== undefined) this.#step(arrow, shiftKey ? 5 : 1);
    else if (/^[123]$/.test(key)) this.#place(Number(key) - 1);
    else if (key === "Enter" && this.#cursor === null) this.#step([0, 0], 1);
    else if (key === "Enter" && this.#cursor !== null) this.#applyBrush(this.#cursor.x, this.#cursor.y);
    else if ((key === "Delete" || key === "Backspace") && this.#cursor !== null) this.#erase(this.#cursor);
    else if (key === "Escape") this.#moveTo(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Space and the digits work all over the tab, except on controls that use them. */
  #onPageKey(event: KeyboardEvent): void {
    const { key, target } = event;
    if (byId("panel-perceptron").hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(target instanceof Element) || target.closest("button, select, [role=tab], input:not([type=radio])"))
      return;
    const isRadio = target instanceof HTMLInputElement;
    if (key === " " && !isRadio) this.#host.playOrPause();
    else if (/^[123]$/.test(key)) this.setBrush(Number(key) - 1);
    else return;
    event.preventDefault();
  }

  #step([right, up]: readonly [number, number], times: number): void {
    const { left, right: end, bottom, top } = this.#host.view().bounds;
    const [stepX, stepY] = [roundStep(end - left, 50), roundStep(top - bottom, 40)];
    const from = this.#cursor ?? { x: (left + end) / 2, y: (bottom + top) / 2 };
    const onGrid = (value: number, step: number): number =>
      Number((Math.round(value / step) * step).toPrecision(10));
    const x = Math.min(end, Math.max(left, onGrid(from.x + right * times * stepX, stepX)));
    const y = Math.min(top, Math.max(bottom, onGrid(from.y + up * times * stepY, stepY)));
    this.#moveTo({ x, y });
    setText(byId("cursor-position"), formatPoint(x, y, formatNumber));
  }

  #moveTo(cursor: { x: number; y: number } | null): void {
    this.#cursor = cursor;
    this.#host.change();
  }

  /** A digit places a point at the cursor; without a cursor it only chooses the class. */
  #place(label: number): void {
    this.setBrush(label);
    if (this.#cursor !== null) this.#applyBrush(this.#cursor.x, this.#cursor.y);
  }

  #applyBrush(x: number, y: number): void {
    const label = this.#brush;
    if (label === null) {
      this.#erase({ x, y });
      return;
    }
    const { scaleX, scaleY } = this.#host.view();
    const rounded = { x: Number(x.toFixed(decimalsFor(scaleX))), y: Number(y.toFixed(decimalsFor(scaleY))) };
    this.#change((points) => [...points, { ...rounded, label }]);
  }

  #erase({ x, y }: { x: number; y: number }): void {
    const view = this.#host.view();
    const [px, py] = toPixel(view, x, y);
    const index = nearestPoint(this.#host.points(), ERASE_RADIUS, (pointX, pointY) => {
      const [ox, oy] = toPixel(view, pointX, pointY);
      return Math.hypot(ox - px, oy - py);
    });
    if (index >= 0) this.#change((points) => points.toSpliced(index, 1));
  }

  #change(edit: (points: Point[]) => Point[]): void {
    const points = this.#host.points();
    if (points.labels.length >= DOTS_FROM) {
      setText(byId("plot-note"), texts().perceptron.tooMany);
      return;
    }
    const classNames = points.classNames.map((_, label) => className(points, label));
    const axisNames = [axisName(points, 0), axisName(points, 1)] as const;
    this.#host.edit(pointSet(edit(listPoints(points)), { classNames, axisNames }));
  }
}
