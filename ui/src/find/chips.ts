import type { Conditions } from "../bindings/Conditions";
import type { Language } from "../bindings/Language";
import type { Time } from "../bindings/Time";
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
  const when: Chip[] = (["times", "exceptTimes"] as const).flatMap((field) =>
    conditions[field].map((time, place) => {
      const text = timeText(time, now, language);
      return {
        key: `${field}/${place}/${text}`,
        text: field === "times" ? text : say.exceptOf(text),
        without: { ...conditions, [field]: conditions[field].filter((_, other) => other !== place) },
      };
    }),
  );
  const except = (field: "exceptWords" | "exceptLicences" | "exceptAreas"): Chip[] =>
    conditions[field].map((text, place) => ({
      key: `${field}/${place}/${text}`,
      text: say.exceptOf(text),
      without: { ...conditions, [field]: conditions[field].filter((_, other) => other !== place) },
    }));
  const yes = (["inPerson", "urgent", "record", "hiring"] as const).filter((field) => conditions[field]);
  const who = chosen(say.groups.who, [
    ...yes.map((field): [string, Partial<Conditions>] => [say[field], { [field]: false }]),
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
    { kind: "words", label: say.groups.words, chips: [...each("words"), ...except("exceptWords")] },
    {
      kind: "licences",
      label: licencesLabel(conditions),
      chips: [...each("licences"), ...except("exceptLicences")],
    },
    { kind: "when", label: conditions.allTimes ? say.timesAll : say.groups.when, chips: when },
    {
      kind: "where",
      label: say.groups.where,
      chips: [...each("areas"), ...except("exceptAreas"), ...online],
    },
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

/** 11月24日(火)の午前, 平日の夜, 午前, 12月中の土日, 4月から; empty where any time will do. */
export function timeText(time: Time, now: number, language: Language): string {
  const say = words().find;
  const days = [spanText(time, now, language), time.weekdays.length > 0 ? weekdaysText(time.weekdays) : ""];
  const text = days.filter((one) => one !== "").join(say.ofSpan);
  if (time.bands.length === 0) return text;
  const bands = time.bands.map((band) => say.bands[band]).join(time.allBands ? say.andBands : say.orDays);
  return text === "" ? bands : say.dayAndBand(text, bands);
}

function spanText({ from, until }: Time, now: number, language: Language): string {
  const say = words().find;
  const on = (day: string) => dayToCome(day, now, language);
  if (from !== "" && from === until) return on(from);
  if (from !== "" && until !== "") return say.span(on(from), on(until));
  if (until !== "") return say.untilDay(on(until));
  if (from === "") return "";
  return say.fromMonth(from.endsWith("-01") ? monthToCome(from.slice(0, 7), now, language) : on(from));
}

function weekdaysText(on: readonly Weekday[]): string {
  const say = words().find;
  const sorted = DAYS.filter((day) => on.includes(day));
  if (sorted.join() === ORDINARY) return say.ordinaryDays;
  if (sorted.join() === WEEKEND) return say.weekend;
  return sorted.map((day) => say.weekdays[day]).join(say.orDays);
}
