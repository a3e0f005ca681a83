// The German of the page: a translation of `en.ts`.
import type { Texts } from "./en";
import { formatExact as exact, formatInteger as int, formatNumber as num, plural } from "./format";

const points = (n: number): string => plural(n, "Punkt", "Punkte");
const mistakes = (n: number): string => plural(n, "Fehler", "Fehler");
const epochs = (n: number): string => plural(n, "Epoche", "Epochen");
const neurons = (n: number): string => plural(n, "Neuron", "Neuronen");
const NUMBERS = ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"];

export const de: Texts = {
  name: "Deutsch",
  title: "Spielwiese für Perzeptrons · rosenblatt",
  tabs: {
    label: "Womit man spielen kann",
    perceptron: "Perzeptron",
    digits: "Ziffern",
    logic: "Logik",
    bench: "Messen",
  },
  theme: { auto: "Farben: wie das System", light: "Farben: hell", dark: "Farben: dunkel" },
  language: "Sprache",
  share: {
    button: "Teilen",
    title: "Teilen, was zu sehen ist",
    close: "Schließen",
    link: "Link",
    linkAbout: "Er enthält die Punkte, die Einstellungen und den Augenblick.",
    embed: "Einbetten",
    embedAbout: "Ein Rahmen für eine andere Seite, in dem es beim Öffnen lernt.",
    code: "Der Code dazu",
    codeAbout: "Node führt ihn aus, und am Ende stehen genau diese Gewichte.",
    embedAboutLogic: "Ein Rahmen für eine andere Seite, nur mit dem Netz.",
    codeAboutLogic: "Node führt ihn aus und gibt die Wahrheitstafel aus.",
    wholeEpochs: "Pocket vergleicht Gewichte am Ende einer Epoche; dies sind die der letzten vollständigen.",
    manyPoints: "Er liest points.csv, die daneben liegt: bitte auch herunterladen.",
    copy: "Kopieren",
    copied: "Kopiert",
    copyFailed: "Hier nicht erlaubt",
    download: (file) => `${file} herunterladen`,
    model: "Modell",
    modelAbout: "Für Perceptron.fromJSON.",
    picture: "Bild",
    pictureAbout: "Die Abbildung, wie sie jetzt ist.",
    nothingYet: "Erst muss es einen Punkt besuchen.",
    overflowed: "Seine Gewichte sind übergelaufen.",
    frameTitle: "Ein Perzeptron lernt",
  },
  embed: { open: "In der Spielwiese öffnen" },
  footer: {
    documentation: "Dokumentation",
    source: "Quelltext",
    install: "Installieren",
    copy: "Den Befehl kopieren",
  },
  notice: {
    close: "Diese Meldung schließen",
    outOfRange: (name, value, min, max, used) =>
      `Die Adresse verlangt ${name} ${value}, was nicht zwischen ${exact(min)} und ${exact(max)} liegt; es gilt ${exact(used)}.`,
    unknown: (name, value, used) =>
      `Die Adresse verlangt ${name} „${value}“, was es nicht gibt; es gilt „${used}“.`,
    points: "Die Punkte der Adresse sind nicht lesbar; die Ebene ist leer.",
    ink: "Die Ziffer der Adresse ist nicht lesbar; das Blatt ist leer.",
    view: "Der Ausschnitt der Ebene in der Adresse ist nicht lesbar; gezeigt wird der übliche.",
    names: {
      tab: "die Ansicht",
      data: "die Daten",
      rule: "die Regel",
      eta: "die Lernrate",
      speed: "das Tempo",
      at: "die Besuche",
      seed: "den Startwert",
      inputs: "die Eingabe",
      layer: "die Schicht",
      units: "die Einheiten",
      tour: "die Karte",
      epochs: "die Epochen",
    },
  },

  perceptron: {
    title: "Eine Gerade, die aus Fehlern lernt",
    intro:
      'Das Perzeptron geht von Punkt zu Punkt. Wo es recht hat, ändert sich nichts; wo es irrt: <span class="formula"><b>w</b> ← <b>w</b> + <i>η</i> (<i>y</i> − <i>ŷ</i>) <b>x</b></span>.',
    points: "Punkte",
    fileInput: "Eine Tabelle: CSV, TSV oder JSON-Zeilen, auch mit gzip",
    rule: "Regel",
    eta: "Lernrate <i>η</i>",
    etaSlider: "Lernrate, logarithmisch",
    etaRange: (value, min, max, used) =>
      `${value || "Nichts"} liegt nicht zwischen ${exact(min)} und ${exact(max)}. η bleibt ${exact(used)}.`,
    etaScales: (eta) =>
      `Von null aus ändert η = ${exact(eta)} nur die Länge von <b>w</b>: Bis auf Rundung bleibt die Gerade gleich.`,
    brush: "Ein Klick setzt",
    eraser: "Radierer",
    moreClasses: "Eine Klasse mehr",
    plot: "Die Ebene mit den Punkten",
    plotHelp:
      "Die Pfeiltasten bewegen einen Cursor, mit Umschalttaste in großen Schritten. Eingabe setzt einen Punkt der gewählten Klasse, eine Ziffer einen dieser Klasse, Entf nimmt den nächsten weg. Die Leertaste spielt ab und hält an.",
    hint: "Klicken oder tippen setzt einen Punkt",
    play: "Start",
    pause: "Pause",
    again: "Nochmal",
    step: "Ein Punkt",
    stepTitle: "Einen Punkt besuchen",
    epoch: "Eine Epoche",
    epochTitle: "Die Punkte bis zum Ende der Epoche besuchen",
    restart: "Von vorn",
    restartTitle: "Zurück zu Gewichten von 0",
    speed: "Tempo",
    fastest: "so schnell es geht",
    pointRate: (rate) => `${points(rate)} je Sekunde`,
    epochRate: (rate) => `${epochs(rate)} je Sekunde`,
    tooMany: "Zu viele Punkte, um einen von Hand zu setzen",
    flat: "Keine Gerade: Alle w sind 0",
    flatCurve: "Keine Grenze: Alle w sind 0",
    outside: "Die Gerade liegt außerhalb der Abbildung",
    outsideCurve: "Überall in der Abbildung dieselbe Klasse",
    drop: "Loslassen, um aus der Datei zu lernen",
  },
  inputs: {
    title: "Andere Eingaben",
    features: "Neben <i>x</i>₁ und <i>x</i>₂",
    between: "Dazwischen",
    layers: { none: "nichts", hidden: "verborgene Neuronen", association: "Assoziationseinheiten" },
    unitsLabel: "Assoziationseinheiten",
    units: (n) => plural(n, "Einheit", "Einheiten"),
    about: {
      none: "Eine Ebene durch Produkte der Koordinaten ist in der Abbildung eine Kurve.",
      hidden: "Neuronen dazwischen, jedes mit einer eigenen Geraden.",
      association:
        "Rosenblatts Mark I: zufällig verdrahtete Neuronen, die nie lernen. Nur das Neuron dahinter lernt.",
    },
    tooMany: (max) => `Verborgene Neuronen wachsen für bis zu ${int(max)} Punkte; dies sind mehr.`,
    grown: (lines) =>
      `${neurons(lines)}, jedes mit einer gestrichelten Geraden und einem Strich auf der Seite, auf der es feuert; ein Neuron dahinter lernt.`,
    deep: (lines, units) =>
      `${neurons(lines)} mit je einer gestrichelten Geraden und ${plural(units, "weiteres", "weitere")}, die der Upstart-Algorithmus dahinter wachsen ließ.`,
  },
  tour: {
    start: "Was keine Gerade kann, in fünf Schritten",
    back: "Die Karte davor",
    next: "Die nächste Karte",
    end: "Die Führung beenden",
    progress: (card, cards) => `${card} von ${cards}`,
    cards: [
      [
        "Keine Gerade kann es",
        "XOR: <i>das eine oder das andere, aber nicht beides</i>. Die Strecken zwischen den umringten Punkten der beiden Klassen kreuzen sich. Eine Gerade müsste zwischen zwei sich kreuzenden Strecken hindurch: Es gibt keine.",
      ],
      [
        "Also endet es nie",
        "Die Regel korrigiert Fehler um Fehler und kehrt zu Gewichten zurück, die sie schon hatte. Unter der Abbildung steht jede Korrektur: Geh vor und zurück, und finde, wo es sich im Kreis dreht.",
      ],
      [
        "Die Hälfte kann eine Gerade",
        "<i>Das eine oder das andere</i> allein ist trennbar, und <i>beides</i> auch. XOR ist das Erste ohne das Zweite: zwei Fragen, die je eine Gerade beantworten kann. Drücke Start.",
      ],
      [
        "Eine weitere Eingabe kann es",
        "Gib dem Neuron auch <i>x</i>₁<i>x</i>₂, das bei „beides“ 1 ist. In drei Dimensionen trennt eine Ebene die vier Punkte; in der Abbildung sieht sie wie eine Kurve aus. Drücke Start.",
      ],
      [
        "Zwei können es",
        "Oder setze Neuronen dazwischen: Jedes zieht eine eigene Gerade, und ein Neuron dahinter sieht nur ihre Antworten. Was eines nicht kann, kann eine Schicht von ihnen. Drücke Start.",
      ],
    ],
  },
  trace: {
    title: "Jede Korrektur, eine nach der anderen",
    back: "Korrektur davor",
    next: "Nächste Korrektur",
    number: "Nr.",
    point: "<i>x</i>",
    before: "<i>w</i> | <i>b</i> vorher",
    after: "<i>w</i> | <i>b</i> nachher",
    counted: (n) =>
      `Bisher ${plural(n, "Korrektur", "Korrekturen")}. Eine Nummer führt zu dem Augenblick danach.`,
    none: "Noch keine Korrektur.",
    tooMany: "So viele Punkte werden Epoche für Epoche gelernt; ihre Korrekturen werden nicht aufbewahrt.",
    present: "Die Korrekturen um die jetzige herum",
  },
  neuron: {
    title: "Das Neuron",
    perceptronTitle: "Die Neuronen",
    ofCursor: (point) => `am Cursor, ${point}`,
    ofVisit: (point) => `für den letzten Punkt, ${point}`,
    ofNothing: "zeige auf die Abbildung, um es arbeiten zu sehen",
    bias: "Bias",
    key: "Linien sind so dick wie ihre Gewichte; ein gestricheltes ist negativ. Der Bias ist das Gewicht einer Eingabe, die immer 1 ist.",
    description: (inputs, outputs) =>
      `Eingaben ${inputs} und die Konstante 1, jede mal ihr Gewicht. ${outputs}`,
    outputDescription: (sum, output) => `Die Summe ist ${sum}, also ist die Ausgabe ${output}.`,
    sumDescription: (sum) => `Eine Summe ist ${sum}.`,
    more: (n) => `… und ${int(n)} weitere.`,
    largest: "Die größte Summe entscheidet.",
    nothingYet: "noch nichts",
    means: (rule) => `, falls ${rule}, sonst `,
  },
  accuracy: {
    none: "Noch wurde kein Punkt besucht.",
    now: (right, n, percent) =>
      `${right === n ? (n === 1 ? "Der Punkt ist richtig" : `Alle ${int(n)} Punkte sind richtig`) : `${int(right)} von ${plural(n, "Punkt", "Punkten")} ${right === 1 ? "ist" : "sind"} richtig`}: eine Genauigkeit von ${percent}.`,
  },
  chart: {
    title: "Fehler in jeder Epoche",
    mistakes: "unterwegs gemacht",
    misclassified: "an ihrem Ende falsch",
    empty: "noch keine Epoche",
  },
  help: {
    rules: "Die Regeln",
    keys: "Mit der Tastatur",
    keysText:
      "Wenn die Abbildung den Fokus hat: <kbd>←↑↓→</kbd> ein Cursor, <kbd>Eingabe</kbd> oder <kbd>1</kbd>, <kbd>2</kbd> … ein Punkt, <kbd>Entf</kbd> nimmt den nächsten weg, <kbd>Leertaste</kbd> spielt ab und hält an. Die Adresse enthält alles, was zu sehen ist.",
  },
  datasets: {
    iris: ["Iris", "150 Schwertlilien nach Länge und Breite ihrer Kronblätter, in Zentimetern"],
    setosa: ["Setosa?", "Die 150 Schwertlilien noch einmal: Iris setosa oder eine andere Art"],
    blobs: ["Wolken", "Zwei Wolken mit einer Lücke dazwischen"],
    three: ["Drei", "Drei Wolken, jede getrennt von den anderen"],
    xor: ["XOR", "Vier Punkte, die keine Gerade trennt"],
    rings: ["Ringe", "Eine Scheibe in einem Ring"],
    cloud: ["100.000", "Hunderttausend Punkte, die ein Worker lernt"],
    own: ["Eigene", "Punkte, die man selbst setzt"],
    file: [
      "Eine Datei",
      "Eine Tabelle (CSV, TSV, JSON-Zeilen, auch mit gzip) mit zwei Spalten Zahlen und einer mit Klassen; oder irgendwo eine fallen lassen",
    ],
  },
  again: "Noch einmal wählen gibt andere Punkte",
  names: { "petal length": "Kronblattlänge", "petal width": "Kronblattbreite", another: "andere" },
  rules: {
    heaviside: ["Heaviside", "Die Stufe ist 1 ab z = 0, sonst 0"],
    sign: ["Vorzeichen", "Die Stufe ist −1, 0 oder +1"],
    averaged: ["Gemittelt", "Sagt mit dem Mittel der Gewichte nach jedem Punkt voraus"],
    pocket: ["Pocket", "Jede Ausgabe behält die Gewichte, mit denen sie am wenigsten Punkte falsch hatte"],
    joint: ["Gemeinsam", "Bei mehreren Klassen ist die größte Summe eine einzige Entscheidung"],
  },

  caption: {
    begin: "Setze Punkte von zwei Klassen, dann kann es losgehen.",
    start: (n) => `Alle Gewichte sind 0. Es wird ${points(n)} besuchen, immer wieder.`,
    startLarge: (n) =>
      `Alle Gewichte sind 0. Ein Worker wird ${int(n)} Punkte durchgehen, Epoche für Epoche.`,
    stopped: (n) => `Nach ${epochs(n)} angehalten`,
    wouldEnd: "Es käme ans Ziel, denn es gibt eine Gerade, aber der Spielraum ist klein.",
    wouldNotEnd: "Es ginge ewig so weiter.",
    converged: (epoch, n) =>
      `Epoche ${int(epoch)} verlief ohne Fehler: Das Lernen ist beendet, nach ${plural(n, "Fehler", "Fehlern")}.`,
    meanWrong: (n) => `Das Mittel hat noch ${points(n)} falsch.`,
    epoch: (epoch, made, n) =>
      `Epoche ${int(epoch)}: ${mistakes(made)} bei ${int(n)} Punkten, jeder sofort korrigiert.`,
    visit: (epoch, row, n, point, name) =>
      `Epoche ${int(epoch)}, Punkt ${row} von ${n}: ${point} ist ${name}`,
    right: "und das sagt es auch. Nichts ändert sich.",
    says: (name) => `aber es sagt ${name}`,
    saysNot: "aber das sagt es nicht",
    disagree: "aber nicht jede Ausgabe stimmt zu",
    bothMove: (amount) => `Beide Klassen bewegen sich um ${amount}.`,
    outputsMove: (k, amount) => `${plural(k, "Ausgabe bewegt", "Ausgaben bewegen")} sich um ${amount}.`,
    update: (sign, w, b) => `Also w ${sign}= ${w} und b ${sign}= ${b}.`,
  },
  separability: {
    pending: [
      "Ein Beweis wird gesucht …",
      "Eine Gerade, die die Klassen trennt, oder Punkte, die das ausschließen.",
    ],
    noPoints: "Noch keine Punkte",
    oneClass: "Bisher eine Klasse",
    twoNeeded: "Setze Punkte von zwei Klassen, dann gibt es etwas zu unterscheiden.",
    yes: "Trennbar",
    no: "Nicht trennbar",
    solve: "Andere Eingaben helfen",
    noProof: "Keine Antwort",
    noProofYet:
      "Ein Beweis über so viele Eingaben kann sehr lange dauern. Lernt es zu Ende, so ist das einer.",
    curved: "Mit diesen Eingaben sind die Klassen trennbar.",
    eachCurved: "Mit diesen Eingaben ist jede Klasse vom Rest trennbar.",
    bound: (bound) => `Von null aus braucht das Lernen höchstens ${mistakes(bound)}.`,
    notCurved: (n) => `Auch mit diesen Eingaben nicht: Die ${n} umringten Punkte beweisen es.`,
    each: "Jede Klasse hat eine eigene Gerade, die sie vom Rest trennt.",
    joint: "Es gibt Gewichte, deren größte Summe bei jedem Punkt stimmt.",
    tight: "Eine Gerade trennt die Klassen, näher am nächsten Punkt, als eine Zahl angeben kann.",
    margin: (margin, bound) =>
      `Eine Gerade trennt die Klassen, ${num(margin)} vom nächsten Punkt entfernt; von null aus braucht das Lernen also höchstens ${mistakes(bound)}.`,
    notJoint: (n) =>
      `Keine Gewichte haben überall bei der richtigen Klasse die größte Summe; die ${n} umringten Punkte beweisen es.`,
    claim: "Keine Gerade kann sie trennen",
    claimOne: (name) => `Keine Gerade trennt ${name} vom Rest`,
    because: (claim, proof) => `${claim}: ${proof}. Das ist ein Beweis, kein Mangel an Geduld.`,
    sameSpot: "Zwei umringte Punkte liegen auf derselben Stelle",
    between: "Ein umringter Punkt liegt zwischen zweien der anderen Klasse",
    triangle: "Ein umringter Punkt liegt in einem Dreieck der anderen Klasse",
    cross: "Die Strecken zwischen den umringten Punkten der beiden Klassen kreuzen sich",
    cancel: (n) => `Die ${n} umringten Punkte heben einander auf`,
  },
  file: {
    points: (name, n, classes) => `${name}: ${points(n)} in ${classes} Klassen`,
    skipped: (n) =>
      `; ${plural(n, "Zeile", "Zeilen")} ausgelassen (unvollständig oder von einer kleineren Klasse)`,
    oneClass: (name, column) =>
      `${name}: Die Spalte „${column}“ hat in den vollständigen Zeilen nur eine Klasse.`,
    gone: (max) =>
      `Deine Punkte waren mehr, als eine Adresse fasst (${max}); sie sind fort. Setze sie neu, oder bewahre sie als CSV-Datei auf.`,
    again: (name) =>
      `Diese Adresse handelt von ${name}; die Datei ist zu groß für sie. Öffne sie noch einmal, oder lass sie hier fallen.`,
    empty: "Die Datei ist leer.",
    onlyNames: "Die Datei hat eine Zeile mit Namen, aber keine mit Zahlen.",
    columns: (found) =>
      `Nötig sind zwei Spalten mit Zahlen und eine mit wenigen Werten für die Klasse; diese Datei hat ${found}.`,
    reading: (name) => `${name} wird gelesen …`,
    cut: (max) => `; nur die ersten ${int(max)} Zeilen, da eine Seite nicht mehr Platz hat`,
    words: (n) => (n > 100 ? "Wörter" : plural(n, "Wort", "Wörter")),
    kinds: { numbers: "Zahlen", identifier: "Kennung", date: "Datum", constant: "immer gleich" },
    column: (number) => `Spalte ${number}`,
    roles: { x: "waagrecht", y: "senkrecht", label: "Klasse" },
  },

  digits: {
    title: "Zehn Perzeptrons lesen",
    intro:
      "Jedes hat eine Ziffer gegen alle anderen gelernt. Sein Bild sind seine Gewichte: orange, wo Tinte für die Ziffer spricht, blau, wo sie dagegen spricht. Seine Summe ist die Tinte mal die Gewichte, und die größte Summe gewinnt.",
    pad: "Eine Ziffer zeichnen",
    help: "Die Pfeiltasten bewegen einen Cursor, die Leertaste macht ein Pixel schwarz oder leer.",
    pixel: (row, column, percent) => `Zeile ${row}, Spalte ${column}: zu ${int(percent)} % schwarz`,
    clear: "Leeren",
    example: "Ein Beispiel",
    epoch: "Noch eine Epoche",
    draw: "Zeichne eine Ziffer.",
    learnFirst: "Erst müssen sie lernen.",
    says: (digit) => `Das ist eine ${digit}.`,
    weights: (digit) => `Die Gewichte der ${digit}`,
    loading: "Die Bilder werden geholt …",
    untrained: "Sie haben noch nichts gelernt.",
    accuracy: (n, images, right, others, percent) =>
      `Nach ${plural(n, "Epoche", "Epochen")} mit ${int(images)} Bildern haben sie ${int(right)} von ${int(others)} anderen richtig: eine Genauigkeit von ${percent}.`,
    source:
      "Die Bilder: E. Alpaydin und C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998, CC BY 4.0.",
  },
  logic: {
    title: "Jede Aussage ist ein Netz",
    intro:
      "Ein Neuron von McCulloch und Pitts feuert, wenn <i>θ</i> seiner Verbindungen aktiv sind und keine ein Veto einlegt. Das genügt, um alles zu berechnen, was sich mit <i>und</i>, <i>oder</i> und <i>nicht</i> sagen lässt.",
    proposition: "Aussage",
    help: "<code>not</code> <code>and</code> <code>or</code> <code>xor</code> <code>nand</code> <code>nor</code> <code>-&gt;</code> <code>&lt;-&gt;</code>, die Zeichen ¬ ∧ ∨ ⊕ → ↔, <code>true</code>, <code>false</code> und Klammern.",
    inputs: "Eingaben",
    off: " aus",
    on: " an",
    key: "Ein Pfeil erregt; ein Kreis an seinem Ende legt ein Veto ein.",
    table: "Wahrheitstafel",
    empty: "Schreibe eine Aussage, oder nimm eine von diesen.",
    error: (position, message) => `Bei Zeichen ${position}: ${message}.`,
    tooMany: (n) => `${neurons(n)}: zu viele für eine Zeichnung.`,
    manyRows: (inputs, rows) =>
      `${inputs} Eingaben ergeben ${plural(rows, "Zeile", "Zeilen")}: mehr, als jemand lesen würde.`,
    size: (count, inputs) => `${neurons(count)}, ${plural(inputs, "Eingabe", "Eingaben")}.`,
    output: (on) => `Die Ausgabe ist ${on ? "an" : "aus"}.`,
    network: (active) => `Das Netz. Aktiv: ${active || "nichts"}`,
  },
  bench: {
    title: "WebAssembly gegen JavaScript",
    intro:
      "Dieselbe Regel auf denselben Zeilen, in diesem Browser: die Bibliothek über ihre öffentliche Schnittstelle und eine von Hand geschriebene Schleife über typisierte Arrays. Beide müssen dieselben Fehler machen und bei denselben Gewichten enden, sonst wird nicht gemessen. Die großen Zahlen sagen, wievielmal so schnell die Bibliothek ist.",
    run: "Messen",
    stop: "Anhalten",
    duration: "Dauert etwa zehn Sekunden.",
    running: "Beide abwechselnd, sieben Runden je Aufgabe …",
    stopped: "Angehalten.",
    failed: (reason) => `Die Messung brach ab: ${reason || "Ihr Worker ist nicht gestartet"}.`,
    done: "Fertig. Balken sind Mediane, dünne Linien die Spanne von sieben Runden; die Verhältnisse sind verlässlicher als die Zeiten.",
    jsCore: (reason) => `Hier läuft die Bibliothek auf ihrem JavaScript-Kern: ${reason}`,
    noSimd: "Hier hat WebAssembly kein SIMD.",
    task: (n, d, classes) => `${int(n)} × ${d}, ${NUMBERS[classes - 2] ?? classes} Klassen`,
    epochs,
    equal: (made, percent) => `${mistakes(made)} (${percent}) und dieselben Gewichte bei beiden`,
    different: "Beide kamen zu anderen Gewichten und werden deshalb nicht gemessen",
    range: (min, max, rounds) => `${min} bis ${max} in ${plural(rounds, "Runde", "Runden")}`,
    cores: (n) => plural(n, "Kern", "Kerne"),
  },
};
