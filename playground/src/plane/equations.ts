import { className } from "../data/names";
import { byId, html } from "../page/dom";
import { formatNumber } from "../text/format";
import { texts } from "../text/language";
import { glyph } from "./glyphs";
import type { TrainingState } from "./online-trainer";

/** More inputs than this are summed up in a sign. */
const MAX_TERMS = { ofOne: 5, ofSeveral: 3 };

/** Of more sums the first are shown. */
const MAX_ROWS = 4;

/** Shows the sum of each output as an equation, and what it means. */
export function showEquations(training: TrainingState): void {
  const { predictionWeights, classes, inputs } = training;
  const { w, b } = predictionWeights;
  const { names } = inputs;
  const rows = Array.from(b, (bias, k) => {
    const z = b.length > 1 ? glyph(classes[k] as number) : html("i", {}, "z");
    const terms =
      names.length > (b.length > 1 ? MAX_TERMS.ofSeveral : MAX_TERMS.ofOne)
        ? sumOf(names)
        : names.flatMap((name, j) => term(w[names.length * k + j] as number, name, j));
    return html("p", {}, z, " = ", ...terms, signOf(bias), formatNumber(Math.abs(bias)));
  });
  const shown = rows.length > MAX_ROWS ? rows.slice(0, MAX_ROWS - 1) : rows;
  const left = rows.length - shown.length;
  const more = left === 0 ? [] : [html("p", { class: "aside" }, texts().neuron.more(left))];
  byId("equations").replaceChildren(...shown, ...more, meaning(training));
}

function meaning({ predictionWeights, points, classes, rule }: TrainingState): HTMLElement {
  const { largest, nothingYet, means } = texts().neuron;
  const [low, high] = classes;
  if (low === undefined || high === undefined) return html("p", { class: "aside" }, nothingYet);
  if (predictionWeights.b.length > 1) return html("p", { class: "aside" }, largest);
  const condition = means(rule === "sign" ? "z > 0" : "z ≥ 0");
  return html(
    "p",
    { class: "aside" },
    ...[glyph(high), className(points, high), condition, glyph(low), className(points, low)],
  );
}

function term(weight: number, name: string, j: number): (Node | string)[] {
  const sign = j > 0 ? signOf(weight) : weight < 0 ? "−" : "";
  return [sign, formatNumber(Math.abs(weight)), " ", html("i", {}, name)];
}

/** Such as w₁ h₁ + … + w₁₂ h₁₂. */
function sumOf(names: readonly string[]): (Node | string)[] {
  const [first = "", last = ""] = [names[0], names.at(-1)];
  return ["w₁ ", html("i", {}, first), " + … + ", `w${last.slice(1)} `, html("i", {}, last)];
}

const signOf = (x: number): string => (x < 0 ? " − " : " + ");
