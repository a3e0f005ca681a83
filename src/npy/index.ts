export { NumpyArray, type NumpyNumbers } from "./array.js";
export { readIdx, readNpy, readNpz } from "./read.js";
