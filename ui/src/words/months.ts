import type { Language } from "../bindings/Language";
import { isoDay } from "./dates";

const named: Record<Language, Intl.DateTimeFormat> = {
  ja: new Intl.DateTimeFormat("ja-JP", { year: "numeric", month: "long" }),
  en: new Intl.DateTimeFormat("en-GB", { year: "numeric", month: "long" }),
};

/** This month as `YYYY-MM`, by this computer's clock. */
export function thisMonth(now: number): string {
  return isoDay(now).slice(0, 7);
}

/** This month and those before it, the newest first. */
export function monthsBack(now: number, count: number): string[] {
  const day = new Date(now);
  return Array.from({ length: count }, (_, ago) =>
    thisMonth(new Date(day.getFullYear(), day.getMonth() - ago, 1).getTime()),
  );
}

/** 2026年11月; what is no month stays as it is. */
export function monthWords(iso: string, language: Language): string {
  const [year = Number.NaN, month = Number.NaN] = iso.split("-").map(Number);
  const then = new Date(year, month - 1, 1).getTime();
  return Number.isNaN(then) ? iso : named[language].format(then);
}

/** 2024年11月〜2025年1月, and one month alone. */
export function monthSpan(from: string, to: string, language: Language): string {
  if (from === to || from === "" || to === "") return monthWords(to || from, language);
  return `${monthWords(from, language)}${language === "ja" ? "〜" : " – "}${monthWords(to, language)}`;
}
