// How a kernel is written in a module: as text that gzip packs better than hex (measured: 0.8 KB less of the root) or
// base64 (2.5 KB), in half the length of hex.

/**
 * Bytes as printable ASCII, without double quotes: nearly all that WebAssembly uses often in one character, any other
 * in two, the first of which is # or $. `bytesOf` in src/core/instantiate.ts reads it.
 */
export function textOf(bytes) {
  const codes = Array.from(bytes, (byte) => {
    const shifted = (byte + 3) % 256;
    const last = 37 + (shifted % 90);
    return shifted < 90 ? [last] : [34 + Math.floor(shifted / 90), last];
  });
  return String.fromCharCode(...codes.flat());
}

/** How every kernel begins: \0asm, version 1. */
const START = textOf([0, 97, 115, 109, 1, 0, 0, 0]);

/** Finds the kernels in a bundled file, each with its quotes. */
export const KERNEL = new RegExp(
  String.raw`(["'\x60])${START.replaceAll(/[$()]/g, "\\$&")}(?:\\.|(?!\1)[^\\])*\1`,
  "g",
);
