import { axisName, className } from "../data/names";
import {
  listPoints,
  MAX_CLASSES,
  nearestPoint,
  type Point,
  type PointSet,
  pointAt,
  pointSet,
} from "../data/points";
import { byId, setText } from "../page/dom";
import { formatNumber, formatPoint } from "../text/format";
import { texts } from "../text/language";
import { checkRadio } from "./controls";
import { Drag } from "./drag";
import { fromPixel, roundedToPixel, roundStep, toPixel, type View } from "./geometry";
import { DOTS_FROM } from "./glyphs";

interface EditorHost {
  view(): View;
  points(): PointSet;
  edit(points: PointSet): void;
  /** Shows points as they would be, while one is dragged. */
  preview(points: PointSet): void;
  playOrPause(): void;
  /** The cursor has moved. */
  change(): void;
}

/** How near a click must be to a point to erase it, in pixels. */
const ERASE_RADIUS = 18;
/** How near a press must be to a point to take hold of it. */
const DRAG_RADIUS = 12;
/** 1 is the first class, and 0 the tenth. */
const labelOfKey = (key: string): number | null =>
  /^\d$/.test(key) ? (Number(key) + 9) % MAX_CLASSES : null;
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
  /** The point that the keyboard's cursor takes along; −1 without one. */
  #held = -1;

  constructor(host: EditorHost) {
    this.#host = host;
    const plot = byId("plot");
    plot.tabIndex = 0;
    const drag = new Drag(plot, {
      pick: (event) => this.#pointNear(this.#placeOf(event), DRAG_RADIUS),
      move: (index, event) => host.preview(this.#moved(index, this.#placeOf(event))),
      drop: (index, event) => host.edit(this.#moved(index, this.#placeOf(event))),
    });
    plot.addEventListener("click", (event) => {
      this.#cursor = null;
      if (!drag.justEnded) this.#applyBrush(...this.#placeOf(event));
    });
    plot.addEventListener("pointermove", (event) => {
      const [x, y] = this.#placeOf(event);
      this.#pointer = { x, y };
      host.change();
    });
    plot.addEventListener("pointerleave", () => {
      this.#pointer = null;
      host.change();
    });
    plot.addEventListener("keydown", (event) => this.#onPlotKey(event));
    plot.addEventListener("blur", () => this.#moveTo(null)); // which lets go of a point, too
    document.addEventListener("keydown", (event) => this.#onPageKey(event));
  }

  get cursor(): { x: number; y: number; label: number | null } | null {
    const label = this.#held < 0 ? this.#brush : null;
    return this.#cursor && { ...this.#cursor, label };
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
    const isMove = key.toLowerCase() === "m";
    if (arrow !== undefined) this.#step(arrow, shiftKey ? 5 : 1);
    else if (this.#held >= 0 && (key === "Enter" || isMove)) this.#setDown();
    else if (isMove) this.#pickUp();
    else if (this.#held >= 0 && key !== "Escape") return;
    else if (labelOfKey(key) !== null) this.#place(labelOfKey(key) as number);
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
    else if (labelOfKey(key) !== null) this.setBrush(labelOfKey(key) as number);
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
    this.#say(formatPoint(x, y, formatNumber));
  }

  /** Without a cursor, a point that it took along is where it was. */
  #moveTo(cursor: { x: number; y: number } | null): void {
    this.#cursor = cursor;
    if (this.#held >= 0 && cursor !== null) this.#host.preview(this.#moved(this.#held, [cursor.x, cursor.y]));
    else if (this.#held >= 0) {
      this.#held = -1;
      this.#host.preview(this.#host.points());
    }
    this.#host.change();
  }

  /** From the next arrow on, the point nearest to the cursor goes with it. */
  #pickUp(): void {
    if (this.#cursor === null) this.#step([0, 0], 1);
    const { x, y } = this.#cursor as { x: number; y: number };
    const index = this.#pointNear([x, y], Infinity);
    if (index < 0) return;
    const point = pointAt(this.#host.points(), index);
    this.#moveTo({ x: point.x, y: point.y });
    this.#held = index;
    this.#host.change();
    this.#say(texts().perceptron.held(formatPoint(point.x, point.y, formatNumber)));
  }

  #setDown(): void {
    const { x, y } = this.#cursor as { x: number; y: number };
    const points = this.#moved(this.#held, [x, y]);
    this.#held = -1;
    this.#host.edit(points);
  }

  #say(text: string): void {
    setText(byId("cursor-position"), text);
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
    const rounded = { x: roundedToPixel(x, scaleX), y: roundedToPixel(y, scaleY) };
    this.#change((points) => [...points, { ...rounded, label }]);
  }

  #erase({ x, y }: { x: number; y: number }): void {
    const index = this.#pointNear([x, y], ERASE_RADIUS);
    if (index >= 0) this.#change((points) => points.toSpliced(index, 1));
  }

  /** Where in the plane the pointer is. */
  #placeOf({ clientX, clientY }: MouseEvent): [number, number] {
    const box = byId("plot").getBoundingClientRect();
    return fromPixel(this.#host.view(), clientX - box.left, clientY - box.top);
  }

  /** The point nearest to a place, within so many pixels; −1 if there is none, or if they are a cloud. */
  #pointNear([x, y]: readonly [number, number], radius: number): number {
    if (this.#host.points().labels.length >= DOTS_FROM) return -1;
    const view = this.#host.view();
    const [px, py] = toPixel(view, x, y);
    return nearestPoint(this.#host.points(), radius, (pointX, pointY) => {
      const [ox, oy] = toPixel(view, pointX, pointY);
      return Math.hypot(ox - px, oy - py);
    });
  }

  /** The points with one of them elsewhere. */
  #moved(index: number, [x, y]: readonly [number, number]): PointSet {
    const { scaleX, scaleY } = this.#host.view();
    const place = { x: roundedToPixel(x, scaleX), y: roundedToPixel(y, scaleY) };
    return this.#edited((points) => points.map((point, i) => (i === index ? { ...point, ...place } : point)));
  }

  #change(edit: (points: Point[]) => Point[]): void {
    if (this.#host.points().labels.length >= DOTS_FROM)
      setText(byId("plot-note"), texts().perceptron.tooMany);
    else this.#host.edit(this.#edited(edit));
  }

  #edited(edit: (points: Point[]) => Point[]): PointSet {
    const points = this.#host.points();
    const classNames = points.classNames.map((_, label) => className(points, label));
    const axisNames = [axisName(points, 0), axisName(points, 1)] as const;
    return pointSet(edit(listPoints(points)), { classNames, axisNames });
  }
}
