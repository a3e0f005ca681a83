import { type Choice, choose, FileProblem, pointsOf, readTable, type Table } from "../data/csv";
import { count, type PointSet, presentClasses } from "../data/points";
import { MAX_ADDRESS_POINTS } from "../data/points-text";
import { plural } from "../numbers";
import { byId, html, setText } from "../page/dom";
import { TOO_MANY_POINTS } from "../state";

const MOST_BYTES = 50e6;

/** Takes a CSV file that is chosen or dropped on the page, and lets one say which columns are meant. */
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
      if (file) void this.#take(file);
    });
    this.#listenForDrops();
  }

  open(): void {
    byId("file").click();
  }

  /** The address knows of a file that is not here, or of points by hand that it could not hold. */
  askAgain(name: string): void {
    this.#table = null;
    const text =
      name === TOO_MANY_POINTS
        ? `Your points were more than an address holds (${MAX_ADDRESS_POINTS}); they are gone. Place them again, or keep them as a CSV file.`
        : `This address is about ${name}, which is too large to be part of it. Open or drop it again.`;
    this.#say(text, true);
  }

  /** Other points are shown; the file's columns are of no use any more. */
  forget(): void {
    this.#table = null;
    this.#say("", false);
  }

  #listenForDrops(): void {
    const veil = byId("drop");
    const isFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;
    addEventListener("dragover", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      veil.hidden = false;
    });
    addEventListener("dragleave", ({ relatedTarget }) => {
      if (relatedTarget === null) veil.hidden = true;
    });
    addEventListener("drop", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      veil.hidden = true;
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void this.#take(file);
    });
  }

  async #take(file: File): Promise<void> {
    try {
      if (file.size > MOST_BYTES)
        throw new FileProblem("The file has more than 50 MB, which is too much for a page.");
      const table = readTable(await file.text());
      const choice = choose(table);
      this.#name = file.name;
      this.#show(table, choice);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      this.#say(`${file.name}: ${error.message}`, true);
    }
  }

  #show(table: Table, choice: Choice): void {
    const { points, leftOut } = pointsOf(table, choice);
    const classes = presentClasses(points).length;
    if (classes < 2) {
      const column = table[choice.label]?.name ?? "";
      this.#say(`${this.#name}: the column “${column}” has only one class among the whole rows.`, true);
    } else {
      this.#onPoints(this.#name, points);
      const rest =
        leftOut === 0 ? "" : `; ${plural(leftOut, "row")} left out (not whole, or of a smaller class)`;
      this.#say(`${this.#name}: ${plural(count(points), "point")} in ${classes} classes${rest}`, false);
    }
    this.#table = table;
    byId("columns").replaceChildren(
      ...(["x", "y", "label"] as const).map((role) => this.#select(table, choice, role)),
    );
  }

  #select(table: Table, choice: Choice, role: keyof Choice): HTMLElement {
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
    const names = { x: "across", y: "up", label: "class" };
    return html("label", {}, html("span", {}, names[role]), select);
  }

  #say(text: string, isProblem: boolean): void {
    const place = byId("file-text");
    setText(place, text);
    byId("file-note").hidden = text === "";
    place.classList.toggle("problem", isProblem);
    if (this.#table === null) byId("columns").replaceChildren();
  }
}
