import type { MemberView } from "../bindings/MemberView";

const DAY = 86_400_000;
/** In a smaller circle everybody knows whose week it is. */
const FEWEST = 3;

/** Number of the week by ISO 8601: weeks begin on Monday, and the first one has the year's first Thursday. */
export function weekNumber(now: number): number {
  const day = new Date(now);
  const monday = (day.getDay() + 6) % 7;
  const thursday = new Date(day.getFullYear(), day.getMonth(), day.getDate() - monday + 3);
  const first = new Date(thursday.getFullYear(), 0, 1);
  // Rounded: a day of summer time is an hour shorter or longer.
  return Math.floor(Math.round((thursday.getTime() - first.getTime()) / DAY) / 7) + 1;
}

/** One member a week, the same for everybody in the circle. */
export function memberOfTheWeek(members: readonly MemberView[], now: number): MemberView | null {
  const all = members.filter(({ standing }) => standing === "member");
  if (all.length < FEWEST) return null;
  const inOrder = [...all].sort((one, other) => (one.card.person < other.card.person ? -1 : 1));
  return inOrder[weekNumber(now) % inOrder.length] ?? null;
}
