import { expect, test } from "vitest";
import { languageOf, lengthOf, oneLine } from "./line";

test("a text is read as it will be kept", () => {
  expect(oneLine("  一行目\n二行目\t")).toBe("一行目 二行目");
  expect(oneLine("a\u202eb\u0000"), "nothing invisible stays").toBe("ab");
});

test("characters are counted as a reader counts them, not bytes", () => {
  expect(lengthOf(" 𠮷美 ")).toBe(2);
});

test.each([
  ["2日間お願いしました", "ja"],
  ["She took over in May", "en"],
])("%s is %s", (text, language) => {
  expect(languageOf(text)).toBe(language);
});
