/** Texts of so many UTF-16 units fit `scratch` in UTF-8; longer ones get bytes of their own. */
const SHORT = 1024;
const scratch = new Uint8Array(3 * SHORT);
const encoder = new TextEncoder();

/**
 * MurmurHash3 (x86, 32 bits; Austin Appleby 2011) of a text in UTF-8, as a signed integer: the values of scikit-learn's
 * `murmurhash3_32(text, seed)`. A lone surrogate is hashed as U+FFFD, as TextEncoder writes it.
 *
 * @param seed  an integer in 0 … 2³² − 1
 * @returns −2³¹ … 2³¹ − 1
 */
export function murmurHash3(text: string, seed = 0): number {
  const bytes = text.length > SHORT ? encoder.encode(text) : scratch;
  return hashBytes(bytes, text.length > SHORT ? bytes.length : encodeShort(text), seed);
}

/** Writes a short text into `scratch`. (measured: TextEncoder takes 50 ns for a word, this loop 20) @returns how many bytes */
function encodeShort(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return encoder.encodeInto(text, scratch).written;
    scratch[i] = code;
  }
  return text.length;
}

/** The hash of the first `length` bytes: blocks of four as little-endian words, then the rest, then the length. */
function hashBytes(bytes: Uint8Array, length: number, seed: number): number {
  let hash = seed | 0;
  const whole = length & ~3;
  for (let i = 0; i < whole; i += 4) {
    const word =
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24);
    hash = withWord(hash, word);
  }
  let rest = 0;
  for (let i = length - 1; i >= whole; i--) rest = (rest << 8) | (bytes[i] as number);
  return finalized(hash ^ mixed(rest) ^ length);
}

/** The hash with a word more. */
function withWord(hash: number, word: number): number {
  const sum = hash ^ mixed(word);
  return (Math.imul((sum << 13) | (sum >>> 19), 5) + 0xe6546b64) | 0;
}

/** Spreads every bit over all 32. */
function finalized(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

/** A word before it enters the hash; 0 stays 0, so that no rest changes nothing. */
function mixed(word: number): number {
  const product = Math.imul(word, 0xcc9e2d51);
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593);
}

/** The column that a hash stands for among `cols`, as scikit-learn's FeatureHasher takes it; the sign of the hash goes to the value. */
export const columnOfHash = (hash: number, cols: number): number => Math.abs(hash) % cols;

/** MurmurHash3 of two words of 32 bits, in this order: that of their eight bytes, little-endian. */
export function murmurHash3OfPair(first: number, second: number): number {
  return finalized(withWord(withWord(0, first), second) ^ 8);
}
