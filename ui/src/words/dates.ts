import type { Language } from "../bindings/Language";

const full: Record<Language, Intl.DateTimeFormat> = {
  ja: new Intl.DateTimeFormat("ja-JP", { year: "numeric", month: "long", day: "numeric", weekday: "short" }),
  en: new Intl.DateTimeFormat("en-GB", { year: "numeric", month: "long", day: "numeric", weekday: "short" }),
};

const short: Record<Language, Intl.DateTimeFormat> = {
  ja: new Intl.DateTimeFormat("ja-JP", { month: "long", day: "numeric" }),
  en: new Intl.DateTimeFormat("en-GB", { month: "long", day: "numeric" }),
};

const clock: Record<Language, Intl.DateTimeFormat> = {
  ja: new Intl.DateTimeFormat("ja-JP", { hour: "numeric", minute: "2-digit" }),
  en: new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit" }),
};

const DAY = 86_400_000;
/** How far Japan is ahead of UTC, summer and winter, ms. */
const AHEAD = 9 * 3_600_000;

/** 2026年11月21日(土). */
export function fullDate(ms: number, language: Language): string {
  return full[language].format(ms);
}

/** 2026年11月21日(土), of a day written `YYYY-MM-DD`; what is no day stays as it is. */
export function fullDay(iso: string, language: Language): string {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = iso.split("-").map(Number);
  const then = new Date(year, month - 1, day).getTime();
  return Number.isNaN(then) ? iso : full[language].format(then);
}

/** Today in Japan as `YYYY-MM-DD`: the days of a vouch are days there, wherever its writer is. */
export function dayInJapan(now: number): string {
  return new Date(now + AHEAD).toISOString().slice(0, 10);
}

/** How many midnights lie between now and then; 0 on the same day. */
export function daysUntil(then: number, now: number): number {
  return Math.round((midnight(then) - midnight(now)) / DAY);
}

/** Today as `YYYY-MM-DD`, by this computer's clock. */
export function isoDay(now: number): string {
  const day = new Date(now);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** A day in words: きょう, きのう, 3日前, 11月2日, and with the year once it is another one. */
export function dayWords(iso: string, now: number, language: Language): string {
  const [year = 0, month = 1, day = 1] = iso.split("-").map(Number);
  const then = new Date(year, month - 1, day).getTime();
  if (Number.isNaN(then)) return iso;
  const ago = -daysUntil(then, now);
  if (ago >= 0 && ago < 7) return near(ago, language);
  return year === new Date(now).getFullYear() ? short[language].format(then) : full[language].format(then);
}

/** A moment in words: with the time of day when it is today or yesterday, else the day. */
export function momentWords(ms: number, now: number, language: Language): string {
  const day = dayWords(isoDay(ms), now, language);
  const ago = -daysUntil(ms, now);
  return ago === 0 || ago === 1 ? `${day} ${clock[language].format(ms)}` : day;
}

/** The same day some years later, as `YYYY-MM-DD`; 29 February becomes the 28th. */
export function plusYears(iso: string, years: number): string {
  const [year = 0, month = 1, day = 1] = iso.split("-").map(Number);
  const last = new Date(year + years, month, 0).getDate();
  return isoDay(new Date(year + years, month - 1, Math.min(day, last)).getTime());
}

/** A name with さん, unless it already carries a form of address. */
export function san(name: string): string {
  return /(さん|さま|様|先生|ちゃん|くん|君|氏|の方)$/u.test(name) ? name : `${name}さん`;
}

function near(ago: number, language: Language): string {
  if (language === "en") return ago === 0 ? "today" : ago === 1 ? "yesterday" : `${ago} days ago`;
  return ago === 0 ? "きょう" : ago === 1 ? "きのう" : `${ago}日前`;
}

function midnight(ms: number): number {
  const day = new Date(ms);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}
