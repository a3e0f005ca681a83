import { byId, setText } from "../page/dom";
import { ETA } from "../state";
import { onLanguageChange, texts } from "../text/language";

/** The learning rate as a logarithmic slider and a field, which says so where it does not take a value. */
export class EtaField {
  readonly #slider = byId<HTMLInputElement>("eta-slider");
  readonly #field = byId<HTMLInputElement>("eta");
  #eta = 1;
  #refused: string | null = null;

  constructor(onChange: (eta: number) => void) {
    this.#slider.addEventListener("input", () =>
      onChange(Number((10 ** this.#slider.valueAsNumber).toPrecision(2))),
    );
    this.#field.addEventListener("input", () => {
      const eta = this.#field.valueAsNumber;
      const isValid = eta >= ETA.min && eta <= ETA.max;
      this.#refuse(isValid ? null : this.#field.value);
      if (isValid) onChange(eta);
    });
    this.#field.addEventListener("change", () => {
      this.#field.value = String(this.#eta);
      this.#field.setAttribute("aria-invalid", "false");
    });
    onLanguageChange(() => this.#refuse(this.#refused));
  }

  show(eta: number): void {
    if (eta !== this.#eta) this.#refuse(null);
    this.#eta = eta;
    this.#slider.value = String(Math.log10(eta));
    this.#slider.setAttribute("aria-valuetext", String(eta));
    const isEdited = document.activeElement === this.#field;
    if (!isEdited || this.#field.valueAsNumber === eta) this.#field.value = String(eta);
  }

  /** @param value  what was typed and is out of range; null if nothing was */
  #refuse(value: string | null): void {
    this.#refused = value;
    this.#field.setAttribute("aria-invalid", String(value !== null));
    const text = value === null ? "" : texts().perceptron.etaRange(value, ETA.min, ETA.max, this.#eta);
    setText(byId("eta-error"), text);
  }
}
