/** A format that is no text: its first bytes, each as a character; what it is, and what to do. */
type BinaryFormat = readonly [magic: string, kind: string, advice: string];

const UNPACK = "unpack it first";
const EXPORT = "save it as CSV first";

const FORMATS: readonly BinaryFormat[] = [
  ["PK\x03\x04", "a ZIP archive, as .xlsx and .ods files are", EXPORT],
  ["\xd0\xcf\x11\xe0", "an old Office file, such as .xls", EXPORT],
  ["PAR1", "a Parquet file", "read it with rosenblatt/parquet"],
  ["ARROW1", "an Arrow file", "read it with rosenblatt/arrow"],
  ["\x93NUMPY", "an npy file", "read it with rosenblatt/npy"],
  ["SQLite format 3\0", "an SQLite database", EXPORT],
  ["%PDF", "a PDF file", "find the table itself"],
  ["\x28\xb5\x2f\xfd", "compressed with Zstandard", UNPACK],
  ["\xfd7zXZ", "compressed with xz", UNPACK],
  ["\x1f\x8b", "gzipped twice", UNPACK],
  ["BZh", "compressed with bzip2", UNPACK],
  ["\x89PNG", "a picture", "find the table itself"],
];

/** The format of bytes that are no text, by the first of them. */
export function binaryFormat(head: Uint8Array): BinaryFormat | undefined {
  const start = String.fromCharCode(...head.subarray(0, 16));
  return FORMATS.find(([magic]) => start.startsWith(magic));
}
