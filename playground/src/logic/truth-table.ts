import type { Network } from "rosenblatt/logic";
import { plural } from "../numbers";
import { html } from "../page/dom";

const MOST_INPUTS = 8;

/** The truth table of a network of one output; `mark` shows which of its rows is the present one. */
export class TableView {
  readonly element: HTMLElement;
  readonly #rows: HTMLTableRowElement[] = [];

  /** @param onChoose  called with the inputs that are on in a row that is clicked */
  constructor(network: Network<boolean>, onChoose: (on: string[]) => void) {
    const { inputs } = network;
    if (inputs.length > MOST_INPUTS) {
      const text = `${inputs.length} inputs make ${plural(2 ** inputs.length, "row")}: more than anyone would read.`;
      this.element = html("p", { class: "aside" }, text);
      return;
    }
    const [output = ""] = network.outputs;
    for (const values of network.truthTable()) {
      const on = inputs.filter((name) => values[name]);
      const cells = inputs.map((name) => html("td", {}, values[name] ? "1" : "0"));
      const result = html(
        "td",
        { class: values[output] ? "result on" : "result" },
        values[output] ? "1" : "0",
      );
      this.#rows.push(html("tr", { click: () => onChoose(on) }, ...cells, result));
    }
    const heads = [...inputs, output].map((name) => html("th", { scope: "col" }, name));
    this.element = html(
      "table",
      {},
      html("thead", {}, html("tr", {}, ...heads)),
      html("tbody", {}, ...this.#rows),
    );
  }

  /** @param row  the inputs as a number, the first being the highest bit */
  mark(row: number): void {
    for (const [i, element] of this.#rows.entries()) {
      if (i === row) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
    const marked = this.#rows[row];
    const box = marked?.closest("#table");
    if (marked === undefined || box == null) return;
    const [top, bottom] = [marked.offsetTop, marked.offsetTop + marked.offsetHeight];
    if (top < box.scrollTop + 40) box.scrollTop = top - 40;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  }
}
