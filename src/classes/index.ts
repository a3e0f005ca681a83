export { dropClass, renameClass } from "./classes.js";
