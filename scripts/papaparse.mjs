// What the build takes of papaparse for src/table: its parser of a text. Its downloads, files, workers and streams stay
// behind (measured: 3.1 KB of a page's download, gzipped, not 7.2). Each piece is found by its first and last line; when another version
// has them no more, the build fails, and somebody has to look. The whole package, which the tests of src/ use, stays as it is.

/** The file that pieces are taken from, in node_modules. */
export const PAPAPARSE = "papaparse/papaparse.js";

const PIECES = [
  "function escapeRegExp(string)",
  "function isFunction(func)",
  "function stripBom(string)",
  "function Parser(config)",
];

/** A function of the file, which stands in it one tab deep. @throws if there is not exactly one */
function piece(text, head) {
  const found = text
    .split("\n")
    .flatMap((line, i) => (line.trimEnd().replace(/ \{$/, "") === `\t${head}` ? [i] : []));
  if (found.length !== 1) throw new Error(`${PAPAPARSE} has changed: there is no one ${head}`);
  const lines = text.split("\n").slice(found[0]);
  return lines.slice(0, lines.findIndex((line) => line.trimEnd() === "\t}") + 1).join("\n");
}

/** A module that exports the parser alone. @throws if a piece is not found */
export function take(text) {
  const bad = /^\tPapa\.BAD_DELIMITERS = .*$/m.exec(text.replace("Papa.BYTE_ORDER_MARK];", "'\\ufeff'];"));
  if (bad === null) throw new Error(`${PAPAPARSE} has changed: there is no Papa.BAD_DELIMITERS`);
  const pieces = PIECES.map((head) => piece(text, head));
  return ["const Papa = {};", bad[0], ...pieces, "Papa.Parser = Parser;", "export default Papa;"].join("\n");
}

/** For the notices. */
export const taken = PIECES.map((head) => `- ${head}`).join("\n");
