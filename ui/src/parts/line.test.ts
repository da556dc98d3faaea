import { expect, test } from "vitest";
import { isAmong, languageOf, lengthOf, oneLine, severalLines, showsNothing } from "./line";

test("a text is read as it will be kept", () => {
  expect(oneLine("  一行目\n二行目\t")).toBe("一行目 二行目");
  expect(oneLine("a\u202eb\u0000"), "nothing invisible stays").toBe("ab");
});

test("a text of several lines keeps its lines", () => {
  expect(severalLines("  一行目 \r\n\r\n三行目\u2028四行目\n\n")).toBe("一行目\n\n三行目\n四行目");
  expect(severalLines("あ\u202e\n\u0000い")).toBe("あ\nい");
});

test.each(["\ufa19田 \uf9dc", "葛\u{e0100}城", "ｶﾞｲﾄﾞ", "\u212bsa", "👩\u200d⚕\ufe0f"])(
  "%j stays as it is",
  (name) => {
    expect(oneLine(name)).toBe(name);
    expect(severalLines(name)).toBe(name);
  },
);

test.each([
  ["か\u3099くふ", "がくふ"],
  ["e\u0301cole", "école"],
  ["\u1112\u1161\u11ab", "한"],
  ["\ufa19か\u3099", "\ufa19が"],
])("%j becomes %j", (typed, kept) => {
  expect(oneLine(typed)).toBe(kept);
});

test.each(["", " \u3000", "\u3164", "\u2800", "\u200d", "\u{e0100}", "\u00ad"])(
  "%j shows nothing",
  (nothing) => {
    expect(showsNothing(nothing)).toBe(true);
    expect(oneLine(nothing)).toBe("");
    expect(severalLines(nothing)).toBe("");
  },
);

test("a name is one, however it is written", () => {
  const taken = ["PTA運営", "\ufa19楽", "ｶﾞｲﾄﾞ"];
  for (const same of ["ＰＴＡ運営", "pta運営 ", "神楽", "ガイド"])
    expect(isAmong(taken, same), same).toBe(true);
  for (const other of ["PTA", "がいど", ""]) expect(isAmong(taken, other), other).toBe(false);
});

test("characters are counted as a reader counts them, not bytes", () => {
  expect(lengthOf(" 𠮷美 ")).toBe(2);
  expect(lengthOf("一\n二"), "a line break is one").toBe(3);
});

test.each([
  ["2日間お願いしました", "ja"],
  ["She took over in May", "en"],
])("%s is %s", (text, language) => {
  expect(languageOf(text)).toBe(language);
});
