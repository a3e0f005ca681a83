import type { Table } from "rosenblatt/table";
import { type ColumnChoice, type ColumnSummary, guessColumns, pointsOf, summaries } from "../data/columns";
import { FileError, MAX_ROWS, RefusedFile } from "../data/file-error";
import { count, type PointSet, presentClasses } from "../data/points";
import { MAX_ADDRESS_POINTS } from "../data/points-text";
import { byId, html, setSaid } from "../page/dom";
import { TOO_MANY_POINTS } from "../state";
import { texts } from "../text/language";

/** Reads a table that is chosen or dropped on the page, and lets one choose its columns. */
export class FileLoader {
  readonly #onPoints: (name: string, points: PointSet) => void;
  #name = "";
  #table: Table | null = null;
  #columns: readonly ColumnSummary[] = [];
  #isCut = false;
  /** Counts the files, so that an earlier one that is still being read is forgotten. */
  #reads = 0;

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
    const read = ++this.#reads;
    const bar = byId<HTMLProgressElement>("file-progress");
    bar.value = 0;
    try {
      this.#showMessage(texts().file.reading(file.name), false);
      bar.hidden = false;
      const { readFile } = await import("../data/read-file");
      const { table, isCut } = await readFile(file, (share) => {
        if (read === this.#reads) bar.value = share;
      });
      if (read !== this.#reads) return;
      this.#begin(file.name, table, isCut);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      if (read !== this.#reads) return;
      if (error instanceof RefusedFile)
        this.#showMessage(texts().file.refused(file.name), true, error.message);
      else this.#showMessage(`${file.name}: ${error.message}`, true);
    } finally {
      if (read === this.#reads) bar.hidden = true;
    }
  }

  /** @throws {FileError} */
  #begin(name: string, table: Table, isCut: boolean): void {
    const columns = summaries(table);
    const choice = guessColumns(columns);
    if (choice === null) throw new FileError(texts().file.columns(columns.map(describe).join(", ")));
    [this.#name, this.#columns, this.#isCut] = [name, columns, isCut];
    this.#show(table, choice);
  }

  #show(table: Table, choice: ColumnChoice): void {
    const { points, skipped } = pointsOf(table, choice);
    const classes = presentClasses(points).length;
    const text = texts().file;
    if (classes < 2) {
      this.#showMessage(text.oneClass(this.#name, this.#columns[choice.label]?.name ?? ""), true);
    } else {
      this.#onPoints(this.#name, points);
      const parts = [
        text.points(this.#name, count(points), classes),
        ...(skipped === 0 ? [] : [text.skipped(skipped)]),
        ...(this.#isCut ? [text.cut(MAX_ROWS)] : []),
      ];
      this.#showMessage(parts.join(""), false);
    }
    this.#table = table;
    byId("columns").replaceChildren(
      ...(["x", "y", "label"] as const).map((role) => this.#select(choice, role)),
    );
  }

  #select(choice: ColumnChoice, role: keyof ColumnChoice): HTMLElement {
    const options = [...this.#columns.entries()].filter(([, { isNumeric }]) => role === "label" || isNumeric);
    const select = html(
      "select",
      {
        change: () => {
          if (this.#table !== null) this.#show(this.#table, { ...choice, [role]: Number(select.value) });
          byId("columns").querySelectorAll("select")[["x", "y", "label"].indexOf(role)]?.focus();
        },
      },
      ...options.map(([c, column]) =>
        html("option", { value: c, selected: c === choice[role] }, describe(column)),
      ),
    );
    return html("label", {}, html("span", {}, texts().file.roles[role]), select);
  }

  /** @param said  what the library says beside it */
  #showMessage(text: string, isError: boolean, said: string | null = null): void {
    const element = byId("file-text");
    setSaid(element, text, said);
    byId("file-note").hidden = text === "";
    element.classList.toggle("error", isError);
    if (this.#table === null) byId("columns").replaceChildren();
  }
}

/** A column with its type. */
function describe({ name, kind, distinct }: ColumnSummary): string {
  const { kinds, words } = texts().file;
  return `${name} (${kind === "words" ? words(distinct) : kinds[kind]})`;
}
