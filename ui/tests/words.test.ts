import { expect, test } from "vitest";
import { errors } from "../src/words/errors";
import { en } from "../src/words/en";
import { ja } from "../src/words/ja";
import technical from "./technical-words.json";

const any = (list: string[]) => `(?:${list.join("|")})`;
const KATAKANA = "[ァ-ヺー]";
/** Words that no member should have to know; the house rules read the same file. */
const TECHNICAL_JA = new RegExp(
  [
    any(technical.anywhere),
    `(?<!${KATAKANA})${any(technical.beginningOfKatakana)}`,
    `(?<!${KATAKANA})${any(technical.wholeKatakana)}(?!${KATAKANA})`,
  ].join("|"),
  "iu",
);
const TECHNICAL_EN = new RegExp(`\\b${any(technical.english)}\\b`, "iu");

/** Every sentence with its place; one with values is asked for with a name, a list or a day. */
function sentences(part: unknown, place: string): [string, string][] {
  if (typeof part === "string") return [[place, part]];
  if (typeof part === "function") return [[place, spokenWith(part as (...values: unknown[]) => unknown)]];
  return Object.entries(part as object).flatMap(([name, inner]) => sentences(inner, `${place}.${name}`));
}

/** The values are of one kind or the other; a sentence that gets the wrong one throws. */
function spokenWith(sentence: (...values: unknown[]) => unknown): string {
  const kinds = [
    [Date.UTC(2026, 10, 21), 3],
    ["きく", "会"],
  ];
  for (const values of [...kinds, [["きく", "ひらく"]]]) {
    try {
      return String(sentence(...values));
    } catch {
      // The next kind.
    }
  }
  return "";
}

const japanese = [...sentences(ja, "ja"), ...sentences(errors.ja, "errors.ja")];
const english = [...sentences(en, "en"), ...sentences(errors.en, "errors.en")];

test("both languages have the same sentences", () => {
  const places = (list: [string, string][]) =>
    list.map(([place]) => place.replace(/^(errors\.)?\w+/u, "$1")).sort();
  expect(places(english)).toEqual(places(japanese));
});

test("no sentence is empty", () => {
  for (const [place, sentence] of [...japanese, ...english]) expect(sentence.trim(), place).not.toBe("");
});

test("what a technical word is, is known", () => {
  for (const wrong of ["ピアを探す", "P2Pで", "リレーサーバー", "会のサーバ", "マージする"]) {
    expect(wrong).toMatch(TECHNICAL_JA);
  }
  for (const right of ["ピアノが好き", "ピアス", "オマージュ", "推薦を見る"])
    expect(right).not.toMatch(TECHNICAL_JA);
  expect("a Server").toMatch(TECHNICAL_EN);
  expect("an observer").not.toMatch(TECHNICAL_EN);
});

test("no technical word is shown", () => {
  for (const [place, sentence] of japanese) expect(sentence, place).not.toMatch(TECHNICAL_JA);
  for (const [place, sentence] of english) {
    expect(sentence, place).not.toMatch(TECHNICAL_EN);
  }
});

test("a refusal is a polite sentence that says what to do", () => {
  for (const [code, sentence] of Object.entries(errors.ja)) {
    expect(sentence, code).toMatch(/(ください|います|です|ません)。$/u);
    expect(sentence.split("。").length, `${code} says what happened and what to do`).toBeGreaterThan(2);
    expect(sentence, code).not.toContain("エラー");
  }
});
