import type { Conditions } from "../bindings/Conditions";
import type { Language } from "../bindings/Language";
import type { Weekday } from "../bindings/Weekday";
import { DAYS } from "../card/week";
import { words } from "../words/words.svelte";
import { dayToCome, monthToCome } from "./days";

/** A condition in plain words, and what is left without it. */
export interface Chip {
  key: string;
  text: string;
  without: Conditions;
}

/** Conditions of one kind. */
export interface ChipGroup {
  kind: "words" | "licences" | "when" | "where" | "hobbies" | "who";
  label: string;
  chips: Chip[];
}

const ORDINARY = DAYS.slice(0, 5).join();
const WEEKEND = DAYS.slice(5).join();

/** Everything that is looked for, kind by kind; only those kinds that there are. */
export function chipsOf(conditions: Conditions, now: number, language: Language): ChipGroup[] {
  const say = words().find;
  const each = (field: "words" | "licences" | "areas" | "hobbies"): Chip[] =>
    conditions[field].map((text, place) => ({
      key: `${place}/${text}`,
      text,
      without: { ...conditions, [field]: conditions[field].filter((_, other) => other !== place) },
    }));
  const when = chosen(say.groups.when, [
    [daysText(conditions, now, language), { day: "", weekdays: [], band: null }],
    [conditions.from && say.fromMonth(monthToCome(conditions.from, now, language)), { from: "" }],
  ]);
  const who = chosen(say.groups.who, [
    [conditions.little ? "" : say.withoutLittle, { little: true }],
    [conditions.newcomers ? say.newcomers : "", { newcomers: false }],
    [conditions.unstated ? say.withUnstated : "", { unstated: false }],
  ]);

  function chosen(label: string, all: [text: string, back: Partial<Conditions>][]) {
    const chips = all.filter(([text]) => text !== "");
    return {
      label,
      chips: chips.map(([text, back]) => ({ key: text, text, without: { ...conditions, ...back } })),
    };
  }

  const online: Chip[] = conditions.remote
    ? [{ key: "remote", text: say.remote, without: { ...conditions, remote: false } }]
    : [];
  const groups: ChipGroup[] = [
    { kind: "words", label: say.groups.words, chips: each("words") },
    { kind: "licences", label: licencesLabel(conditions), chips: each("licences") },
    { kind: "when", ...when },
    { kind: "where", label: say.groups.where, chips: [...each("areas"), ...online] },
    { kind: "hobbies", label: say.groups.hobbies, chips: each("hobbies") },
    { kind: "who", ...who },
  ];
  return groups.filter(({ chips }) => chips.length > 0);
}

function licencesLabel({ licences, allLicences }: Conditions): string {
  const say = words().find;
  if (licences.length < 2) return say.groups.licences;
  return allLicences ? say.licencesAll : say.licencesAny;
}

/** 11月24日(火)の午前, 平日の夜, 午前; empty where any time will do. */
function daysText({ day, weekdays: on, band }: Conditions, now: number, language: Language): string {
  const say = words().find;
  const days = [
    ...(day ? [dayToCome(day, now, language)] : []),
    ...(on.length > 0 ? [weekdaysText(on)] : []),
  ];
  const text = days.join(say.orDays);
  if (band === null) return text;
  return text === "" ? say.bands[band] : say.dayAndBand(text, say.bands[band]);
}

function weekdaysText(on: readonly Weekday[]): string {
  const say = words().find;
  const sorted = DAYS.filter((day) => on.includes(day));
  if (sorted.join() === ORDINARY) return say.ordinaryDays;
  if (sorted.join() === WEEKEND) return say.weekend;
  return sorted.map((day) => say.weekdays[day]).join(say.orDays);
}
