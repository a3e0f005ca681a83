// A file as a table, by the library's reader; what a page adds is progress, a limit, and files without a header.
import { readTable, type Table } from "rosenblatt/table";
import { texts } from "../text/language";
import { FileError, MAX_ROWS, RefusedFile } from "./file-error";

const HEAD_BYTES = 2 ** 16;
const NUMBER = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;

/**
 * @param onProgress  called with the share of the file that has been read
 * @throws {FileError}
 */
export async function readFile(
  file: Blob & { readonly name?: string },
  onProgress: (share: number) => void,
): Promise<{ table: Table; isCut: boolean }> {
  const limit = { isCut: false };
  const head = await headOf(file);
  if (head.trim() === "") throw new FileError(texts().file.empty);
  const names = namesWithoutHeader(head);
  try {
    const options = { name: file.name ?? "", ...(names === null ? {} : { names }) };
    const table = await readTable(textOf(file, limit, onProgress), options);
    if (table.rows === 0) throw new FileError(texts().file.onlyNames);
    return { table, isCut: limit.isCut };
  } catch (error) {
    if (error instanceof FileError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const said = message.replace(/^readTable: /, "");
    throw new RefusedFile(
      file.name && said.startsWith(`${file.name} `) ? said.slice(file.name.length + 1) : said,
    );
  }
}

const isGzip = async (file: Blob): Promise<boolean> => {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
};

/** The bytes of its text, whose progress is told by those of the file, up to the limit of rows. */
async function* textOf(
  file: Blob,
  limit: { isCut: boolean },
  onProgress: (share: number) => void,
): AsyncGenerator<Uint8Array> {
  let [read, lines] = [0, 0];
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(part, controller) {
        read += part.length;
        onProgress(read / Math.max(1, file.size));
        controller.enqueue(part);
      },
    }),
  );
  const text = (await isGzip(file)) ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  const reader = text.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const end = endOfLine(next.value, MAX_ROWS + 1 - lines);
      lines += end.lines;
      yield end.at === next.value.length ? next.value : next.value.subarray(0, end.at);
      if (end.at < next.value.length) {
        limit.isCut = true;
        return;
      }
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** Where so many lines end in a part of a text, or all of it. */
function endOfLine(part: Uint8Array, most: number): { at: number; lines: number } {
  let [lines, at] = [0, 0];
  for (let next = part.indexOf(10); next >= 0; next = part.indexOf(10, at)) {
    at = next + 1;
    if (++lines === most) return { at, lines };
  }
  return { at: part.length, lines };
}

/** The beginning of its text. */
async function headOf(file: Blob): Promise<string> {
  const begin = file.slice(0, HEAD_BYTES);
  if (!(await isGzip(file))) return begin.text();
  const reader = begin.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    const { value } = await reader.read();
    return new TextDecoder().decode(value);
  } catch {
    return "?"; // the reader of tables will say what is wrong
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** Names for the columns if the first line holds a number, and so is no header; null if it is one. */
function namesWithoutHeader(head: string): string[] | null {
  const [line = ""] = /^.*\S.*$/m.exec(head.replace(/^\ufeff/, "")) ?? [];
  if (/^\s*\{|"/.test(line)) return null;
  const plain = line.replace(/\d,(?=\d)/g, "");
  const [separator] = [",", ";", "\t", "|"].sort((a, b) => plain.split(b).length - plain.split(a).length);
  const isDecimalComma = separator !== ",";
  const cells = line.split(separator as string).map((cell) => cell.trim());
  const isNumber = (cell: string): boolean => NUMBER.test(cell) && (isDecimalComma || !cell.includes(","));
  return cells.some(isNumber) ? cells.map((_, i) => texts().file.column(i + 1)) : null;
}
