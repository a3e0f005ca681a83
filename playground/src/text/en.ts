// The English of the page. A text may hold markup; a function takes what stands in it. `de.ts` is a translation: copy it
// for another language, and name it in `language.ts`.
import { formatExact as exact, formatInteger as int, formatNumber as num, plural } from "./format";

export const en = {
  name: "English",
  title: "Perceptron playground · rosenblatt",
  tabs: { label: "What to play with", perceptron: "Perceptron", logic: "Logic", bench: "Bench" },
  theme: { auto: "Colours: as the system", light: "Colours: light", dark: "Colours: dark" },
  language: "Language",
  share: {
    button: "Share",
    title: "Share what you see",
    close: "Close",
    link: "Link",
    linkAbout: "It holds the points, the settings and the moment.",
    embed: "Embed",
    embedAbout: "A frame for another page, in which it learns as it opens.",
    code: "The code for this",
    codeAbout: "Run by Node, it ends with these very weights.",
    embedAboutLogic: "A frame for another page, with the network alone.",
    codeAboutLogic: "Run by Node, it prints the truth table.",
    wholeEpochs: "The pocket compares weights at the end of an epoch, so these are of the last whole one.",
    manyPoints: "It reads points.csv, which lies beside it: download it, too.",
    copy: "Copy",
    copied: "Copied",
    copyFailed: "Not allowed here",
    download: (file: string) => `Download ${file}`,
    model: "Model",
    modelAbout: "For Perceptron.fromJSON.",
    picture: "Picture",
    pictureAbout: "The figure as it is now.",
    nothingYet: "Let it visit a point first.",
    overflowed: "Its weights have overflowed.",
    frameTitle: "A perceptron learns",
  },
  embed: { open: "Open in the playground" },
  footer: { documentation: "Documentation", source: "Source", install: "Install", copy: "Copy the command" },
  notice: {
    close: "Close this message",
    outOfRange: (name: string, value: string, min: number, max: number, used: number) =>
      `The address asks for ${name} ${value}, which is not between ${exact(min)} and ${exact(max)}; it is ${exact(used)}.`,
    unknown: (name: string, value: string, used: string) =>
      `The address asks for ${name} “${value}”, which does not exist; it is “${used}”.`,
    points: "The points of the address cannot be read; the plane is empty.",
    view: "The part of the plane that the address asks for cannot be read; the usual one is shown.",
    names: {
      tab: "the tab",
      data: "the data set",
      rule: "the rule",
      eta: "the learning rate",
      speed: "the speed",
      at: "the visits",
      seed: "the seed",
    },
  },

  perceptron: {
    title: "A line that learns from its mistakes",
    intro:
      'The perceptron goes from point to point. Where it is right, nothing changes; where it is wrong, <span class="formula"><b>w</b> ← <b>w</b> + <i>η</i> (<i>y</i> − <i>ŷ</i>) <b>x</b></span>.',
    points: "Points",
    fileInput: "A CSV file",
    rule: "Rule",
    eta: "Learning rate <i>η</i>",
    etaSlider: "Learning rate, logarithmic",
    etaRange: (value: string, min: number, max: number, used: number) =>
      `${value || "Nothing"} is not between ${exact(min)} and ${exact(max)}. η stays ${exact(used)}.`,
    etaScales: (eta: number) =>
      `From zero, η = ${exact(eta)} only changes the length of <b>w</b>: but for rounding, the line is the same.`,
    brush: "A click places",
    eraser: "eraser",
    plot: "The plane of points",
    plotHelp:
      "Arrow keys move a cursor, with Shift in large steps. Enter places a point of the chosen class, 1, 2 and 3 one of that class, Delete takes the nearest away. Space plays and pauses.",
    hint: "Click or tap to place a point",
    play: "Play",
    pause: "Pause",
    again: "Again",
    step: "One point",
    stepTitle: "Visit one point",
    epoch: "One epoch",
    epochTitle: "Visit the points up to the end of the epoch",
    restart: "Restart",
    restartTitle: "Back to weights of 0",
    speed: "Speed",
    fastest: "as fast as it can",
    pointRate: (rate: number) => `${plural(rate, "point")} a second`,
    epochRate: (rate: number) => `${plural(rate, "epoch")} a second`,
    tooMany: "Too many points to add one by hand",
    flat: "No line: all w are 0",
    outside: "The line is outside of the figure",
    drop: "Drop the file to learn from it",
    noProof: "No answer",
  },
  neuron: {
    title: "The neuron",
    perceptronTitle: "The neurons",
    ofCursor: (point: string) => `at the cursor, ${point}`,
    ofVisit: (point: string) => `for the last point, ${point}`,
    ofNothing: "point at the figure to see it at work",
    bias: "bias",
    key: "Lines are as wide as their weights; a dashed weight is negative. The bias is the weight of an input that is always 1.",
    description: (inputs: string, outputs: string) =>
      `Inputs ${inputs} and the constant 1, each times its weight. ${outputs}`,
    outputDescription: (sum: string, output: string) => `The sum is ${sum}, so the output is ${output}.`,
    sumDescription: (sum: string) => `A sum is ${sum}.`,
    largest: "The largest sum decides.",
    nothingYet: "nothing yet",
    means: (rule: string) => ` if ${rule}, else `,
  },
  accuracy: {
    none: "No point has been visited yet.",
    now: (right: number, n: number, percent: string) =>
      `${right === n ? (n === 1 ? "The point is right" : `All ${int(n)} points are right`) : `${int(right)} of ${plural(n, "point")} ${right === 1 ? "is" : "are"} right`}: an accuracy of ${percent}.`,
  },
  chart: {
    title: "Mistakes in each epoch",
    mistakes: "made on the way",
    misclassified: "wrong at its end",
    empty: "no epoch yet",
  },
  help: {
    rules: "The rules",
    keys: "From the keyboard",
    keysText:
      "With the figure in focus: <kbd>←↑↓→</kbd> a cursor, <kbd>Enter</kbd> or <kbd>1</kbd>–<kbd>3</kbd> a point, <kbd>Delete</kbd> takes the nearest away, <kbd>Space</kbd> plays and pauses. The address holds all that you see.",
  },
  datasets: {
    iris: ["Iris", "150 irises by petal length and width, in centimetres"],
    setosa: ["Setosa?", "The 150 irises once more: Iris setosa, or another species"],
    blobs: ["Blobs", "Two clouds with a gap between them"],
    three: ["Three", "Three clouds, each apart from the others"],
    xor: ["XOR", "Four points that no line separates"],
    rings: ["Rings", "A disc inside a ring"],
    cloud: ["100,000", "A hundred thousand points, learned in a worker"],
    own: ["Your own", "Points that you place yourself"],
    file: ["A file", "A CSV file with two columns of numbers and one of classes; or drop one anywhere"],
  },
  again: "Choose it again for other points",
  names: { "petal length": "petal length", "petal width": "petal width", another: "another" } as Record<
    string,
    string
  >,
  rules: {
    heaviside: ["Heaviside", "The step is 1 from z = 0 on, else 0"],
    sign: ["Sign", "The step is −1, 0 or +1"],
    averaged: ["Averaged", "Predicts with the mean of the weights after each point"],
    pocket: ["Pocket", "Each output keeps the weights with which it had the fewest points wrong"],
    joint: ["Joint", "Of three classes, the largest score is one decision"],
  },

  caption: {
    begin: "Place points of two classes, and it can begin.",
    start: (n: number) => `All weights are 0. It will visit ${plural(n, "point")}, again and again.`,
    startLarge: (n: number) =>
      `All weights are 0. A worker will go through ${int(n)} points, epoch by epoch.`,
    stopped: (epochs: number) => `Stopped after ${plural(epochs, "epoch")}`,
    wouldEnd: "It would come to an end, for there is a line, but with little room.",
    wouldNotEnd: "it would go on like this for ever.",
    converged: (epoch: number, mistakes: number) =>
      `Epoch ${int(epoch)} passed without a mistake: learning has ended, after ${plural(mistakes, "mistake")}.`,
    meanWrong: (n: number) => `The mean still has ${plural(n, "point")} wrong.`,
    epoch: (epoch: number, mistakes: number, n: number) =>
      `Epoch ${int(epoch)}: ${plural(mistakes, "mistake")} in ${int(n)} points, each corrected at once.`,
    visit: (epoch: number, row: number, n: number, point: string, name: string) =>
      `Epoch ${int(epoch)}, point ${row} of ${n}: ${point} is ${name}`,
    right: "and so it says. Nothing changes.",
    says: (name: string) => `but it says ${name}`,
    saysNot: "but it does not say so",
    disagree: "but not every output agrees",
    bothMove: (amount: string) => `Both classes move by ${amount}.`,
    outputsMove: (k: number, amount: string) => `${plural(k, "output moves", "outputs move")} by ${amount}.`,
    update: (sign: string, w: string, b: string) => `So w ${sign}= ${w} and b ${sign}= ${b}.`,
  },
  separability: {
    pending: ["Looking for a proof …", "A line that separates the classes, or points that forbid it."],
    noPoints: "No points yet",
    oneClass: "One class so far",
    twoNeeded: "Place points of two classes, and there is something to tell apart.",
    yes: "Separable",
    no: "Not separable",
    each: "Each class has a line of its own that separates it from the rest.",
    joint: "There are weights whose largest score is right for every point.",
    tight: "A line separates the classes, closer to the nearest point than a number can tell.",
    margin: (margin: number, bound: number) =>
      `A line separates the classes, ${num(margin)} away from the nearest point, so learning from zero takes at most ${plural(bound, "mistake")}.`,
    notJoint: (n: number) =>
      `No weights have the largest score right everywhere; the ${n} ringed points prove it.`,
    claim: "No line can separate them",
    claimOne: (name: string) => `No line separates ${name} from the rest`,
    because: (claim: string, proof: string) => `${claim}: ${proof}. That is a proof, not a lack of patience.`,
    sameSpot: "two ringed points lie on the same spot",
    between: "a ringed point lies between two of the other class",
    triangle: "a ringed point lies in a triangle of the other class",
    cross: "the lines between the ringed points of either class cross",
    cancel: (n: number) => `the ${n} ringed points cancel out`,
  },
  file: {
    points: (name: string, n: number, classes: number) =>
      `${name}: ${plural(n, "point")} in ${classes} classes`,
    skipped: (n: number) => `; ${plural(n, "row")} left out (not whole, or of a smaller class)`,
    oneClass: (name: string, column: string) =>
      `${name}: the column “${column}” has only one class among the whole rows.`,
    gone: (max: number) =>
      `Your points were more than an address holds (${max}); they are gone. Place them again, or keep them as a CSV file.`,
    again: (name: string) =>
      `This address is about ${name}, which is too large to be part of it. Open or drop it again.`,
    tooLarge: "The file has more than 50 MB, which is too much for a page.",
    empty: "The file is empty.",
    onlyNames: "The file has a row of names, but no row of numbers.",
    columns: (found: string) =>
      `It takes two columns of numbers and one that names the class; this file has ${found}.`,
    numbers: (name: string) => `${name} (numbers)`,
    words: (name: string) => `${name} (words)`,
    column: (number: number) => `column ${number}`,
    roles: { x: "across", y: "up", label: "class" },
  },

  logic: {
    title: "Any proposition is a network",
    intro:
      "A neuron of McCulloch and Pitts fires when <i>θ</i> of its connections are active and nothing vetoes it. That is enough to compute whatever can be said with <i>and</i>, <i>or</i> and <i>not</i>.",
    proposition: "Proposition",
    help: "<code>not</code> <code>and</code> <code>or</code> <code>xor</code> <code>nand</code> <code>nor</code> <code>-&gt;</code> <code>&lt;-&gt;</code>, the symbols ¬ ∧ ∨ ⊕ → ↔, <code>true</code>, <code>false</code> and parentheses.",
    inputs: "Inputs",
    off: " off",
    on: " on",
    key: "An arrow excites; a circle at its end vetoes.",
    table: "Truth table",
    empty: "Type a proposition, or take one of these.",
    error: (position: number, message: string) => `At character ${position}: ${message}.`,
    tooMany: (n: number) => `${plural(n, "neuron")}: too many to draw.`,
    manyRows: (inputs: number, rows: number) =>
      `${inputs} inputs make ${plural(rows, "row")}: more than anyone would read.`,
    size: (neurons: number, inputs: number) => `${plural(neurons, "neuron")}, ${plural(inputs, "input")}.`,
    output: (on: boolean) => `The output is ${on ? "on" : "off"}.`,
    network: (active: string) => `The network. Active: ${active || "nothing"}`,
  },
  bench: {
    title: "WebAssembly against JavaScript",
    intro:
      "The same rule on the same rows, in this very browser: the library through its public API, and a loop over typed arrays, written by hand. Both must make the same mistakes and end with the same weights, or they are not timed. The large numbers say how many times as fast the library is.",
    run: "Run",
    stop: "Stop",
    duration: "Takes about ten seconds.",
    running: "Each takes its turn, seven rounds of each task …",
    stopped: "Stopped.",
    failed: (reason: string) => `The bench broke off: ${reason || "its worker did not start"}.`,
    done: "Done. Bars are medians, thin lines the range of seven rounds; trust the ratios more than the times.",
    jsCore: (reason: string) => `Here the library runs on its JavaScript core: ${reason}`,
    noSimd: "Here WebAssembly has no SIMD.",
    task: (n: number, d: number, classes: number) =>
      `${int(n)} × ${d}, ${["two", "three", "", "", "", "", "", "", "ten"][classes - 2] || classes} classes`,
    epochs: (n: number) => plural(n, "epoch"),
    equal: (mistakes: number, percent: string) =>
      `${plural(mistakes, "mistake")} (${percent}) and the same weights in both`,
    different: "The two came to different weights, so they are not timed",
    range: (min: string, max: string, rounds: number) => `${min} to ${max} in ${plural(rounds, "round")}`,
    cores: (n: number) => plural(n, "core"),
  },
};

export type Texts = typeof en;
