import { compile, Network } from "rosenblatt/logic";
import { plural } from "../numbers";
import { byId, html, setText } from "../page/dom";
import type { Store } from "../page/store";
import { Drawing } from "./drawing";
import { layOut } from "./layout";
import { describeProblem } from "./problem";
import { TableView } from "./truth-table";

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
const MOST_NEURONS = 60;

/** A proposition, its network and its truth table. */
export class LogicTab {
  readonly #store: Store;
  #text: string | null = null;
  #network: Network<boolean> = compile("true");
  #all: Network = this.#network;
  #drawing: Drawing | null = null;
  #table: TableView | null = null;
  #toggles = new Map<string, HTMLElement>();

  constructor(store: Store) {
    this.#store = store;
    const field = byId<HTMLInputElement>("proposition");
    field.addEventListener("input", () => store.set({ proposition: field.value }));
    const examples = EXAMPLES.map((text) =>
      html(
        "button",
        { type: "button", class: "example", click: () => store.set({ proposition: text, on: [] }) },
        text,
      ),
    );
    byId("examples").append(...examples);
    store.listen(({ proposition, on }) => {
      if (field.value !== proposition) field.value = proposition;
      if (proposition !== this.#text) this.#compile(proposition);
      this.#light(on);
      this.#forgetOthers(on);
    });
  }

  #compile(text: string): void {
    this.#text = text;
    const problem = byId("proposition-problem");
    const isEmpty = text.trim() === "";
    try {
      this.#network = compile(text);
      problem.replaceChildren();
      this.#show();
      byId("network-area").hidden = false;
    } catch (error) {
      const { sentence, place } = describeProblem(error, text);
      const hint = isEmpty ? "Type a proposition, or take one of these." : sentence;
      problem.replaceChildren(html("p", {}, hint));
      if (place !== null && !isEmpty) {
        const mark = html("mark", {}, place.at || " ");
        problem.append(html("pre", { "aria-hidden": "true" }, place.before, mark, place.after));
      }
    }
    byId("network-area").classList.toggle("stale", problem.hasChildNodes());
    byId("proposition").setAttribute("aria-invalid", String(problem.hasChildNodes() && !isEmpty));
  }

  #show(): void {
    const network = this.#network;
    const { inputs, neurons } = network;
    this.#all = new Network({ ...network.toJSON(), outputs: neurons.map(({ name }) => name) });
    this.#drawing =
      neurons.length > MOST_NEURONS ? null : new Drawing(layOut(network), (name) => this.#toggle(name));
    this.#table = new TableView(network, (on) => this.#store.set({ on }));
    this.#toggles = new Map(
      inputs.map((name) => {
        const state = { type: "button", role: "switch", class: "toggle", click: () => this.#toggle(name) };
        return [name, html("button", state, name)];
      }),
    );
    byId("toggles").replaceChildren(...this.#toggles.values());
    const tooMany = html("p", { class: "aside" }, `${plural(neurons.length, "neuron")}: too many to draw.`);
    byId("network").replaceChildren(this.#drawing?.element ?? tooMany);
    byId("table").replaceChildren(this.#table.element);
  }

  #toggle(name: string): void {
    const { on } = this.#store.state;
    this.#store.set({ on: on.includes(name) ? on.filter((other) => other !== name) : [...on, name] });
  }

  /** Inputs that the proposition no longer has leave the address, unless it is only half typed. */
  #forgetOthers(on: readonly string[]): void {
    const known = on.filter((name) => this.#network.inputs.includes(name));
    const isStale = byId("network-area").classList.contains("stale");
    if (known.length < on.length && !isStale) this.#store.note({ on: known });
  }

  #light(names: readonly string[]): void {
    const { inputs, neurons } = this.#network;
    const values = Object.fromEntries(inputs.map((name) => [name, names.includes(name)]));
    const result = this.#all.evaluate(values);
    const fires = (name: string): boolean => (typeof result === "boolean" ? result : (result[name] ?? false));
    const active = new Set(["1", ...inputs.filter((name) => values[name])]);
    for (const { name } of neurons) if (fires(name)) active.add(name);
    this.#drawing?.light(active);
    this.#table?.mark(inputs.reduce((row, name) => 2 * row + Number(values[name]), 0));
    for (const [name, toggle] of this.#toggles) toggle.setAttribute("aria-checked", String(values[name]));
    const [output = ""] = this.#network.outputs;
    const size = `${plural(neurons.length, "neuron")}, ${plural(inputs.length, "input")}.`;
    setText(byId("network-text"), `${size} The output is ${active.has(output) ? "on" : "off"}.`);
  }
}
