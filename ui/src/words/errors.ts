import type { ErrorCode } from "../bindings/ErrorCode";
import type { Language } from "../bindings/Language";
import { errorsEn } from "./errors/en";
import { errorsJa } from "./errors/ja";

/** A new code does not compile without words in both languages. */
export const errors: Record<Language, Record<ErrorCode, string>> = { ja: errorsJa, en: errorsEn };

/** True for a code that has words. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(errorsJa, code);
}
