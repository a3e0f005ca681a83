// worker.js that does not begin from nothing: its model is the one that is deployed with it, and goes on learning.
//
// The file is what JSON.stringify(model) wrote. Since it is saved with all that going on needs, the first row that comes
// with a label teaches it what one row more would have taught it before.
import { Perceptron } from "rosenblatt";
import seed from "./model.json";
import worker, { Learner as Empty } from "./worker.js";

export default worker;

export class Learner extends Empty {
  firstModel() {
    return Perceptron.fromJSON(seed);
  }
}
