import type { Language } from "../bindings/Language";

const formats = (options: Intl.DateTimeFormatOptions): Record<Language, Intl.DateTimeFormat> => ({
  ja: new Intl.DateTimeFormat("ja-JP", options),
  en: new Intl.DateTimeFormat("en-GB", options),
});

const thisYear = formats({ month: "long", day: "numeric", weekday: "short" });
const otherYear = formats({ year: "numeric", month: "long", day: "numeric", weekday: "short" });
const monthThisYear = formats({ month: "long" });
const monthOtherYear = formats({ year: "numeric", month: "long" });

/** A day to come: 11月24日(火), and with the year once it is another one. What is no day stays as it is. */
export function dayToCome(iso: string, now: number, language: Language): string {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = iso.split("-").map(Number);
  const then = new Date(year, month - 1, day).getTime();
  if (Number.isNaN(then)) return iso;
  return (year === new Date(now).getFullYear() ? thisYear : otherYear)[language].format(then);
}

/** A month to come: 4月, and with the year once it is another one. */
export function monthToCome(iso: string, now: number, language: Language): string {
  const [year = Number.NaN, month = Number.NaN] = iso.split("-").map(Number);
  const then = new Date(year, month - 1, 1).getTime();
  if (Number.isNaN(then)) return iso;
  return (year === new Date(now).getFullYear() ? monthThisYear : monthOtherYear)[language].format(then);
}
