// What the build leaves out of @assemblyscript/loader, which the library calls in src/core/instantiate.ts. Each cut is a
// piece of the loader's text, word for word: when another version says something else, the build fails, and somebody has
// to look. The loader in node_modules, which the tests of src/ use, stays whole.

/** The file that is cut, in node_modules. */
export const LOADER = "@assemblyscript/loader/index.js";

const CUTS = [
  {
    why: "A realm whose globals are frozen throws at this, and every engine that has SIMD has Object.hasOwn.",
    text: `
Object.hasOwn = Object.hasOwn || function(obj, prop) {
  return Object.prototype.hasOwnProperty.call(obj, prop);
};
`,
    instead: "\n",
  },
  {
    why: "Only abort and trace read strings, see below; a decoder that nobody needs is 0.1 ms of every start.",
    text: `const utf16 = new TextDecoder(`,
    instead: "const utf16 = /* @__PURE__ */ new TextDecoder(",
  },
  {
    why: "abort, trace and seed: our kernels import no function (the build checks it), so nobody would call them.",
    text: `
  const extended = preInstantiate(imports);
  const instance = new WebAssembly.Instance(module, imports);
`,
    instead: `
  const instance = new WebAssembly.Instance(module, imports);
`,
  },
  {
    why: "Strings, arrays and classes of AssemblyScript: we pass numbers, and call the raw exports of the instance.",
    text: `
  const exports = postInstantiate(extended, instance);
  return { module, instance, exports };
}

/** Asynchronously instantiates an AssemblyScript module from a response`,
    instead: `
  return { module, instance };
}

/** Asynchronously instantiates an AssemblyScript module from a response`,
  },
];

/** @throws if a cut does not fit the text exactly once */
export function cut(text) {
  return CUTS.reduce((rest, { why, text: piece, instead }) => {
    const parts = rest.split(piece);
    if (parts.length !== 2) throw new Error(`${LOADER} has changed; a cut no longer fits it: ${why}`);
    return parts.join(instead);
  }, text);
}

/** For the notices: the licence asks to say what was changed. */
export const changes = CUTS.map(({ why, text }) => `- ${text.trim().split("\n")[0]} …\n  ${why}`).join("\n");
