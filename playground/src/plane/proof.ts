import type { PointSet } from "../data/points";
import { byId, setText } from "../page/dom";
import { onLanguageChange, texts } from "../text/language";
import type { SeparabilityReport } from "./separability";
import { SeparabilityClient } from "./separability-client";
import { describeSeparability, pendingText, type SeparabilityText } from "./separability-text";

/** Tests whether a line separates the classes, and shows the answer. */
export class Proof {
  readonly #client = new SeparabilityClient();
  readonly #onChange: () => void;
  #report: SeparabilityReport | null = null;
  #describe: () => SeparabilityText = pendingText;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    onLanguageChange(() => this.#show(this.#describe));
  }

  /** The answer; null until it is there, and for fewer than two classes. */
  get report(): SeparabilityReport | null {
    return this.#report;
  }

  async test(points: PointSet, joint: boolean): Promise<void> {
    this.#report = null;
    this.#show(pendingText);
    try {
      const report = await this.#client.test(points, joint);
      this.#report = report;
      this.#show(() => describeSeparability(report, points));
    } catch (error) {
      this.#show(() => ({ heading: texts().perceptron.noProof, text: String(error), tone: "quiet" }));
    }
    this.#onChange();
  }

  #show(describe: () => SeparabilityText): void {
    this.#describe = describe;
    const { heading, text, tone } = describe();
    byId("separability").dataset.tone = tone;
    setText(byId("separability-heading"), heading);
    setText(byId("separability-text"), text);
  }
}
