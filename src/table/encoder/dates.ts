// Dates and times in text, by a grammar of our own: Date.parse differs between engines, and takes the zone of the machine.

/** The order of day, month and year. */
export type DateOrder = "ymd" | "dmy" | "mdy";

/** What a text is as a date: days since 1970-01-01 UTC with their fraction, in each order in which it is one. */
export type DateReading = Readonly<Partial<Record<DateOrder, number>>> & { readonly hasTime: boolean };

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

const YMD = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const NUMERIC = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const DAY_MONTH = /^(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/i;
const MONTH_DAY = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/i;
/** Of a second no more than milliseconds count, so that none is rounded into the next hour or year. */
const TIME =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d{0,6})?)? ?([ap]m)?(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?$/i;
/** The date, and the time behind it. */
const PARTS = /^(.+?)(?:(?:[T ]|, )(\d{1,2}:.+))?$/i;

/** @param isGiven  whether the option `types` says that it is a date: digits alone may then be one */
export function parseDate(text: string, isGiven: boolean): DateReading | undefined {
  if (text.length > 48 || text.length < 8) return undefined;
  const [, date = "", time] = PARTS.exec(text) ?? [];
  const fraction = time === undefined ? 0 : timeOf(time);
  if (fraction === undefined) return undefined;
  const found = daysOf(date, isGiven);
  const orders = Object.entries(found).filter(([, days]) => days !== undefined);
  if (orders.length === 0) return undefined;
  return {
    ...Object.fromEntries(orders.map(([order, days]) => [order, (days as number) + fraction])),
    hasTime: time !== undefined,
  };
}

type Days = Partial<Record<DateOrder, number | undefined>>;

function daysOf(text: string, isGiven: boolean): Days {
  let match = YMD.exec(text);
  if (match) return { ymd: days(match[1], match[3], match[4]) };
  match = NUMERIC.exec(text);
  // Where dots are written, the day comes first.
  if (match?.[2] === ".") return { dmy: days(match[4], match[3], match[1]) };
  if (match) return { dmy: days(match[4], match[3], match[1]), mdy: days(match[4], match[1], match[3]) };
  match = isGiven ? COMPACT.exec(text) : null;
  if (match) return { ymd: days(match[1], match[2], match[3]) };
  match = DAY_MONTH.exec(text);
  if (match) return { ymd: days(match[3], monthOf(match[2]), match[1]) };
  match = MONTH_DAY.exec(text);
  return match ? { ymd: days(match[3], monthOf(match[1]), match[2]) } : {};
}

const monthOf = (name = ""): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** undefined for a day that the calendar does not have. */
function days(year: unknown, month: unknown, day: unknown): number | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const time = Date.UTC(y, m - 1, d);
  const date = new Date(time);
  return y >= 1000 && date.getUTCMonth() === m - 1 && date.getUTCDate() === d ? time / 86_400_000 : undefined;
}

/** The time as a fraction of a day, which may be below 0 or above 1 by its zone. */
function timeOf(text: string): number | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, seconds = "0", fraction = "0", half, zone = "Z"] = match;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  }
  const [minute, second] = [Number(minutes), Number(seconds)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const digits = zone.replace(/\D/g, "");
  const offset = Number(digits.slice(0, 2) || 0) * 60 + Number(digits.slice(2) || 0);
  const total = hour * 3600 + minute * 60 + second - (zone.startsWith("-") ? -60 : 60) * offset;
  return (total + Number(`0.${fraction}`)) / 86_400;
}

/** Of days since 1970-01-01: the year, the month and the weekday (0 is Monday and January), and the hour. */
export function calendarOf(time: number): { year: number; month: number; weekday: number; hour: number } {
  const day = Math.floor(time);
  const date = new Date(day * 86_400_000);
  // By whole milliseconds, since 1/86400 is no double.
  const hour = Math.floor(Math.round((time - day) * 86_400_000) / 3_600_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    weekday: (date.getUTCDay() + 6) % 7,
    hour: Math.min(hour, 23),
  };
}
