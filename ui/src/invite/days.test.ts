import { expect, test } from "vitest";
import { readDays } from "./days";

test.each([
  ["7", 7],
  ["７", 7],
  [" 60 ", 60],
  ["0", null],
  ["61", null],
  ["", null],
  ["七", null],
  ["1.5", null],
])("%j days", (typed, days) => {
  expect(readDays(typed)).toBe(days);
});
