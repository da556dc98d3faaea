import { expect, test } from "vitest";
import { toHiragana } from "./hiragana";

test.each([
  ["レイブン ヒトミ", "れいぶん ひとみ"],
  ["ﾚｲﾌﾞﾝ ﾋﾄﾐ", "れいぶん ひとみ"],
  [" れいぶん　ひとみ ", "れいぶん ひとみ"],
  ["ジョーンズ", "じょーんず"],
])("%s is read %s", (typed, reading) => {
  expect(toHiragana(typed)).toBe(reading);
});
