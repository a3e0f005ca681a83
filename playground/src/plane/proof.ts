import type { PointSet } from "../data/points";
import { byId, setText } from "../page/dom";
import { onLanguageChange, texts } from "../text/language";
import type { Inputs } from "./inputs";
import type { SeparabilityReport } from "./separability";
import { SeparabilityClient } from "./separability-client";
import { describeSeparability, pendingText, type SeparabilityText } from "./separability-text";

/** How long a proof is looked for among many inputs, where it may take hours. */
const PATIENCE_MS = 5000;

/** Tests whether a line separates the classes, and shows the answer, with the way on where no line does. */
export class Proof {
  readonly #client = new SeparabilityClient();
  readonly #onChange: () => void;
  #report: SeparabilityReport | null = null;
  #timer = 0;
  #describe: () => SeparabilityText = pendingText;
  #isPlain = true;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    onLanguageChange(() => this.#show(this.#describe));
  }

  /** The answer; null until it is there, and for fewer than two classes. */
  get report(): SeparabilityReport | null {
    return this.#report;
  }

  async test(points: PointSet, joint: boolean, inputs: Inputs): Promise<void> {
    this.#report = null;
    this.#isPlain = inputs.plain;
    this.#show(pendingText);
    clearTimeout(this.#timer);
    if (!inputs.plain) this.#timer = window.setTimeout(() => this.#giveUp(), PATIENCE_MS);
    try {
      const report = await this.#client.test(points, joint, inputs.choice);
      clearTimeout(this.#timer);
      this.#report = report;
      this.#show(() => describeSeparability(report, points, inputs));
    } catch (error) {
      this.#show(() => ({ heading: texts().separability.noProof, text: String(error), tone: "quiet" }));
    }
    this.#onChange();
  }

  #giveUp(): void {
    this.#client.cancel();
    this.#show(() => {
      const { noProof, noProofYet } = texts().separability;
      return { heading: noProof, text: noProofYet, tone: "quiet" };
    });
  }

  #show(describe: () => SeparabilityText): void {
    this.#describe = describe;
    const { heading, text, tone } = describe();
    byId("separability").dataset.tone = tone;
    setText(byId("separability-heading"), heading);
    setText(byId("separability-text"), text);
    byId("solve").hidden = tone !== "bad" || !this.#isPlain;
  }
}
