// What the first lines of a text tell of its format.

import type { TableSettings } from "./options.js";
import { type Dialect, parserOf } from "./papaparse.js";

const DELIMITERS = [",", ";", "\t", "|"];

/** How many rows are compared. */
const SAMPLE_ROWS = 50;

/** The line `sep=;` that Excel understands, and its delimiter. */
const SEP_LINE = /^"?sep=(.)"?(?:\n|$)/i;

/** What a text begins with that only tells its delimiter. */
export function sepLine(head: string): { readonly length: number; readonly delimiter: string } | undefined {
  const match = SEP_LINE.exec(head);
  return match ? { length: match[0].length, delimiter: match[1] as string } : undefined;
}

/** What a text is that begins with an object, or with an array that is empty or holds an object or an array. */
export function jsonFormat(head: string): "json" | "jsonl" | undefined {
  if (/^\s*\{/.test(head)) return "jsonl";
  return /^\s*\[\s*([{[]|\]\s*$)/.test(head) ? "json" : undefined;
}

/** @param head  the first lines, without a sep= line */
export function findDialect(head: string, { delimiter, quote }: TableSettings): Dialect {
  return { delimiter: delimiter ?? findDelimiter(head, quote), quote };
}

/**
 * The delimiter under which most of the first rows have as many cells as the first of them, and that more than one; where
 * several do, the one that makes more cells. A comma if none is found.
 */
function findDelimiter(head: string, quote: boolean): string {
  let best = { delimiter: ",", share: 0, cells: 1 };
  for (const delimiter of DELIMITERS) {
    const { data } = parserOf({ delimiter, quote }, { preview: SAMPLE_ROWS }).parse(head, 0, false);
    const rows = data.filter((row) => row.length > 1 || row[0]?.trim() !== "");
    const cells = rows[0]?.length ?? 0;
    if (cells < 2) continue;
    const share = rows.filter((row) => row.length === cells).length / rows.length;
    if (share > best.share || (share === best.share && cells > best.cells))
      best = { delimiter, share, cells };
  }
  return best.delimiter;
}
