import type { Language } from "../../bindings/Language";
import { dayWords, daysUntil, isoDay } from "../dates";

const plain: Record<Language, Intl.DateTimeFormat> = {
  ja: new Intl.DateTimeFormat("ja-JP", { year: "numeric", month: "long", day: "numeric" }),
  en: new Intl.DateTimeFormat("en-GB", { year: "numeric", month: "long", day: "numeric" }),
};

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** 令和1年 is 2019. */
const REIWA = 2018;
const NUMBERS =
  /^(?:(?:(?:令和|r)\s*(?<reiwa>\d{1,2}|元)|(?<year>\d{4}))\s*[年/.-]\s*)?(?<month>\d{1,2})\s*(?:月|[/.-](?=\d)|$)\s*(?:(?<day>\d{1,2}|末)\s*日?)?$/u;
const WORDS =
  /^(?:(?<before>\d{1,2})\s+)?(?<name>[a-z]{3,9})\.?(?:\s+(?<after>\d{1,2}))?(?:,?\s+(?<year>\d{4}))?$/u;

/** 2026年12月31日; what is no day stays as it is. */
export function plainDay(iso: string, language: Language): string {
  const then = momentOf(iso);
  return Number.isNaN(then) ? iso : plain[language].format(then);
}

/** How old something said is, in days as long as anybody counts them: 12日前, 約4か月前, 2年以上前. */
export function agoWords(iso: string, now: number, language: Language): string {
  const then = momentOf(iso);
  const ago = Number.isNaN(then) ? -1 : -daysUntil(then, now);
  if (ago < 7) return dayWords(iso, now, language);
  if (ago < 60) return language === "ja" ? `${ago}日前` : `${ago} days ago`;
  if (ago < 365) {
    const months = Math.round(ago / 30.4);
    return language === "ja" ? `約${months}か月前` : `about ${months} months ago`;
  }
  const years = Math.floor(ago / 365.25) || 1;
  if (language === "ja") return `${years}年以上前`;
  return years === 1 ? "over a year ago" : `over ${years} years ago`;
}

/** How many days have passed since then; none at all where it is no day. */
export function daysSince(iso: string, now: number): number {
  const then = momentOf(iso);
  return Number.isNaN(then) ? 0 : -daysUntil(then, now);
}

/**
 * A day as a member writes it, as `YYYY-MM-DD`: 2027年4月1日, 令和9年4月, 4/1, 4月, 1 April. Without a day the month's
 * first or last is meant, without a year the next one to come. Empty stays empty; none where it cannot be read.
 */
export function readDay(text: string, edge: "first" | "last", now: number): string | null {
  const said = text.normalize("NFKC").trim().toLowerCase();
  if (said === "") return "";
  const parts = partsOf(said);
  if (!parts) return null;
  const { month, day } = parts;
  const today = isoDay(now);
  const on = (year: number) => {
    const whole = day ?? (edge === "first" ? 1 : "last");
    return dayOf(year, month, whole === "last" ? new Date(year, month, 0).getDate() : whole);
  };
  if (parts.year !== null) return on(parts.year);
  const thisYear = Number(today.slice(0, 4));
  const soon = on(thisYear);
  // 「11月」 said in November is this month, not next year's.
  const past =
    day === null || day === "last" ? month < Number(today.slice(5, 7)) : soon !== null && soon < today;
  return past ? on(thisYear + 1) : soon;
}

interface Parts {
  year: number | null;
  month: number;
  day: number | "last" | null;
}

function partsOf(said: string): Parts | null {
  const numbers = NUMBERS.exec(said)?.groups;
  // A number alone is no month: it may as well be a day.
  if (numbers && !/^\d+$/u.test(said)) {
    const { reiwa, year, month, day } = numbers;
    return {
      year: reiwa ? REIWA + (reiwa === "元" ? 1 : Number(reiwa)) : year ? Number(year) : null,
      month: Number(month),
      day: day === "末" ? "last" : day ? Number(day) : null,
    };
  }
  const words = WORDS.exec(said)?.groups;
  const month = words?.["name"] ? MONTHS.indexOf(words["name"].slice(0, 3)) + 1 : 0;
  if (!words || month === 0) return null;
  const day = words["before"] ?? words["after"];
  return {
    year: words["year"] === undefined ? null : Number(words["year"]),
    month,
    day: day === undefined ? null : Number(day),
  };
}

/** None where there is no such day. */
function dayOf(year: number, month: number, day: number): string | null {
  const found = new Date(year, month - 1, day);
  return found.getMonth() === month - 1 && found.getDate() === day && year >= 1900 && year <= 2200
    ? isoDay(found.getTime())
    : null;
}

function momentOf(iso: string): number {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = iso.split("-").map(Number);
  return new Date(year, month - 1, day).getTime();
}
