// The choices above the figure: data sets, rules, the class that a click places.
import irisText from "../../../data/iris.csv?raw";
import { DATASETS, type DatasetName, makeDataset } from "../data/datasets";
import { count, MAX_CLASSES, type PointSet, pointAt } from "../data/points";
import { byId, html } from "../page/dom";
import { onThemeChange, palette } from "../page/theme";
import { RULES, type Rule } from "../state";
import { boundsOf, makeView, toPixel } from "./geometry";
import { drawGlyph } from "./glyphs";

export const pointsOfDataset = (name: DatasetName, seed: number, maxPoints?: number): PointSet =>
  makeDataset(name, seed, irisText, maxPoints);

/** A radio button with its label. */
function radioChoice(
  group: string,
  value: string,
  onChoose: () => void,
  ...children: (Node | string)[]
): HTMLElement {
  const radio = html("input", {
    type: "radio",
    name: group,
    value,
    id: `${group}-${value}`,
    change: onChoose,
  });
  return html("label", { class: "choice", for: `${group}-${value}` }, radio, ...children);
}

/** Checks one radio button of a group, or none, and scrolls it into view. */
export function checkRadio(group: string, value: string): void {
  for (const radio of document.getElementsByName(group) as NodeListOf<HTMLInputElement>) {
    radio.checked = radio.value === value;
    const [tile, fieldset] = [radio.parentElement, radio.closest("fieldset")];
    if (!radio.checked || tile === null || fieldset === null || fieldset.scrollWidth <= fieldset.clientWidth)
      continue;
    const [from, to] = [tile.offsetLeft, tile.offsetLeft + tile.offsetWidth];
    if (from < fieldset.scrollLeft || to > fieldset.scrollLeft + fieldset.clientWidth) {
      fieldset.scrollLeft = (from + to - fieldset.clientWidth) / 2;
    }
  }
}

const THUMBNAIL = { width: 88, height: 56 };
const THUMBNAIL_POINTS = 140;

interface DatasetHandlers {
  set(name: DatasetName): void;
  own(): void;
  file(): void;
}

/** The data sets as small multiples. Choosing one again draws other points of it. */
export function makeDatasetChoices(on: DatasetHandlers): void {
  const drawings: (() => void)[] = [];
  for (const [name, { title, about, seeded: isSeeded }] of Object.entries(DATASETS) as [
    DatasetName,
    (typeof DATASETS)[DatasetName],
  ][]) {
    const canvas = html("canvas", { class: "thumbnail" });
    const thumbnailPoints = pointsOfDataset(name, 1957, THUMBNAIL_POINTS);
    drawings.push(() => drawThumbnail(canvas, thumbnailPoints));
    const tile = radioChoice("data", name, () => on.set(name), canvas, html("span", {}, title));
    tile.title = isSeeded ? `${about}. Once more for others` : about;
    byId("sets").append(tile);
  }
  const blank = (sign: string): HTMLElement =>
    html("span", { class: "thumbnail blank", "aria-hidden": "true" }, html("span", {}, sign));
  const own = radioChoice("data", "points", () => on.own(), blank("+"), html("span", {}, "Your own"));
  own.title = "An empty plane";
  const open = { type: "button", id: "open-file", class: "choice", click: () => on.file() };
  const file = html("button", open, blank("CSV"), html("span", {}, "A file"));
  file.title = "A CSV file with two columns of numbers and one of classes; or drop one anywhere";
  byId("sets").append(own, file);
  onThemeChange(() => {
    for (const draw of drawings) draw();
  });
}

function drawThumbnail(canvas: HTMLCanvasElement, points: PointSet): void {
  const { width, height } = THUMBNAIL;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.scale(devicePixelRatio, devicePixelRatio);
  const colours = palette();
  const view = makeView(boundsOf(points.xy), width, height);
  const size = count(points) > 12 ? 1.6 : 3.4;
  for (let i = 0; i < Math.min(THUMBNAIL_POINTS, count(points)); i++) {
    const { x, y, label } = pointAt(points, i);
    drawGlyph(context, label, ...toPixel(view, x, y), size, colours);
  }
}

const RULE_TEXTS: Record<Rule, readonly [string, string]> = {
  heaviside: ["Heaviside", "The step is 1 from z = 0 on, else 0"],
  sign: ["Sign", "The step is −1, 0 or +1"],
  averaged: ["Averaged", "Answers with the mean of the weights after each point"],
  pocket: ["Pocket", "Each output keeps the weights with which it had the fewest points wrong"],
  joint: ["Joint", "Of three classes, the largest score is one decision"],
};

export function makeRuleChoices(onChoose: (rule: Rule) => void): void {
  for (const rule of RULES) {
    const [title, about] = RULE_TEXTS[rule];
    const label = radioChoice("rule", rule, () => onChoose(rule), html("span", {}, title));
    label.title = about;
    byId("rules").append(label);
  }
}

export const aboutRule = (rule: Rule): string => RULE_TEXTS[rule][1];

/** The classes that a click may place, and with null the eraser. */
export function makeBrushChoices(onChoose: (label: number | null) => void): void {
  for (let label = 0; label < MAX_CLASSES; label++) {
    const name = html("span", { class: "brush-name", id: `brush-name-${label}` });
    const brush = radioChoice("brush", String(label), () => onChoose(label), glyph(label), name);
    brush.title = `Key ${label + 1}`;
    byId("brushes").append(brush);
  }
  byId("brushes").append(radioChoice("brush", "eraser", () => onChoose(null), html("span", {}, "eraser")));
}

/** The glyph of a class, for use in text. */
export function glyph(label: number): HTMLElement {
  return html("span", { class: `glyph glyph-${label}`, "aria-hidden": "true" });
}
