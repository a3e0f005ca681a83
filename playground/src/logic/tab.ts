import { compile, Network } from "rosenblatt/logic";
import { byId, html, setText } from "../page/dom";
import type { Store } from "../page/store";
import { onLanguageChange, texts } from "../text/language";
import { Drawing } from "./drawing";
import { layOut } from "./layout";
import { describeSyntaxError } from "./syntax-error";
import { TruthTable } from "./truth-table";

const EXAMPLES = [
  "A and B",
  "A and not B",
  "A xor B",
  "A -> B",
  "not (A or B)",
  "A and B or B and C or A and C",
  "A xor B xor C",
  "sun and not rain <-> picnic",
];
const MAX_NEURONS = 60;

/** A proposition, its network and its truth table. */
export class LogicTab {
  readonly #store: Store;
  #text: string | null = null;
  #network: Network<boolean> = compile("true");
  #allOutputs: Network = this.#network;
  #drawing: Drawing | null = null;
  #table: TruthTable | null = null;
  #toggles = new Map<string, HTMLElement>();

  constructor(store: Store) {
    this.#store = store;
    const field = byId<HTMLInputElement>("proposition");
    field.addEventListener("input", () => store.set({ proposition: field.value }));
    const examples = EXAMPLES.map((text) =>
      html(
        "button",
        { type: "button", class: "example", click: () => store.set({ proposition: text, activeInputs: [] }) },
        text,
      ),
    );
    byId("examples").append(...examples);
    for (const [id, label] of [
      ["network", "network-text"],
      ["table", "table-heading"],
    ] as const) {
      const scrollable = byId(id);
      scrollable.tabIndex = 0; // so that the arrow keys can scroll it
      scrollable.setAttribute("role", "group");
      scrollable.setAttribute("aria-labelledby", label);
    }
    onLanguageChange(() => {
      this.#compile(store.state.proposition);
      this.#showActive(store.state.activeInputs);
    });
    store.subscribe(({ proposition, activeInputs }) => {
      if (field.value !== proposition) field.value = proposition;
      if (proposition !== this.#text) this.#compile(proposition);
      this.#showActive(activeInputs);
      this.#dropUnknownInputs(activeInputs);
    });
  }

  /** The proposition that is drawn; null while it has a mistake. */
  get proposition(): string | null {
    return byId("network-area").classList.contains("outdated") ? null : this.#text;
  }

  get drawing(): SVGSVGElement | null {
    return this.#drawing?.element ?? null;
  }

  #compile(text: string): void {
    this.#text = text;
    const problem = byId("proposition-error");
    const isEmpty = text.trim() === "";
    try {
      this.#network = compile(text);
      problem.replaceChildren();
      this.#show();
      byId("network-area").hidden = false;
    } catch (error) {
      const { sentence, excerpt } = describeSyntaxError(error, text);
      const message = isEmpty ? texts().logic.empty : sentence;
      problem.replaceChildren(html("p", {}, message));
      if (excerpt !== null && !isEmpty) {
        const mark = html("mark", {}, excerpt.at || " ");
        problem.append(html("pre", { "aria-hidden": "true" }, excerpt.before, mark, excerpt.after));
      }
    }
    byId("network-area").classList.toggle("outdated", problem.hasChildNodes());
    byId("proposition").setAttribute("aria-invalid", String(problem.hasChildNodes() && !isEmpty));
  }

  #show(): void {
    const network = this.#network;
    const { inputs, neurons } = network;
    this.#allOutputs = new Network({ ...network.toJSON(), outputs: neurons.map(({ name }) => name) });
    this.#drawing =
      neurons.length > MAX_NEURONS ? null : new Drawing(layOut(network), (name) => this.#toggle(name));
    this.#table = new TruthTable(network, (activeInputs) => this.#store.set({ activeInputs }));
    const { on, off } = texts().logic;
    this.#toggles = new Map(
      inputs.map((name) => {
        const state = {
          "data-on": on,
          "data-off": off,
          type: "button",
          role: "switch",
          class: "toggle",
          click: () => this.#toggle(name),
        };
        return [name, html("button", state, name)];
      }),
    );
    byId("toggles").replaceChildren(...this.#toggles.values());
    const tooMany = html("p", { class: "aside" }, texts().logic.tooMany(neurons.length));
    byId("network").replaceChildren(this.#drawing?.element ?? tooMany);
    byId("table").replaceChildren(this.#table.element);
  }

  #toggle(name: string): void {
    const { activeInputs } = this.#store.state;
    const isActive = activeInputs.includes(name);
    const others = activeInputs.filter((other) => other !== name);
    this.#store.set({ activeInputs: isActive ? others : [...activeInputs, name] });
  }

  /** Drops inputs that the proposition no longer has from the address, unless it is only half typed. */
  #dropUnknownInputs(activeInputs: readonly string[]): void {
    const known = activeInputs.filter((name) => this.#network.inputs.includes(name));
    const isOutdated = byId("network-area").classList.contains("outdated");
    if (known.length < activeInputs.length && !isOutdated) this.#store.setSilently({ activeInputs: known });
  }

  #showActive(names: readonly string[]): void {
    const { inputs, neurons } = this.#network;
    const values = Object.fromEntries(inputs.map((name) => [name, names.includes(name)]));
    const result = this.#allOutputs.evaluate(values);
    const fires = (name: string): boolean => (typeof result === "boolean" ? result : (result[name] ?? false));
    const active = new Set(["1", ...inputs.filter((name) => values[name])]);
    for (const { name } of neurons) if (fires(name)) active.add(name);
    this.#drawing?.setActive(active);
    this.#table?.setCurrentRow(inputs.reduce((row, name) => 2 * row + Number(values[name]), 0));
    for (const [name, toggle] of this.#toggles) toggle.setAttribute("aria-checked", String(values[name]));
    const [output = ""] = this.#network.outputs;
    const { size, output: outputText } = texts().logic;
    const isOn = active.has(output);
    setText(byId("network-text"), `${size(neurons.length, inputs.length)} ${outputText(isOn)}`);
  }
}
