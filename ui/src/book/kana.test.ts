import { expect, test } from "vitest";
import { byRow, kanaRow, OTHER } from "./kana";

test.each([
  ["あさひ", "あ"],
  ["がくと", "か"],
  ["ぱんだ", "は"],
  ["ヴァン", "あ"],
  ["っち", "た"],
  ["ﾊﾅ", "は"],
  ["ジュン", "さ"],
  ["をかし", "わ"],
  ["Alice", OTHER],
  ["", OTHER],
  ["佐藤", OTHER],
])("%s stands in the row %s", (reading, row) => {
  expect(kanaRow(reading)).toBe(row);
});

test("rows come in their order, and those with nobody are left out", () => {
  const rows = byRow(["わ", "Bob", "かな", "がく"], (reading) => reading);
  expect(rows).toEqual([
    ["か", ["かな", "がく"]],
    ["わ", ["わ"]],
    [OTHER, ["Bob"]],
  ]);
});
