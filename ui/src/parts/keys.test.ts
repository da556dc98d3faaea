import { expect, test } from "vitest";
import { isComposing, isEnter } from "./keys";

const enter = (init: KeyboardEventInit) => new KeyboardEvent("keydown", { key: "Enter", ...init });

test("a plain Enter is meant", () => {
  expect(isEnter(enter({ keyCode: 13 }))).toBe(true);
});

test("an Enter during a conversion is not", () => {
  expect(isEnter(enter({ isComposing: true }))).toBe(false);
});

test("the Enter that confirms a conversion in WebKit is not: only its code 229 tells", () => {
  const event = enter({ keyCode: 229, isComposing: false });
  expect(isComposing(event)).toBe(true);
  expect(isEnter(event)).toBe(false);
});
