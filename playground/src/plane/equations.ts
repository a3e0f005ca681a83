import { className } from "../data/names";
import { DEFAULT_AXIS_NAMES } from "../data/points";
import { byId, html } from "../page/dom";
import { formatNumber } from "../text/format";
import { texts } from "../text/language";
import { glyph } from "./controls";
import type { TrainingState } from "./online-trainer";

/** Shows the sum of each output as an equation, and what it means. */
export function showEquations(training: TrainingState): void {
  const { predictionWeights, classes } = training;
  const { w, b } = predictionWeights;
  const rows = Array.from(b, (bias, k) => {
    const z = b.length > 1 ? glyph(classes[k] as number) : html("i", {}, "z");
    const terms = DEFAULT_AXIS_NAMES.flatMap((name, j) => term(w[2 * k + j] as number, name, j));
    return html("p", {}, z, " = ", ...terms, signOf(bias), formatNumber(Math.abs(bias)));
  });
  byId("equations").replaceChildren(...rows, meaning(training));
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

const signOf = (x: number): string => (x < 0 ? " − " : " + ");
