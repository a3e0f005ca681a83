import { type ColumnChoice, FileError, guessColumns, pointsOf, readTable, type Table } from "../data/csv";
import { count, type PointSet, presentClasses } from "../data/points";
import { MAX_ADDRESS_POINTS } from "../data/points-text";
import { byId, html, setText } from "../page/dom";
import { TOO_MANY_POINTS } from "../state";
import { texts } from "../text/language";

const MAX_BYTES = 50e6;

/** Reads a CSV file that is chosen or dropped on the page, and lets one choose its columns. */
export class FileLoader {
  readonly #onPoints: (name: string, points: PointSet) => void;
  #name = "";
  #table: Table | null = null;

  constructor(onPoints: (name: string, points: PointSet) => void) {
    this.#onPoints = onPoints;
    const input = byId<HTMLInputElement>("file");
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      input.value = ""; // so that the same file can be chosen again
      if (file) void this.#read(file);
    });
    this.#listenForDrops();
  }

  open(): void {
    byId("file").click();
  }

  /** The address names a file that it does not hold, or stands for points that were too many for it. */
  requestFile(name: string): void {
    this.#table = null;
    const { gone, again } = texts().file;
    const text = name === TOO_MANY_POINTS ? gone(MAX_ADDRESS_POINTS) : again(name);
    this.#showMessage(text, true);
  }

  /** Removes the columns of a file when other points are shown. */
  clear(): void {
    this.#table = null;
    this.#showMessage("", false);
  }

  #listenForDrops(): void {
    const overlay = byId("drop");
    const isFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;
    addEventListener("dragover", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      overlay.hidden = false;
    });
    addEventListener("dragleave", ({ relatedTarget }) => {
      if (relatedTarget === null) overlay.hidden = true;
    });
    addEventListener("drop", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      overlay.hidden = true;
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void this.#read(file);
    });
  }

  async #read(file: File): Promise<void> {
    try {
      if (file.size > MAX_BYTES) throw new FileError(texts().file.tooLarge);
      const table = readTable(await file.text());
      const choice = guessColumns(table);
      this.#name = file.name;
      this.#show(table, choice);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.#showMessage(`${file.name}: ${error.message}`, true);
    }
  }

  #show(table: Table, choice: ColumnChoice): void {
    const { points, skipped } = pointsOf(table, choice);
    const classes = presentClasses(points).length;
    if (classes < 2) {
      const column = table[choice.label]?.name ?? "";
      this.#showMessage(texts().file.oneClass(this.#name, column), true);
    } else {
      this.#onPoints(this.#name, points);
      const text = texts().file.points(this.#name, count(points), classes);
      this.#showMessage(skipped === 0 ? text : text + texts().file.skipped(skipped), false);
    }
    this.#table = table;
    byId("columns").replaceChildren(
      ...(["x", "y", "label"] as const).map((role) => this.#select(table, choice, role)),
    );
  }

  #select(table: Table, choice: ColumnChoice, role: keyof ColumnChoice): HTMLElement {
    const options = [...table.entries()].filter(([, { numbers }]) => role === "label" || numbers !== null);
    const select = html(
      "select",
      {
        change: () => {
          if (this.#table !== null) this.#show(this.#table, { ...choice, [role]: Number(select.value) });
          byId("columns").querySelectorAll("select")[["x", "y", "label"].indexOf(role)]?.focus();
        },
      },
      ...options.map(([c, { name }]) => html("option", { value: c, selected: c === choice[role] }, name)),
    );
    return html("label", {}, html("span", {}, texts().file.roles[role]), select);
  }

  #showMessage(text: string, isError: boolean): void {
    const element = byId("file-text");
    setText(element, text);
    byId("file-note").hidden = text === "";
    element.classList.toggle("error", isError);
    if (this.#table === null) byId("columns").replaceChildren();
  }
}
