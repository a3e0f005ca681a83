export { far } from "../far.mjs";
export { train } from "../program.mjs";
