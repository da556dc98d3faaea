import type { Conditions } from "../bindings/Conditions";

/** The most words of one kind, and how long one of them may be. */
export const MOST_TERMS = 12;
export const MOST_TERM = 40;
export const MOST_AREA = 20;
/** How long a line may be; a longer one is refused with its sentence. */
export const MOST_LINE = 400;

/** Conditions that everybody fulfils. */
export function nothing(): Conditions {
  return {
    words: [],
    licences: [],
    allLicences: false,
    day: "",
    weekdays: [],
    band: null,
    from: "",
    areas: [],
    remote: false,
    hobbies: [],
    little: true,
    newcomers: false,
    unstated: false,
  };
}

/** True where nothing is looked for; who is included says nothing by itself. */
export function isNothing(conditions: Conditions): boolean {
  const { words, licences, day, weekdays, band, from, areas, remote, hobbies } = conditions;
  const lists = [words, licences, weekdays, areas, hobbies];
  return lists.every((list) => list.length === 0) && day === "" && band === null && from === "" && !remote;
}
