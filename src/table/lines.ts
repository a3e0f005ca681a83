/** On which line of its source each row begins: kept only where a row is not on the line behind the row before it. */
export class Lines {
  /** The rows from which on lines count by one, and the line of each. */
  readonly #rows: number[] = [];
  readonly #lines: number[] = [];

  /** Says where a row begins; rows come in ascending order. */
  add(row: number, line: number): void {
    const last = this.#rows.length - 1;
    if (last >= 0 && (this.#lines[last] as number) + row - (this.#rows[last] as number) === line) return;
    this.#rows.push(row);
    this.#lines.push(line);
  }

  of(row: number): number {
    let [from, to] = [0, this.#rows.length];
    while (to - from > 1) {
      const middle = (from + to) >>> 1;
      if ((this.#rows[middle] as number) <= row) from = middle;
      else to = middle;
    }
    return (this.#lines[from] ?? 1) + row - (this.#rows[from] ?? 0);
  }
}
