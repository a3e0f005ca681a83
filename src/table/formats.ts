/** A format that is no text: its first bytes, each as a character; what it is, and what to do. */
interface BinaryFormat {
  readonly magic: string;
  readonly kind: string;
  readonly advice: string;
}

const UNPACK = "unpack it first";
const EXPORT = "save it as CSV first";

const FORMATS: readonly BinaryFormat[] = [
  { magic: "PK\x03\x04", kind: "a ZIP archive, as .xlsx and .ods files are", advice: EXPORT },
  { magic: "\xd0\xcf\x11\xe0", kind: "an old Office file, such as .xls", advice: EXPORT },
  { magic: "PAR1", kind: "a Parquet file", advice: "read it with rosenblatt/parquet" },
  { magic: "ARROW1", kind: "an Arrow file", advice: "read it with rosenblatt/arrow" },
  { magic: "\x93NUMPY", kind: "an npy file", advice: "read it with rosenblatt/npy" },
  { magic: "SQLite format 3\0", kind: "an SQLite database", advice: EXPORT },
  { magic: "%PDF", kind: "a PDF file", advice: "find the table itself" },
  { magic: "\x28\xb5\x2f\xfd", kind: "compressed with Zstandard", advice: UNPACK },
  { magic: "\xfd7zXZ", kind: "compressed with xz", advice: UNPACK },
  { magic: "\x1f\x8b", kind: "gzipped twice", advice: UNPACK },
  { magic: "BZh", kind: "compressed with bzip2", advice: UNPACK },
  { magic: "\x89PNG", kind: "a picture", advice: "find the table itself" },
];

/** The format of bytes that are no text, by the first of them. */
export function binaryFormat(head: Uint8Array): BinaryFormat | undefined {
  const start = String.fromCharCode(...head.subarray(0, 16));
  return FORMATS.find(({ magic }) => start.startsWith(magic));
}
