// A bundle that has each entry by `import` and by `require`. Its workers are elsewhere, so it starts no threads.
import * as root from "rosenblatt";
import * as hebb from "rosenblatt/hebb";
import * as logic from "rosenblatt/logic";
import * as metrics from "rosenblatt/metrics";
import * as network from "rosenblatt/network";
import * as separability from "rosenblatt/separability";
import * as sklearn from "rosenblatt/sklearn";
import * as svmlight from "rosenblatt/svmlight";
import * as threads from "rosenblatt/threads";
import * as worker from "rosenblatt/worker";
import { mix, specifiers } from "./mixes.cjs";
import required from "./required.cjs";

const imported = {
  rosenblatt: root,
  "rosenblatt/hebb": hebb,
  "rosenblatt/logic": logic,
  "rosenblatt/metrics": metrics,
  "rosenblatt/network": network,
  "rosenblatt/separability": separability,
  "rosenblatt/sklearn": sklearn,
  "rosenblatt/svmlight": svmlight,
  "rosenblatt/threads": threads,
  "rosenblatt/worker": worker,
};

for (const first of specifiers) {
  await mix(
    first,
    (specifier) => imported[specifier],
    (specifier) => required[specifier],
  );
}
worker.close();
