import { kernelsSha256 } from "./kernels-digest.wasm.js";

/** Changes with whatever beside the kernels may change a bit of a result, or the form of a message. */
const PROTOCOL = 3;

/** What a worker must have in common with the run that it works for. */
export const KERNELS = `${PROTOCOL}-${kernelsSha256}`;
