import { className, DEFAULT_AXIS_NAMES } from "../data/points";
import { short } from "../numbers";
import { byId, html } from "../page/dom";
import { glyph } from "./controls";
import type { TrainingState } from "./online-trainer";

/** The score of each output, and what it means. */
export function showEquations({ predictionWeights, points, classes, rule }: TrainingState): void {
  const rows: HTMLElement[] = [];
  const isMultiOutput = predictionWeights.b.length > 1;
  for (const [k, bias] of predictionWeights.b.entries()) {
    const terms = DEFAULT_AXIS_NAMES.map(
      (name, j) => [predictionWeights.w[2 * k + j] as number, name] as const,
    );
    const z = isMultiOutput ? glyph(classes[k] as number) : html("i", {}, "z");
    rows.push(
      html(
        "p",
        {},
        z,
        " = ",
        ...terms.flatMap(([weight, name], j) => term(weight, name, j)),
        signed(bias),
        short(Math.abs(bias)),
      ),
    );
  }
  byId("equations").replaceChildren(...rows, meaning());

  function meaning(): HTMLElement {
    const [low, high] = classes;
    if (low === undefined || high === undefined) return html("p", { class: "aside" }, "nothing yet");
    if (isMultiOutput) return html("p", { class: "aside" }, "the largest is the answer");
    const when = rule === "sign" ? "z > 0" : "z ≥ 0";
    const texts = [className(points, high), ` if ${when}, else `, className(points, low)];
    return html(
      "p",
      { class: "aside" },
      glyph(high),
      texts.slice(0, 2).join(""),
      glyph(low),
      texts[2] as string,
    );
  }
}

function term(weight: number, name: string, j: number): (Node | string)[] {
  const sign = j > 0 ? signed(weight) : weight < 0 ? "−" : "";
  return [sign, short(Math.abs(weight)), " ", html("i", {}, name)];
}

const signed = (x: number): string => (x < 0 ? " − " : " + ");
