// Control characters, zero-width spaces and direction marks: the Rust side takes them out as well.
const INVISIBLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const BLANK = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}\u{13441}\u{13442}]*$/u;
const MARKED = /\P{M}\p{M}+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?/gu;

/**
 * A letter and the mark that belongs on it, as macOS writes names, as the one character that they are. No character
 * is exchanged for another: kanji of names that a normal form takes for doubles stay.
 */
function composed(text: string): string {
  return text.replace(MARKED, (letter) => {
    const [first = ""] = letter;
    return first.normalize("NFC") === first ? letter.normalize("NFC") : letter;
  });
}

/** True for a text in which nothing can be seen. */
export function showsNothing(text: string): boolean {
  return BLANK.test(text);
}

/** A text of several lines as it will be kept: trimmed, without what cannot be seen. */
export function severalLines(text: string): string {
  const lines = text.replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/gu, "\n").split("\n");
  const kept = lines.map((line) => line.replace(/\s/gu, " ").trimEnd().replace(INVISIBLE, ""));
  const whole = composed(kept.join("\n")).trim();
  return showsNothing(whole) ? "" : whole;
}

/** A text as it will be kept: on one line, trimmed, without what cannot be seen. */
export function oneLine(text: string): string {
  const whole = composed(text.replace(/\s/gu, " ").replace(INVISIBLE, "")).trim();
  return showsNothing(whole) ? "" : whole;
}

/** The form in which names are compared, as on the Rust side; it is never kept or shown. */
export function compared(name: string): string {
  const seen = name.replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  return seen.normalize("NFKC").toLowerCase().normalize("NFKC").trim().replace(/\s+/gu, " ");
}

/** True where one of some names is this one, however it is written: width, case and spaces make no other. */
export function isAmong(names: readonly string[], name: string): boolean {
  const wanted = compared(name);
  return names.some((one) => compared(one) === wanted);
}

/** How many characters of it count; a line break is one. */
export function lengthOf(text: string): number {
  return [...severalLines(text)].length;
}

/** The language that a text seems to be in: any Japanese letter tells. */
export function languageOf(text: string): "ja" | "en" {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) ? "ja" : "en";
}
