import { expect, test } from "vitest";
import { monthsBack, monthSpan, monthWords, thisMonth } from "./months";

const now = new Date(2026, 0, 31, 9).getTime();

test("months go back over the turn of the year, also from the 31st", () => {
  expect(thisMonth(now)).toBe("2026-01");
  expect(monthsBack(now, 4)).toEqual(["2026-01", "2025-12", "2025-11", "2025-10"]);
});

test("a month is said with its year", () => {
  expect(monthWords("2026-11", "ja")).toBe("2026年11月");
  expect(monthWords("2026-11", "en")).toBe("November 2026");
  expect(monthWords("いつか", "ja"), "what a later version may send is shown as it is").toBe("いつか");
});

test("a span of one month is that month", () => {
  expect(monthSpan("2026-11", "2026-11", "ja")).toBe("2026年11月");
  expect(monthSpan("2024-11", "2025-01", "ja")).toBe("2024年11月〜2025年1月");
  expect(monthSpan("2024-11", "2025-01", "en")).toBe("November 2024 – January 2025");
});
