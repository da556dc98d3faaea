// Control characters, zero-width spaces and direction marks: the Rust side takes them out as well.
const INVISIBLE = /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A text as it will be kept: on one line, trimmed, without what cannot be seen. */
export function oneLine(text: string): string {
  return text.normalize("NFC").replace(/\s/gu, " ").replace(INVISIBLE, "").trim();
}

/** How many characters of it count. */
export function lengthOf(text: string): number {
  return [...oneLine(text)].length;
}

/** The language that a text seems to be in: any Japanese letter tells. */
export function languageOf(text: string): "ja" | "en" {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) ? "ja" : "en";
}
