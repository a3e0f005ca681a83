import type { Network } from "rosenblatt/logic";
import { html } from "../page/dom";
import { texts } from "../text/language";

const MAX_INPUTS = 8;

/** The truth table of a network of one output; `setCurrentRow` marks the row of the present inputs. */
export class TruthTable {
  readonly element: HTMLElement;
  readonly #rows: HTMLTableRowElement[] = [];

  /** @param onChoose  called with the inputs that are 1 in the row that is clicked */
  constructor(network: Network<boolean>, onChoose: (active: string[]) => void) {
    const { inputs } = network;
    if (inputs.length > MAX_INPUTS) {
      const text = texts().logic.manyRows(inputs.length, 2 ** inputs.length);
      this.element = html("p", { class: "aside" }, text);
      return;
    }
    const [output = ""] = network.outputs;
    for (const values of network.truthTable()) {
      const active = inputs.filter((name) => values[name]);
      const cells = inputs.map((name) => html("td", {}, values[name] ? "1" : "0"));
      const result = html(
        "td",
        { class: values[output] ? "result on" : "result" },
        values[output] ? "1" : "0",
      );
      this.#rows.push(html("tr", { click: () => onChoose(active) }, ...cells, result));
    }
    const headers = [...inputs, output].map((name) => html("th", { scope: "col" }, name));
    this.element = html(
      "table",
      {},
      html("thead", {}, html("tr", {}, ...headers)),
      html("tbody", {}, ...this.#rows),
    );
  }

  /** @param row  the inputs as a binary number, the first input being the highest bit */
  setCurrentRow(row: number): void {
    for (const [i, element] of this.#rows.entries()) {
      if (i === row) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
    const current = this.#rows[row];
    const container = current?.closest("#table");
    if (current === undefined || container == null) return;
    const [top, bottom] = [current.offsetTop, current.offsetTop + current.offsetHeight];
    if (top < container.scrollTop + 40) container.scrollTop = top - 40;
    else if (bottom > container.scrollTop + container.clientHeight)
      container.scrollTop = bottom - container.clientHeight;
  }
}
