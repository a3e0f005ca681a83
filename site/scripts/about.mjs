// What each page has, in a sentence: for llms.txt, and for what a search engine shows below a page's title.

/** By the page's address; those of the API are put together from the README. */
export const ABOUT = {
  index:
    "The library trains linear classifiers on SIMD WebAssembly; the front page has a first program, the playground and the proof that its bits are the same here.",
  introduction:
    "The introduction says what the library is and is not, installs it, trains a first model and lists what each import name does.",
  training:
    "The learning rule is written out, with every option of Perceptron and TLU, which of them to choose for accuracy, and what a model tells about itself after a fit.",
  data: "Samples are dense or sparse rows of numbers, labels are strings, numbers, booleans or a 0/1 matrix; this page shows every form, and when f32 or f64 is used.",
  spreadsheet:
    "From a table in which some rows have the answer, one command learns it and writes it into the others; a program then does the same.",
  embeddings:
    "A program trains on 20,000 embedding vectors, answers the three likeliest labels over HTTP, and replaces the model while it serves.",
  runtimes:
    "The package is tested in Node, Deno, Bun, browsers and edge functions, and bundled by Vite, webpack, esbuild and Rollup; this page says what each needs.",
  "command-line":
    "The command trains on a table, evaluates, inspects, exports and predicts, without a line of code; its formats, options and model file are described.",
  "guides/page":
    "In a web page a model is loaded, learns from each click without a server, and keeps the page responsive while it learns.",
  "guides/server":
    "On a server a model is trained, saved and served; bad requests are refused with a code, all processors are used, and a doubtful answer can be withheld.",
  "guides/edge":
    "In an edge function rosenblatt/predict answers from a saved model in less than 6 KB, and the whole library can learn there, too.",
  "guides/teacher":
    "The textbook's chapter runs block by block: neurons that count, neurons that learn, what one of them cannot do, and the playground to watch it.",
  "from-scikit-learn":
    "A program in Python stands beside the same in JavaScript, option by option, and a model that was trained here is carried back to scikit-learn.",
  streams:
    "A fit can keep a page responsive, stop early and go on later, and learn in batches from a stream that is larger than memory.",
  cluster:
    "Training is split over threads or machines by a queue that may lose workers, to the same bits; set-up, faults and measured times are given.",
  "guides/embedded":
    "A trained model is exported as C for a microcontroller and as SQL for a database, with the code around each.",
  table:
    "readTable reads CSV, TSV and JSON of any size, gzipped or not, and TableEncoder makes samples of its columns.",
  svmlight: "Sparse rows are read from svmlight and libsvm files, whole or in batches, and written to them.",
  npy: "Arrays are read from numpy's npy and npz files, and from IDX files, the format of MNIST.",
  arrow:
    "Tables are read from Arrow and Feather files by apache-arrow and from Parquet files by hyparquet, in constant memory and only what is wanted.",
  features:
    "The Mark I's association layer, hashed names and products of columns make features that one plane can separate.",
  pipeline:
    "A Pipeline holds the preparation of rows and the model as one, to be fitted, asked, saved and loaded together.",
  rules:
    "Passive-aggressive and AROW are learning rules that a Perceptron takes in place of its own; their mathematics, speed and use are compared.",
  "living-models":
    "A model that keeps learning is watched for drift, forgets, meets new classes, and has classes renamed or dropped.",
  calibration:
    "calibrate gives a model probabilities, the choice to say that it does not know, and sets of classes with a promised coverage.",
  metrics:
    "Accuracy, reports, confusion matrices, splits, folds and cross-validation have scikit-learn's numbers.",
  separability:
    "The module decides whether a plane separates the classes, and proves it either way by a plane or by a certificate that can be checked.",
  sklearn:
    "Perceptron and PassiveAggressiveClassifier train as scikit-learn's do, to the last bit; what differs, and scikit-learn's known faults, are listed.",
  logic:
    "McCulloch–Pitts neurons and their networks compute any proposition: a compiler, its grammar, adders, and decisions over whole truth tables.",
  network:
    "Layers of threshold logic units compute what one cannot, such as XOR and parity, and the upstart algorithm grows them from data.",
  hebb: "Hebb's rule makes an associative memory that recalls orthogonal patterns without error, and is compared with the perceptron's rule.",
  files:
    "A model is saved as JSON or bytes, with all that it needs to go on, and copied, sent to workers or kept in IndexedDB.",
  predict: "loadModel answers from a saved model, to the bit, in 6 KB, without training and WebAssembly.",
  export:
    "A model is written as JavaScript, C, WebAssembly, SQL, ONNX or a link, for scikit-learn and LIBLINEAR, and read back from three of them.",
  "threads-and-workers":
    "A Perceptron works in a Web Worker or worker thread with the same methods, and calls are split over several processors to the same bits.",
  guarantees:
    "The numeric contract is stated in full, each promise with the test that holds it, and with what is not promised.",
  performance:
    "What the benchmarks measure is shown with machine and date, beside the physical limit, the peers and the cases that lose.",
  comparison:
    "This library is measured with scikit-learn, TensorFlow.js, brain.js and wink-perceptron on the same rows in one run, and where another is the better choice, the page says so.",
  errors: "Every error code is listed with what it means and what to do about it.",
  design: "The kernels are listed, with the two cores and the way that data takes to them.",
  "api/index": "The reference begins with a table of all import names and what each is for.",
};

/** Of the reference of an import name, with what the README says of it. */
export const aboutApi = (name, said) =>
  `Every name that \`${name}\` exports is documented with its types, options and errors (${said}).`;
