// Networks of the library that no proposition of the page stands for: the textbook's figures and the adders.
import { figures, fullAdder, type Network, rippleCarryAdder } from "rosenblatt/logic";

export const PRESETS = {
  identity: { make: (): Network => figures.identity, code: "figures.identity", imports: "figures" },
  and: { make: (): Network => figures.and, code: "figures.and", imports: "figures" },
  or: { make: (): Network => figures.or, code: "figures.or", imports: "figures" },
  andNot: { make: (): Network => figures.andNot, code: "figures.andNot", imports: "figures" },
  fullAdder: { make: (): Network => fullAdder(), code: "fullAdder()", imports: "fullAdder" },
  adder2: {
    make: (): Network => rippleCarryAdder(2),
    code: "rippleCarryAdder(2)",
    imports: "rippleCarryAdder",
  },
  adder4: {
    make: (): Network => rippleCarryAdder(4),
    code: "rippleCarryAdder(4)",
    imports: "rippleCarryAdder",
  },
} as const;
export type Preset = keyof typeof PRESETS;
