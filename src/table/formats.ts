/** A format that is no text: its first bytes (undefined for any), what it is, and what to do. */
interface BinaryFormat {
  readonly magic: readonly (number | undefined)[];
  readonly kind: string;
  readonly advice: string;
}

const codes = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
const UNPACK = "unpack it first";
const EXPORT = "save it as CSV first";

export const FORMATS: readonly BinaryFormat[] = [
  { magic: codes("PK\x03\x04"), kind: "a ZIP archive, as .xlsx and .ods files are", advice: EXPORT },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], kind: "an old Office file, such as .xls", advice: EXPORT },
  { magic: [0x50, 0x41, 0x52, 0x31], kind: "a Parquet file", advice: "read it with rosenblatt/parquet" },
  {
    magic: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31],
    kind: "an Arrow file",
    advice: "read it with rosenblatt/arrow",
  },
  { magic: codes("\x93NUMPY"), kind: "an npy file", advice: "read it with rosenblatt/npy" },
  { magic: codes("SQLite format 3\0"), kind: "an SQLite database", advice: EXPORT },
  { magic: codes("%PDF"), kind: "a PDF file", advice: "find the table itself" },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], kind: "compressed with Zstandard", advice: UNPACK },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], kind: "compressed with xz", advice: UNPACK },
  { magic: [0x1f, 0x8b], kind: "gzipped twice", advice: UNPACK },
  { magic: codes("BZh"), kind: "compressed with bzip2", advice: UNPACK },
  { magic: [0x89, 0x50, 0x4e, 0x47], kind: "a picture", advice: "find the table itself" },
];
