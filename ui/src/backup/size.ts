import type { Language } from "../bindings/Language";

/** A size as people say it: kilobytes below a megabyte, never more than one digit behind the point. */
export function sizeWords(bytes: number, language: Language): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, "KB"] : [bytes / 1_000_000, "MB"];
  const digits = new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 });
  return `${digits.format(value)} ${unit}`;
}
