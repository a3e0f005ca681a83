// Threads and workers are files of the built package, so what runs on them is tested there.
const importBuilt = <T>(path: string): Promise<T> =>
  import(new URL(`../../dist/${path}`, import.meta.url).href);

export const root = await importBuilt<typeof import("../../src/index.js")>("index.js");
export const cluster = await importBuilt<typeof import("../../src/cluster/index.js")>("cluster/index.js");
