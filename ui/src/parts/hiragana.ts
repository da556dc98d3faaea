/** A reading as hiragana: katakana of both widths is turned, everything else stays. */
export function toHiragana(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[ァ-ヶ]/gu, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x60))
    .trim();
}
