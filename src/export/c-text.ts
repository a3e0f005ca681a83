// What C makes of names, labels and numbers.

import type { DType } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import { decimal } from "./exportable.js";

const KEYWORDS =
  "auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while main".split(
    " ",
  );
/** More characters than a compiler must take in one string. */
const LONG = 4000;

/** @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE */
export function checkName(name: unknown): string {
  const expected = "an identifier of C";
  if (typeof name !== "string") throw fail.optionKind("name", name, expected);
  if (!/^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(name) || KEYWORDS.includes(name))
    throw fail.optionValue("name", name, expected);
  return name;
}

export const typeOf = (dtype: DType): string => (dtype === "f32" ? "float" : "double");

/** A literal of the type, which reads back as the same number. */
export function literalOf(dtype: DType): (value: number) => string {
  return (value) => {
    const text = decimal(value);
    return `${/[.e]/.test(text) ? text : `${text}.0`}${dtype === "f32" ? "f" : ""}`;
  };
}

/** Numbers in braces, some in a line. */
export function braces(values: ArrayLike<number>, literal: (value: number) => string): string {
  const lines: string[] = [];
  for (let from = 0; from < values.length; from += 8) {
    const part = Array.from({ length: Math.min(8, values.length - from) }, (_, i) =>
      literal(values[from + i] as number),
    );
    lines.push(`  ${part.join(", ")},`);
  }
  return `{\n${lines.join("\n")}\n}`;
}

/** What a number of predict stands for. @throws {ValueError} NOT_EXPORTABLE for a label that no string of C can hold */
export function classesText(name: string, labels: readonly Label[]): string {
  const k = labels.length;
  if (typeof labels[0] === "boolean")
    return `const int ${name}_classes[${k}] = {${labels.map(Number).join(", ")}};`;
  if (typeof labels[0] === "number") {
    return `const double ${name}_classes[${k}] = ${braces(labels as number[], literalOf("f64"))};`;
  }
  return textsText(`${name}_classes`, labels as string[], "label");
}

/** @throws {ValueError} NOT_EXPORTABLE for a text that no string of C can hold, which it calls a `what` */
export function textsText(name: string, texts: readonly string[], what: string): string {
  const lines = texts.map((text) => `  ${stringText(text, what)},`);
  return `const char *const ${name}[${texts.length}] = {\n${lines.join("\n")}\n};`;
}

/** Of a type that the declaration before says too. */
export const classesType = (labels: readonly Label[]): string =>
  typeof labels[0] === "boolean"
    ? "const int "
    : typeof labels[0] === "number"
      ? "const double "
      : "const char *const ";

/** In UTF-8, of which what is no plain character is written as an octal number; trigraphs and comments cannot arise. */
function stringText(text: string, what: string): string {
  if (!isCString(text)) throw fail.notExportable(`the ${what} ${fail.quote(text)}`, "C", WHOLE_TEXTS);
  const bytes = [...new TextEncoder().encode(text)];
  if (bytes.length > LONG)
    return `(const char[]){${[...bytes, 0].map((byte) => (byte < 128 ? byte : byte - 256)).join(", ")}}`;
  const plain = (byte: number): boolean =>
    /^[\w !#%&'()*+,./:;<=>[\]^{|}~-]$/.test(String.fromCharCode(byte));
  return `"${bytes.map((byte) => (plain(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`)).join("")}"`;
}

/** What `isCString` says of a text. */
export const WHOLE_TEXTS = "its texts have neither a NUL nor half a character";

/** Whether a text is one in UTF-8 that ends with a NUL: without a lone surrogate, and without a NUL before. */
export const isCString = (text: string): boolean => !text.includes("\0") && !/\p{Surrogate}/u.test(text);
