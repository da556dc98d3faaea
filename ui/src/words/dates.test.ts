import { expect, test } from "vitest";
import { dayInJapan, dayWords, daysUntil, fullDay, isoDay, momentWords, plusYears, san } from "./dates";

const now = new Date(2026, 10, 21, 23, 30).getTime();

test.each([
  ["2026-11-21", "きょう"],
  ["2026-11-20", "きのう"],
  ["2026-11-15", "6日前"],
  ["2026-11-14", "11月14日"],
  ["2026-11-25", "11月25日"],
  ["2025-11-25", "2025年11月25日(火)"],
])("%s is said %s", (iso, said) => {
  expect(dayWords(iso, now, "ja")).toBe(said);
});

test("a day that is none is shown as it came", () => {
  expect(dayWords("soon", now, "ja")).toBe("soon");
});

test("days are counted by midnights", () => {
  expect(daysUntil(new Date(2026, 10, 22, 0, 5).getTime(), now)).toBe(1);
  expect(daysUntil(now + 60_000, now)).toBe(0);
});

test("today is this computer's day", () => {
  expect(isoDay(now)).toBe("2026-11-21");
});

test.each([
  ["ひとみ", "ひとみさん"],
  ["ひな先生", "ひな先生"],
  ["あいちゃん", "あいちゃん"],
  ["きくさん", "きくさん"],
])("%s is addressed as %s", (name, addressed) => {
  expect(san(name)).toBe(addressed);
});

test("a moment carries the time while it is near", () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 10).getTime();
  expect(momentWords(at(21, 8), now, "ja")).toBe("きょう 8:10");
  expect(momentWords(at(20, 17), now, "ja")).toBe("きのう 17:10");
  expect(momentWords(at(18, 8), now, "ja")).toBe("3日前");
});

test("some years later is the same day, and never a day that is none", () => {
  expect(plusYears("2026-11-21", 3)).toBe("2029-11-21");
  expect(plusYears("2024-02-29", 3)).toBe("2027-02-28");
});

test("the day of a vouch is the day in Japan, wherever the computer is", () => {
  expect(dayInJapan(Date.parse("2026-12-31T14:59:59Z"))).toBe("2026-12-31");
  expect(dayInJapan(Date.parse("2026-12-31T15:00:00Z"))).toBe("2027-01-01");
});

test("a written day in full, the same in every zone", () => {
  expect(fullDay("2029-11-21", "ja")).toBe("2029年11月21日(水)");
  expect(fullDay("2029-11-21", "en")).toBe("Wed, 21 November 2029");
  expect(fullDay("someday", "ja")).toBe("someday");
});
