import type { Network } from "rosenblatt/logic";
import { html } from "../page/dom";
import { texts } from "../text/language";
import type { RowFilter } from "./preset-names";

/** A table of more inputs is not made. */
export const MAX_TABLE_INPUTS = 12;
/** Of more rows the first are listed. */
const MAX_ROWS = 256;

/** The truth table of a network; `setCurrentRow` marks the row of the present inputs. */
export class TruthTable {
  readonly element: HTMLElement;
  readonly #rows = new Map<number, HTMLTableRowElement>();

  /** @param onChoose  called with the inputs that are 1 in the row that is clicked */
  constructor(network: Network, filter: RowFilter, onChoose: (active: string[]) => void) {
    const { inputs, outputs } = network;
    if (inputs.length > MAX_TABLE_INPUTS) {
      const text = texts().logic.manyRows(inputs.length, 2 ** inputs.length);
      this.element = html("p", { class: "aside" }, text);
      return;
    }
    let [row, matching] = [-1, 0];
    for (const values of network.truthTable()) {
      row++;
      const isOn = outputs.some((name) => values[name]);
      if (filter !== "all" && isOn !== (filter === "on")) continue;
      if (++matching > MAX_ROWS) continue;
      const active = inputs.filter((name) => values[name]);
      const cells = inputs.map((name) => html("td", {}, values[name] ? "1" : "0"));
      const results = outputs.map((name) =>
        html("td", { class: values[name] ? "result on" : "result" }, values[name] ? "1" : "0"),
      );
      this.#rows.set(row, html("tr", { click: () => onChoose(active) }, ...cells, ...results));
    }
    const headers = [...inputs, ...outputs].map((name, i) =>
      html("th", { scope: "col", class: i >= inputs.length ? "result" : undefined }, name),
    );
    const table = html(
      "table",
      {},
      html("thead", {}, html("tr", {}, ...headers)),
      html("tbody", {}, ...this.#rows.values()),
    );
    const note =
      matching > MAX_ROWS ? [html("p", { class: "aside" }, texts().logic.firstRows(MAX_ROWS, matching))] : [];
    this.element = html("div", {}, ...note, table);
  }

  /** @param row  the inputs as a binary number, the first input being the highest bit */
  setCurrentRow(row: number): void {
    for (const [i, element] of this.#rows) {
      if (i === row) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
    const current = this.#rows.get(row);
    const container = current?.closest("#table");
    if (current === undefined || container == null) return;
    const [top, bottom] = [current.offsetTop, current.offsetTop + current.offsetHeight];
    if (top < container.scrollTop + 40) container.scrollTop = top - 40;
    else if (bottom > container.scrollTop + container.clientHeight)
      container.scrollTop = bottom - container.clientHeight;
  }
}

/** All rows of a truth table as CSV. */
export function tableFile(network: Network): string {
  const names = [...network.inputs, ...network.outputs];
  const quoted = (name: string): string => (/[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
  const lines = [names.map(quoted).join(",")];
  for (const values of network.truthTable()) lines.push(names.map((name) => Number(values[name])).join(","));
  return `${lines.join("\n")}\n`;
}
