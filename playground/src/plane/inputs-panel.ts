// The choice of inputs, behind a disclosure: products of coordinates, and what may stand in between.
import { count, type PointSet } from "../data/points";
import { byId, html, setText } from "../page/dom";
import type { State } from "../state";
import { texts } from "../text/language";
import { checkRadio, radioChoice, translatedText } from "./controls";
import {
  FEATURE_NAMES,
  FEATURES,
  type Feature,
  type InputChoice,
  type Inputs,
  LAYERS,
  MAX_HIDDEN_POINTS,
  UNITS,
} from "./inputs";

/** Where the slider of the units is: at powers of two. */
const positionOf = (units: number): number => Math.log2(units);

export class InputsPanel {
  readonly #toggle = byId("inputs-toggle");
  readonly #slider = byId<HTMLInputElement>("units");

  constructor(onChange: (changes: Partial<InputChoice>) => void) {
    for (const feature of Object.keys(FEATURES) as Feature[]) {
      const box = html("input", {
        type: "checkbox",
        id: `feature-${feature}`,
        value: feature,
        change: () => onChange({ features: this.#checked() }),
      });
      byId("features").append(
        html(
          "label",
          { class: "choice", for: `feature-${feature}` },
          box,
          html("i", {}, FEATURE_NAMES[feature]),
        ),
      );
    }
    for (const layer of LAYERS) {
      const change = (): void => onChange({ layer });
      byId("layers").append(
        radioChoice("layer", layer, { change }, translatedText(`inputs.layers.${layer}`)),
      );
    }
    this.#toggle.addEventListener("click", () =>
      this.open(this.#toggle.getAttribute("aria-expanded") !== "true"),
    );
    this.#slider.min = String(positionOf(UNITS.min));
    this.#slider.max = String(positionOf(UNITS.max));
    this.#slider.addEventListener("input", () =>
      onChange({ units: Math.round(2 ** this.#slider.valueAsNumber) }),
    );
  }

  open(isOpen = true): void {
    this.#toggle.setAttribute("aria-expanded", String(isOpen));
    byId("inputs").hidden = !isOpen;
  }

  /** @param inputs  what came of the choice */
  show({ features, layer, units }: State, points: PointSet, inputs: Inputs): void {
    if (features.length > 0 || layer !== "none") this.open();
    for (const feature of Object.keys(FEATURES) as Feature[]) {
      const box = byId<HTMLInputElement>(`feature-${feature}`);
      box.checked = features.includes(feature);
      box.disabled = layer === "hidden";
    }
    checkRadio("layer", layer);
    byId("units-field").hidden = layer !== "association";
    this.#slider.value = String(positionOf(units));
    const text = texts().inputs;
    setText(byId("units-text"), text.units(units));
    this.#slider.setAttribute("aria-valuetext", text.units(units));
    setText(byId("inputs-about"), this.#about(layer, points, inputs));
  }

  #about(layer: State["layer"], points: PointSet, inputs: Inputs): string {
    const { about, tooMany, grown, deep } = texts().inputs;
    if (layer !== "hidden") return about[layer];
    if (count(points) > MAX_HIDDEN_POINTS) return tooMany(MAX_HIDDEN_POINTS);
    const { hidden } = inputs;
    if (hidden === null) return about.hidden;
    return hidden.isDeep ? deep(hidden.lines.length, hidden.units) : grown(hidden.lines.length);
  }

  #checked(): Feature[] {
    return (Object.keys(FEATURES) as Feature[]).filter(
      (name) => byId<HTMLInputElement>(`feature-${name}`).checked,
    );
  }
}
