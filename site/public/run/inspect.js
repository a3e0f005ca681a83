// Values as Node's console.log writes them, as far as the pages of the documentation print them.
const WIDTH = 72; // what Node keeps on one line
const SHOWN = 100; // elements of an array

const quoted = (text) => {
  const quote = !text.includes("'") ? "'" : !text.includes('"') ? '"' : "`";
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return quote + (quote === "`" ? escaped.replaceAll("`", "\\`") : escaped) + quote;
};
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

function block(prefix, open, entries, close, depth) {
  const lead = prefix === "" ? "" : `${prefix} `;
  if (entries.length === 0) return `${lead}${open}${close}`;
  const line = `${lead}${open} ${entries.join(", ")} ${close}`;
  if (line.length <= WIDTH + 4 && !line.includes("\n")) return line;
  const indent = "  ".repeat(depth + 1);
  return `${lead}${open}\n${indent}${entries.join(`,\n${indent}`)}\n${"  ".repeat(depth)}${close}`;
}

function list(values, depth, seen) {
  const entries = Array.from(values.slice(0, SHOWN), (value) => shown(value, depth + 1, seen));
  const more = values.length - SHOWN;
  return more > 0 ? [...entries, `... ${more} more item${more === 1 ? "" : "s"}`] : entries;
}

function object(value, depth, seen) {
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  if (Array.isArray(value)) return block("", "[", list(value, depth, seen), "]", depth);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return block(`${name}(${value.length})`, "[", list(value, depth, seen), "]", depth);
  if (value instanceof Map) {
    const entries = [...value].map(
      ([k, v]) => `${shown(k, depth + 1, seen)} => ${shown(v, depth + 1, seen)}`,
    );
    return block(`Map(${value.size})`, "{", entries, "}", depth);
  }
  if (value instanceof Set)
    return block(`Set(${value.size})`, "{", list([...value], depth, seen), "}", depth);
  if (value instanceof Date) return value.toISOString();
  const entries = Object.entries(value).map(([k, v]) => `${key(k)}: ${shown(v, depth + 1, seen)}`);
  const prefix = name === "Object" ? "" : (name ?? "[Object: null prototype]");
  return block(prefix, "{", entries, "}", depth);
}

function shown(value, depth, seen) {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "function") return value.name ? `[Function: ${value.name}]` : "[Function (anonymous)]";
  if (value === null || typeof value !== "object") return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (seen.includes(value)) return "[Circular *1]";
  if (depth > 2) return Array.isArray(value) ? "[Array]" : `[${value.constructor?.name ?? "Object"}]`;
  return object(value, depth, [...seen, value]);
}

/** A value as text, three levels deep. */
export const inspect = (value) => shown(value, 0, []);
