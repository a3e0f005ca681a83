export { fromLogic } from "./from-logic.js";
export {
  type Layer,
  parity,
  ThresholdNetwork,
  type ThresholdNetworkJSON,
} from "./threshold-network.js";
export { type UpstartOptions, type UpstartResult, upstart } from "./upstart.js";
