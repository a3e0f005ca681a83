import { compile, Network } from "rosenblatt/logic";
import { byId, html, inEnglish, setText } from "../page/dom";
import { download } from "../page/download";
import type { Store } from "../page/store";
import { standaloneSvg } from "../share/picture";
import { onLanguageChange, texts } from "../text/language";
import { abbreviate } from "./abbreviate";
import { Drawing } from "./drawing";
import { layOut } from "./layout";
import { PRESET_NAMES, type PresetName, ROW_FILTERS } from "./preset-names";
import { PRESETS } from "./presets";
import { describeSyntaxError } from "./syntax-error";
import { MAX_TABLE_INPUTS, TruthTable, tableFile } from "./truth-table";
import { widen } from "./widen";
import { Zoom } from "./zoom";

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
  #preset: PresetName = "";
  #network: Network = compile("true");
  #allOutputs: Network = this.#network;
  #drawing: Drawing | null = null;
  #table: TruthTable | null = null;
  readonly #zoom: Zoom;
  #toggles = new Map<string, HTMLElement>();

  constructor(store: Store) {
    this.#store = store;
    const field = byId<HTMLInputElement>("proposition");
    field.addEventListener("input", () => store.set({ proposition: field.value, preset: "" }));
    this.#zoom = new Zoom((zoom) => store.set({ zoom }));
    this.#makeTools();
    const examples = EXAMPLES.map((text) =>
      html(
        "button",
        {
          type: "button",
          class: "example",
          click: () => store.set({ proposition: text, preset: "", activeInputs: [] }),
        },
        text,
      ),
    );
    byId("examples").append(...examples);
    for (const [id, label] of [
      ["network", "network-text"],
      ["table", "table-heading"],
      ["toggles", "toggles"],
    ] as const) {
      const scrollable = byId(id);
      scrollable.tabIndex = 0; // so that the arrow keys can scroll it
      scrollable.setAttribute("role", "group");
      scrollable.setAttribute("aria-labelledby", label);
    }
    onLanguageChange(() => {
      this.#draw(store.state.proposition, store.state.preset);
      this.#showActive(store.state.activeInputs);
    });
    store.subscribe(({ proposition, activeInputs, preset, zoom, rows }, before) => {
      const written = preset === "" ? proposition : "";
      if (field.value !== written) field.value = written;
      byId<HTMLSelectElement>("preset").value = preset;
      byId<HTMLSelectElement>("table-rows").value = rows;
      if (proposition !== this.#text || preset !== this.#preset) this.#draw(proposition, preset);
      else if (rows !== before?.rows) this.#showTable();
      this.#zoom.show(zoom);
      this.#showActive(activeInputs);
      this.#dropUnknownInputs(activeInputs);
    });
  }

  /** The proposition that is drawn; null while it has a mistake. */
  get proposition(): string | null {
    return byId("network-area").classList.contains("outdated") ? null : this.#text;
  }

  /** The library's network that is drawn; "" for a proposition. */
  get preset(): PresetName {
    return this.#preset;
  }

  get drawing(): SVGSVGElement | null {
    return this.#drawing?.element ?? null;
  }

  /** Makes the truth table as CSV; null where it would be too long. */
  get table(): (() => string) | null {
    const network = this.#network;
    return network.inputs.length > MAX_TABLE_INPUTS ? null : () => tableFile(network);
  }

  #makeTools(): void {
    const preset = byId<HTMLSelectElement>("preset");
    const option = (value: string, path: string) => html("option", { value, "data-text": path });
    preset.append(...PRESET_NAMES.map((name) => option(name, `logic.presets.${name || "none"}`)));
    preset.addEventListener("change", () =>
      this.#store.set({ preset: preset.value as PresetName, activeInputs: [] }),
    );
    const rows = byId<HTMLSelectElement>("table-rows");
    rows.append(...ROW_FILTERS.map((name) => option(name, `logic.rows.${name}`)));
    rows.addEventListener("change", () =>
      this.#store.set({ rows: ROW_FILTERS.find((name) => name === rows.value) ?? "all" }),
    );
    byId("table-download").addEventListener("click", () =>
      download("truth-table.csv", tableFile(this.#network), "text/csv"),
    );
    byId("network-download").addEventListener("click", () => {
      if (this.#drawing !== null)
        download("network.svg", standaloneSvg(this.#drawing.element), "image/svg+xml");
    });
  }

  #draw(text: string, preset: PresetName): void {
    this.#preset = preset;
    this.#text = text;
    if (preset === "") {
      this.#compile(text);
      return;
    }
    this.#network = PRESETS[preset].make();
    byId("proposition-error").replaceChildren();
    byId("proposition").setAttribute("aria-invalid", "false");
    byId("network-area").classList.remove("outdated");
    byId("network-area").hidden = false;
    this.#show();
  }

  #compile(text: string): void {
    const problem = byId("proposition-error");
    const isEmpty = text.trim() === "";
    try {
      this.#network = new Network<boolean>(widen(compile(text)));
      problem.replaceChildren();
      this.#show();
      byId("network-area").hidden = false;
    } catch (error) {
      const { place, sentence, excerpt } = describeSyntaxError(error, text);
      const said = [`${place} `, inEnglish(sentence)];
      problem.replaceChildren(html("p", {}, ...(isEmpty ? [texts().logic.empty] : said)));
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
    this.#allOutputs = new Network({ inputs, neurons, outputs: neurons.map(({ name }) => name) });
    const { description, hidden } = abbreviate(network);
    this.#drawing =
      neurons.length > MAX_NEURONS
        ? null
        : new Drawing(layOut(description), hidden, (name) => this.#toggle(name));
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
    this.#zoom.setDrawing(this.#drawing?.element ?? null);
    byId<HTMLButtonElement>("network-download").disabled = this.#drawing === null;
    this.#showTable();
  }

  #showTable(): void {
    const network = this.#network;
    this.#table = new TruthTable(network, this.#store.state.rows, (activeInputs) =>
      this.#store.set({ activeInputs }),
    );
    byId("table").replaceChildren(this.#table.element);
    byId<HTMLButtonElement>("table-download").disabled = network.inputs.length > MAX_TABLE_INPUTS;
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
    const { outputs } = this.#network;
    const { size, output: outputText, outputs: outputsText } = texts().logic;
    const on = outputs.filter((name) => active.has(name));
    const answer = outputs.length === 1 ? outputText(on.length === 1) : outputsText(on.join(", "));
    setText(byId("network-text"), `${size(neurons.length, inputs.length)} ${answer}`);
  }
}
