import { expect, test } from "vitest";
import { clampPercent, nextPercent, percentForKey } from "./text-size";

test("A+ and A− go step by step and stop at the ends", () => {
  expect(nextPercent(100, 1)).toBe(115);
  expect(nextPercent(120, -1)).toBe(115);
  expect(nextPercent(200, 1)).toBe(200);
  expect(nextPercent(100, -1)).toBe(100);
});

test("a size from elsewhere is brought into the range", () => {
  expect(clampPercent(20)).toBe(100);
  expect(clampPercent(900)).toBe(200);
});

test("Ctrl with + − 0 changes the size, plain letters never do", () => {
  const key = (key: string, ctrlKey: boolean) =>
    percentForKey(new KeyboardEvent("keydown", { key, ctrlKey }), 130);
  expect([key("+", true), key("-", true), key("0", true)]).toEqual([150, 115, 100]);
  expect([key("+", false), key("a", true)]).toEqual([null, null]);
});
