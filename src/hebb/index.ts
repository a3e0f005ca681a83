export { HebbianAssociator, type HebbianOptions } from "./associator.js";
