import { expect, test } from "vitest";
import { countWords } from "./recovery-words";

test.each([
  ["", 0],
  ["  \u3000", 0],
  ["あいこくしん あいさつ", 2],
  ["あいこくしん\u3000あいさつ\n", 2],
  ["1. あいこくしん\n2. あいさつ\n", 2],
  ["1.あいこくしん、2.あいさつ", 2],
  ["①アイコクシン ②ｱｲｻﾂ", 2],
  ["\ufeffか\u3099いけん あい\u200bさつ", 2],
  ["1. abandon, 2. Ability", 2],
])("%j has %i words", (typed, count) => {
  expect(countWords(typed)).toBe(count);
});
