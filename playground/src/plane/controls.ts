// The choices above the figure: data sets, rules, the class that a click places.
import irisText from "../../../data/iris.csv?raw";
import { DATASETS, type DatasetName, makeDataset } from "../data/datasets";
import { className } from "../data/names";
import { count, MAX_CLASSES, type PointSet, pointAt, presentClasses } from "../data/points";
import { byId, html, setText } from "../page/dom";
import { onThemeChange, palette } from "../page/theme";
import { RULES, type Rule, type State } from "../state";
import { texts } from "../text/language";
import { boundsOf, makeView, toPixel } from "./geometry";
import { drawGlyph, glyph } from "./glyphs";

export const pointsOfDataset = (name: DatasetName, seed: number, maxPoints?: number): PointSet =>
  makeDataset(name, seed, irisText, maxPoints);

/** A radio button with its label. @param on  `change` for a new choice, `click` also for the same once more */
export function radioChoice(
  group: string,
  value: string,
  on: { readonly change: () => void } | { readonly click: () => void },
  ...children: (Node | string)[]
): HTMLElement {
  const radio = html("input", {
    type: "radio",
    name: group,
    value,
    id: `${group}-${value}`,
    ...on,
  });
  if ("click" in on) {
    radio.addEventListener("keydown", (event) => {
      if (event.key !== " " || !radio.checked) return;
      event.preventDefault(); // what is checked already hears no space bar of its own
      radio.click();
    });
  }
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

/** A text of the present language, which changes with it. */
export const translatedText = (path: string): HTMLElement => html("span", { "data-text": path });

/** The data sets as small multiples. Choosing one again draws other points of it. */
export function makeDatasetChoices(on: DatasetHandlers): void {
  const drawings: (() => void)[] = [];
  for (const name of Object.keys(DATASETS) as DatasetName[]) {
    const canvas = html("canvas", { class: "thumbnail", "aria-hidden": "true" });
    const thumbnailPoints = pointsOfDataset(name, 1957, THUMBNAIL_POINTS);
    drawings.push(() => drawThumbnail(canvas, thumbnailPoints));
    byId("sets").append(radioChoice("data", name, { click: () => on.set(name) }, canvas, title(name)));
  }
  const placeholder = (sign: string): HTMLElement =>
    html("span", { class: "thumbnail placeholder", "aria-hidden": "true" }, html("span", {}, sign));
  const own = radioChoice("data", "points", { click: () => on.own() }, placeholder("+"), title("own"));
  const open = { type: "button", id: "open-file", class: "choice", click: () => on.file() };
  byId("sets").append(own, html("button", open, placeholder("CSV"), title("file")));
  onThemeChange(() => {
    for (const draw of drawings) draw();
  });
}

const title = (name: DatasetName | "own" | "file"): HTMLElement => translatedText(`datasets.${name}.0`);

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

export function makeRuleChoices(onChoose: (rule: Rule) => void): void {
  for (const rule of RULES) {
    const change = (): void => onChoose(rule);
    byId("rules").append(radioChoice("rule", rule, { change }, translatedText(`rules.${rule}.0`)));
    const term = html("dt", { "data-text": `rules.${rule}.0` });
    byId("rule-texts").append(html("div", {}, term, html("dd", { "data-text": `rules.${rule}.1` })));
  }
}

/** What the chosen data set and the chosen rule are, and what the learning rate does. */
export function aboutText({ source, rule, eta }: State): string {
  const { datasets, rules, again, againEmpty, perceptron } = texts();
  const name = source.kind === "set" ? source.name : source.kind === "file" ? "file" : "own";
  const isSeeded = source.kind === "set" && DATASETS[source.name].seeded;
  const data = [
    ...(source.kind === "file" ? [] : [`${datasets[name][1]}.`]),
    ...(isSeeded ? [`${again}.`] : []),
    ...(source.kind === "points" && count(source.points) > 0 ? [`${againEmpty}.`] : []),
  ];
  const [title, about] = rules[rule] as [string, string];
  return [
    ...data,
    `<b>${title}</b>: ${about[0]?.toLowerCase()}${about.slice(1)}.`,
    ...(eta === 1 ? [] : [perceptron.etaScales(eta)]),
  ].join(" ");
}

/** So many classes can be placed from the start, and all that have points. */
let shownBrushes = 3;

/** Names the classes that can be placed; more than three need the room of their names, but for the chosen one. */
export function showBrushes(points: PointSet): void {
  shownBrushes = Math.max(shownBrushes, 1 + Math.max(0, ...presentClasses(points)));
  byId("brushes").classList.toggle("many", shownBrushes > 3);
  byId("brush-more").hidden = shownBrushes === MAX_CLASSES;
  for (let label = 0; label < MAX_CLASSES; label++) {
    setText(byId(`brush-name-${label}`), className(points, label));
    (byId(`brush-${label}`).parentElement as HTMLElement).hidden = label >= shownBrushes;
  }
}

/** The classes that a click may place, and with null the eraser. */
export function makeBrushChoices(onChoose: (label: number | null) => void, points: () => PointSet): void {
  for (let label = 0; label < MAX_CLASSES; label++) {
    const name = html("span", { class: "brush-name", id: `brush-name-${label}` });
    const change = (): void => onChoose(label);
    const brush = radioChoice("brush", String(label), { change }, glyph(label), name);
    byId("brushes").append(brush);
  }
  const more = html(
    "button",
    { type: "button", class: "more", id: "brush-more", "data-label": "perceptron.moreClasses" },
    "+",
  );
  more.addEventListener("click", () => {
    shownBrushes = Math.min(MAX_CLASSES, shownBrushes + 1);
    showBrushes(points());
    byId(`brush-${shownBrushes - 1}`).click();
  });
  byId("brushes").append(more);
  byId("brushes").append(
    radioChoice("brush", "eraser", { change: () => onChoose(null) }, translatedText("perceptron.eraser")),
  );
}
