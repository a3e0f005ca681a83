// Each entry by `require`, written out for the bundlers that look for it.
module.exports = {
  rosenblatt: require("rosenblatt"),
  "rosenblatt/hebb": require("rosenblatt/hebb"),
  "rosenblatt/logic": require("rosenblatt/logic"),
  "rosenblatt/metrics": require("rosenblatt/metrics"),
  "rosenblatt/network": require("rosenblatt/network"),
  "rosenblatt/separability": require("rosenblatt/separability"),
  "rosenblatt/sklearn": require("rosenblatt/sklearn"),
  "rosenblatt/svmlight": require("rosenblatt/svmlight"),
  "rosenblatt/threads": require("rosenblatt/threads"),
  "rosenblatt/worker": require("rosenblatt/worker"),
};
