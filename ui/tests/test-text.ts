import type { ErrorCode } from "../src/bindings/ErrorCode";

/** Refuses a command, as the Rust side does. */
export function refuse(code: ErrorCode): never {
  throw { code, message: `test: ${code}` };
}

/** What is kept of one line; characters are what a member counts. */
export function line(text: string, required: boolean, most: number): string {
  const kept = text.replaceAll(/\s/gu, " ").trim();
  if (required && kept === "") refuse("empty");
  if ([...kept].length > most) refuse("tooLong");
  return kept;
}

/** A day, or none. */
export function day(text: string): string {
  if (text !== "" && !/^\d{4}-\d{2}-\d{2}$/u.test(text)) refuse("badInput");
  return text;
}

/** A number of years, or of hours; none stays none. */
export function small(number: number | null): number | null {
  if (number !== null && (number < 1 || number > 99)) refuse("badInput");
  return number;
}
