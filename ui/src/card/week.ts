import type { Band } from "../bindings/Band";
import type { Slot } from "../bindings/Slot";
import type { Weekday } from "../bindings/Weekday";
import { words } from "../words/words.svelte";

/** Weeks begin on Monday. */
export const DAYS: Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
export const BANDS: Band[] = ["am", "pm", "night"];
const WORKDAYS = DAYS.slice(0, 5);

/** Whether a part of the week is among these. */
export function has(week: readonly Slot[], day: Weekday, band: Band): boolean {
  return week.some((slot) => slot.day === day && slot.band === band);
}

/** The same parts in the order of the week, each once. */
export function sorted(week: readonly Slot[]): Slot[] {
  return DAYS.flatMap((day) => BANDS.filter((band) => has(week, day, band)).map((band) => ({ day, band })));
}

/** With the part if it was not there, without it if it was. */
export function toggled(week: readonly Slot[], day: Weekday, band: Band): Slot[] {
  return has(week, day, band)
    ? week.filter((slot) => slot.day !== day || slot.band !== band)
    : sorted([...week, { day, band }]);
}

/** With every part of Monday to Friday. */
export function withWorkdays(week: readonly Slot[]): Slot[] {
  return sorted([...week, ...WORKDAYS.flatMap((day) => BANDS.map((band) => ({ day, band })))]);
}

/** The week in as few words as it needs, one for days that are alike: 火・木の午前, 土 終日. */
export function weekParts(week: readonly Slot[]): string[] {
  const alike = new Map<string, Weekday[]>();
  for (const day of DAYS) {
    const bands = BANDS.filter((band) => has(week, day, band)).join(" ");
    if (bands) alike.set(bands, [...(alike.get(bands) ?? []), day]);
  }
  return [...alike].map(([bands, days]) => partWords(days, bands.split(" ") as Band[]));
}

function partWords(days: Weekday[], bands: Band[]): string {
  const said = words().card;
  const named = daysWords(days);
  return bands.length === BANDS.length
    ? said.week.whole(named)
    : said.week.part(named, bands.map((band) => said.bands[band]).join(words().app.between));
}

function daysWords(days: Weekday[]): string {
  const { week, days: names } = words().card;
  const all = days.join(" ");
  if (all === DAYS.join(" ")) return week.every;
  if (all === WORKDAYS.join(" ")) return week.worked;
  if (all === "sat sun") return week.weekend;
  const [first, last] = [days[0], days[days.length - 1]];
  const inARow = first && last && DAYS.indexOf(last) - DAYS.indexOf(first) === days.length - 1;
  if (inARow && days.length > 2) return week.span(names[first], names[last]);
  return days.map((day) => names[day]).join(words().app.between);
}
