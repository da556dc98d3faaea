import { LIMITS } from "../bindings/limits";

/** A number of days as it was typed, full-width digits too; null when it is none of 1 to 60. */
export function readDays(typed: string): number | null {
  const text = typed.normalize("NFKC").trim();
  if (!/^\d+$/u.test(text)) return null;
  const days = Number(text);
  return days >= 1 && days <= LIMITS.inviteDays ? days : null;
}
