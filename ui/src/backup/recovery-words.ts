/** How many words stand in a text: whatever is no letter, as a number before each, stands between them. */
export function countWords(typed: string): number {
  const seen = typed.replace(/\p{Default_Ignorable_Code_Point}/gu, "").normalize("NFKC");
  return seen.match(/[\p{L}\p{M}]+/gu)?.length ?? 0;
}
