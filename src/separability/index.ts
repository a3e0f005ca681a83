export type { Certificate } from "./certificate.js";
export { verifyCertificate } from "./certificate.js";
export type { Plane } from "./plane.js";
export type { Separability, SeparabilityAsyncOptions, SeparabilityOptions } from "./separability.js";
export { separability, separabilityAsync } from "./separability.js";
