// Files of Arrow and Parquet that polars, DuckDB and pyarrow wrote: how, the file itself says.
import { readFileSync } from "node:fs";

interface Golden {
  readonly names: readonly string[];
  /** What is in each file, row by row. */
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly parquet: Readonly<Record<string, string>>;
  readonly arrow: Readonly<Record<"uncompressed" | "lz4" | "zstd" | "stream", string>>;
  /** 5000 rows, as Parquet in groups. */
  readonly many: { readonly parquet: string; readonly arrow: string };
  /** One table of other rows, as Parquet in the encodings that its newer pages have. */
  readonly encoded: {
    readonly rows: readonly (readonly (string | number | null)[])[];
    readonly files: Readonly<Record<string, string>>;
  };
  /** Of one row each, with one column of another type. */
  readonly odd: { readonly parquet: Readonly<Record<string, string>>; readonly arrowList: string };
}
const golden: Golden = JSON.parse(readFileSync("test/golden/typed-files.json", "utf8"));
export const { names, rows } = golden;

const bytes = (base64: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(base64, "base64"));
const files = (group: Readonly<Record<string, string>>): [string, Uint8Array<ArrayBuffer>][] =>
  Object.entries(group).map(([name, file]) => [name, bytes(file)]);

export const parquetFiles = files(golden.parquet);
export const encodedFiles = files(golden.encoded.files);
export const encodedRows = golden.encoded.rows;
export const arrowFiles = files(golden.arrow);
export const many = { parquet: bytes(golden.many.parquet), arrow: bytes(golden.many.arrow) };
export const oddParquet = Object.fromEntries(files(golden.odd.parquet)) as Record<
  string,
  Uint8Array<ArrayBuffer>
>;
export const arrowList = bytes(golden.odd.arrowList);
