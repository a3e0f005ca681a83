// How the encoder decides what a column is, and what it takes for a date.
import { describe, expect, it } from "vitest";
import { parseDate } from "../../src/table/encoder/dates.js";
import { Table, TableEncoder, type TableEncoderOptions } from "../../src/table/index.js";

type Columns = Readonly<Record<string, (string | number | null)[]>>;

const fitted = (columns: Columns, options?: TableEncoderOptions) =>
  new TableEncoder(options).fit(new Table(columns));
const typeOf = (cells: (string | number | null)[], name = "x", options?: TableEncoderOptions) =>
  fitted({ [name]: cells, other: cells.map((_, i) => (i % 3) + 0.5) }, options).columns.find(
    (column) => column.name === name,
  );
const count = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));

describe("a column is", () => {
  it("numbers, or left out where they count the rows: ten of them, or three of a name that says so", () => {
    expect(typeOf([1, 2, 3])?.type).toBe("number");
    expect(typeOf(count(9, (i) => i))?.type).toBe("number");
    for (const first of [0, 1]) {
      expect(typeOf(count(10, (i) => i + first))).toMatchObject({
        type: "ignore",
        reason: "it counts the rows",
      });
    }
    expect(typeOf(count(10, (i) => i + 2))?.type).toBe("number");
    expect(typeOf([1, 2, 3], "PassengerId")?.type).toBe("ignore");
    expect(typeOf([1, 2, 3], "paid")?.type).toBe("number");
    expect(typeOf([1, 2, 3], "PassengerId", { types: { PassengerId: "number" } })?.type).toBe("number");
    expect(typeOf([null, null, null])).toMatchObject({ type: "ignore", reason: "it has no value" });
  });

  it("numbers, or left out where they are integers that are all different and fill half of their range, or are called ids", () => {
    const reason = "its numbers are all different, as identifiers are";
    const shuffled = (n: number, first: number) => count(n, (i) => first + ((7 * i) % n));
    const halfOf = (n: number, first: number) => shuffled(n, 0).map((i) => first + 2 * i - (i % 2));
    expect(typeOf(shuffled(30, 1))).toEqual({ name: "x", type: "ignore", features: 0, reason });
    expect(typeOf(shuffled(20_000, 1000))).toMatchObject({ type: "ignore", reason });
    expect(typeOf(halfOf(40, 500))).toMatchObject({ type: "ignore", reason });
    expect(typeOf([...shuffled(40, 1), null, null])).toMatchObject({ type: "ignore", reason });
    expect(typeOf([904, 17, 350], "customer_id")).toMatchObject({ type: "ignore", reason });
    expect(typeOf(shuffled(40, 1980), "year_id")).toMatchObject({ type: "ignore", reason });
    for (const [name, cells] of Object.entries({
      few: shuffled(29, 1),
      year: shuffled(40, 1980),
      price: count(40, (i) => 100 + 3 * i),
      cents: count(40, (i) => 1 + i / 100),
      twice: [...shuffled(40, 1), 5],
      user_id: [904, 17, 350, 17],
      case_id: [904, 17, null],
      half_id: [904, 17, 350.5],
      late: [...shuffled(9000, 1), ...shuffled(9000, 1)],
    }))
      expect(typeOf(cells, name), name).toMatchObject({ type: "number" });
    expect(typeOf(shuffled(40, 1), "id", { types: { id: "number" } })?.type).toBe("number");
  });

  it("categories up to 40 texts, hashed beyond, left out where all are different but for sentences", () => {
    const words = (n: number) => count(100, (i) => `v${i % n}`);
    expect(typeOf(words(40))).toMatchObject({ type: "category", features: 40 });
    expect(typeOf(words(41))).toMatchObject({ type: "text", features: 2 ** 14 });
    expect(typeOf(words(5), "x", { maxCategories: 4 })?.type).toBe("text");
    expect(typeOf(words(100))).toMatchObject({
      type: "ignore",
      reason: "its texts are all different, as identifiers are",
    });
    expect(typeOf(["male", "female", "other"])?.type).toBe("category");
    expect(typeOf(["a-1", "b-2", "c-3"], "order_id")?.type).toBe("ignore");
    expect(typeOf(count(50, (i) => `a message of five words ${i}`))?.type).toBe("text");
    expect(typeOf(["", "", ""])?.type).toBe("ignore");
  });

  it("what it is told to be", () => {
    expect(typeOf([1, 2, 1], "x", { types: { x: "category" } })).toMatchObject({
      type: "category",
      features: 2,
    });
    expect(
      typeOf(
        count(99, (i) => `v${i}`),
        "x",
        { types: { x: "category" } },
      )?.features,
    ).toBe(99);
    expect(typeOf(["1", "2", ""], "x", { types: { x: "number" } })).toMatchObject({
      type: "number",
      features: 2,
    });
    expect(typeOf([20200131, 20200201], "x", { types: { x: "date" } })?.type).toBe("date");
    expect(typeOf(["a", "b"], "x", { types: { x: "text" }, hashCols: 8 })?.features).toBe(8);
    expect(fitted({ x: [1, 5], y: ["a", "b"] }, { ignore: ["y"] }).columns).toHaveLength(1);
    expect(fitted({ x: [1, 5], y: ["a", "b"] }, { features: ["y"] }).featureNames).toEqual(["y=a", "y=b"]);
    expect(fitted({ x: [1, 5], y: ["a", "b"] }, { types: { y: "ignore" } }).featureNames).toEqual(["x"]);
  });
});

describe("in another table", () => {
  const encoder = fitted({ Age: [20, 40, null], Sex: ["male", "female", "male"] });

  it("an unknown category is zeros, a missing number the mean, whether anybody has said so or not", () => {
    expect([...encoder.transformOne({ Age: 30, Sex: "other" })]).toEqual([0, 0, 0, 0]);
    expect([...encoder.transformOne({ Sex: "male" })]).toEqual([0, 1, 0, 1]);
    expect([...encoder.transformOne({ Age: Number.NaN, Sex: null })]).toEqual([0, 1, 0, 0]);
    expect([...fitted({ Age: [20, 40] }).transformOne({})]).toEqual([0]);
  });

  it("a column may be of the other kind, others may be there, and the order may differ", () => {
    const other = new Table({ more: ["x"], Sex: ["female"], Age: ["40"] });
    expect([...(encoder.transform(other).data as Float64Array)]).toEqual([1, 0, 1, 0]);
    const codes = fitted({ x: ["1", "2", "B"] });
    expect([...(codes.transform(new Table({ x: [2, null] })).data as Float64Array)]).toEqual([
      0, 1, 0, 0, 0, 0,
    ]);
  });
});

describe("dates", () => {
  /** Of a column of one date: month and weekday from 1 and hour, if it has one. */
  const read = (text: string, options?: TableEncoderOptions) => {
    const encoder = fitted({ d: [text] }, options);
    const sample = encoder.transformOne({ d: text });
    const on = encoder.featureNames.filter(
      (name, j) => / (month|weekday|hour)=/.test(name) && sample[j] === 1,
    );
    return on.map((name) => Number(name.split("=")[1]));
  };

  it("are read by their grammar, in UTC", () => {
    for (const [text, expected] of Object.entries({
      ...{
        "2020-01-31": [1, 5],
        "2020/1/31": [1, 5],
        "31.01.2020": [1, 5],
        "31/1/2020": [1, 5],
        "1/31/2020": [1, 5],
      },
      ...{ "31 Jan 2020": [1, 5], "31-Jan-2020": [1, 5], "January 31, 2020": [1, 5], "Sept. 1 2021": [9, 3] },
      ...{
        "2020-01-31T23:30": [1, 5, 23],
        "2020-01-31 23:30:59.999": [1, 5, 23],
        // What is left of a second is never rounded into the next hour, day or year.
        "2020-01-31 10:59:59.9999": [1, 5, 10],
        "2023-12-31 23:59:59.999999999": [12, 7, 23],
        "2020-01-31T23:30Z": [1, 5, 23],
      },
      ...{
        "2020-01-31T23:30-01:00": [2, 6, 0],
        "2020-01-31T00:30+0100": [1, 4, 23],
        "1/31/2020, 3:45 PM": [1, 5, 15],
      },
      ...{ "1/31/2020 12:05 am": [1, 5, 0], "2000-02-29": [2, 2], "1969-12-31T23:59:59Z": [12, 3, 23] },
    })) {
      expect(read(text), text).toEqual(expected);
    }
  });

  it("are as many days as Date counts: minutes, seconds or a zone's that count otherwise", () => {
    for (const time of ["10:31:15.25Z", "23:59:59.999+02:45", "00:00:01-11:30"]) {
      const text = `2020-01-31T${time}`;
      expect(Math.round((parseDate(text, false)?.ymd as number) * 86_400_000)).toBe(Date.parse(text));
    }
  });

  it("are none with a day that there is not, a year of two digits or a text behind them", () => {
    for (const text of [
      ...[
        "2021-02-29",
        "31/04/2020",
        "13/13/2020",
        "31/01/20",
        "2020-01-31x",
        "2020-01",
        "20200131",
        "2020-01-31T24:00",
      ],
      ...["2020-01-31T10:60", "2020-01/31", "31 Foo 2020", "2020-01-31 13:00 PM", "soon", "12.5.3"],
    ]) {
      expect(typeOf([text, text])?.type, text).toBe("category");
    }
  });

  it("of two orders are what one of them tells, or what dayFirst says; day and month that are the same do not matter", () => {
    expect(fitted({ d: ["03/04/2020", "13/02/2021"] }).toJSON().columns).toMatchObject([{ order: "dmy" }]);
    expect(fitted({ d: ["03/04/2020", "02/13/2021"] }).toJSON().columns).toMatchObject([{ order: "mdy" }]);
    expect(read("03/04/2020", { dayFirst: true })).toEqual([4, 5]);
    expect(read("03/04/2020", { dayFirst: false })).toEqual([3, 3]);
    expect(read("03/03/2020")).toEqual([3, 2]);
    expect(typeOf(["13/02/2020", "02/13/2020"])?.type).toBe("category");
  });

  it("are given as Date too", () => {
    const encoder = fitted({ d: ["2020-01-31T10:00Z", "2020-03-01"] });
    expect([...encoder.transformOne({ d: new Date("2020-01-31T10:00Z") })]).toEqual([
      ...encoder.transformOne({ d: "2020-01-31 10:00" }),
    ]);
  });
});
