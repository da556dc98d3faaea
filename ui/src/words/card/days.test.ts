import { expect, test } from "vitest";
import { agoWords, plainDay, readDay } from "./days";

const now = new Date(2026, 10, 22, 15).getTime();

test.each([
  ["", "", ""],
  ["2027年4月1日", "2027-04-01", "2027-04-01"],
  ["２０２７／４／１", "2027-04-01", "2027-04-01"],
  ["2027-04-01", "2027-04-01", "2027-04-01"],
  ["2027/4", "2027-04-01", "2027-04-30"],
  ["4月", "2027-04-01", "2027-04-30"],
  ["4/1", "2027-04-01", "2027-04-01"],
  ["12月末", "2026-12-31", "2026-12-31"],
  ["11月", "2026-11-01", "2026-11-30"],
  ["11月3日", "2027-11-03", "2027-11-03"],
  ["令和9年2月", "2027-02-01", "2027-02-28"],
  ["1 April 2027", "2027-04-01", "2027-04-01"],
  ["April", "2027-04-01", "2027-04-30"],
])("%s is read as a day", (text, first, last) => {
  expect(readDay(text, "first", now)).toBe(first);
  expect(readDay(text, "last", now)).toBe(last);
});

test.each(["そのうち", "12", "13月", "2月30日", "2027", "9999/1/1"])("%s is no day", (text) => {
  expect(readDay(text, "first", now)).toBeNull();
});

test.each([
  ["2026-11-22", "きょう", "today"],
  ["2026-11-10", "12日前", "12 days ago"],
  ["2026-07-22", "約4か月前", "about 4 months ago"],
  ["2024-03-05", "2年以上前", "over 2 years ago"],
  ["soon", "soon", "soon"],
])("%s is as old as it is", (iso, ja, en) => {
  expect(agoWords(iso, now, "ja")).toBe(ja);
  expect(agoWords(iso, now, "en")).toBe(en);
});

test("a day is written out, and read again as the same day", () => {
  for (const language of ["ja", "en"] as const)
    expect(readDay(plainDay("2026-12-31", language), "first", now)).toBe("2026-12-31");
  expect(plainDay("2026-12-31", "ja")).toBe("2026年12月31日");
});
