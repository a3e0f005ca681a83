// A call of each subpath that the library refuses, with an error that must be of the root's classes.
module.exports = {
  rosenblatt: ({ Perceptron }) => new Perceptron({ eta: 1 }),
  "rosenblatt/logic": ({ compile }) => compile("A and"),
  "rosenblatt/separability": ({ separability }) => separability("X", []),
  "rosenblatt/hebb": ({ HebbianAssociator }) => new HebbianAssociator({ speed: 1 }),
  "rosenblatt/network": ({ ThresholdNetwork }) => new ThresholdNetwork([]),
  "rosenblatt/metrics": ({ accuracy }) => accuracy("X", []),
  "rosenblatt/svmlight": ({ readSvmlight }) => readSvmlight("1 1:x"),
  "rosenblatt/npy": ({ NumpyArray }) => new NumpyArray(["a"], [1]).matrix(),
  "rosenblatt/table": ({ Table }) => new Table("X"),
  "rosenblatt/predict": ({ loadModel }) => loadModel({ format: "rosenblatt.perceptron" }),
  "rosenblatt/export": ({ fromUrl }) => fromUrl("#"),
  "rosenblatt/import": ({ fromLiblinear }) => fromLiblinear(""),
  "rosenblatt/sklearn": ({ Perceptron }) => new Perceptron({ eta: 1 }),
  "rosenblatt/pipeline": ({ Pipeline }) => new Pipeline([]),
  "rosenblatt/threads": ({ useThreads }) => useThreads("two"),
  "rosenblatt/worker": ({ Perceptron }) => new Perceptron().predict([[1]]),
};
