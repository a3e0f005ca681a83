export { HebbianAssociator, type HebbianAssociatorJSON, type HebbianOptions } from "./associator.js";
