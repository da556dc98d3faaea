import type { Band } from "../bindings/Band";
import type { Conditions } from "../bindings/Conditions";
import type { Time } from "../bindings/Time";
import type { Weekday } from "../bindings/Weekday";

/** Conditions that everybody fulfils. */
export function nothing(): Conditions {
  return {
    words: [],
    licences: [],
    allLicences: false,
    times: [],
    allTimes: false,
    exceptTimes: [],
    areas: [],
    remote: false,
    inPerson: false,
    urgent: false,
    record: false,
    hiring: false,
    hobbies: [],
    exceptWords: [],
    exceptLicences: [],
    exceptAreas: [],
    little: true,
    newcomers: false,
    unstated: false,
  };
}

/** True where nothing is looked for; who is included says nothing by itself. */
export function isNothing(conditions: Conditions): boolean {
  const { words, licences, times, areas, hobbies, exceptWords, exceptLicences, exceptAreas } = conditions;
  const lists = [words, licences, times, areas, hobbies, exceptWords, exceptLicences, exceptAreas];
  const { remote, inPerson, urgent, record, hiring, exceptTimes } = conditions;
  const said = remote || inPerson || urgent || record || hiring || exceptTimes.length > 0;
  return !said && lists.every((list) => list.length === 0);
}

/** What the fold can choose of the time: one day, days of the week, one part of the day. */
export interface Chosen {
  day: string;
  weekdays: Weekday[];
  band: Band | null;
}

const isDay = ({ from, until, weekdays }: Time) => from !== "" && from === until && weekdays.length === 0;
const isWeekdays = ({ from, until }: Time) => from === "" && until === "";

/** What is chosen of these times. */
export function chosenOf(times: readonly Time[]): Chosen {
  const bands = new Set(times.flatMap(({ bands }) => bands));
  return {
    day: times.find(isDay)?.from ?? "",
    weekdays: [...new Set(times.filter(isWeekdays).flatMap(({ weekdays }) => weekdays))],
    band: bands.size === 1 ? ([...bands][0] ?? null) : null,
  };
}

/** The times with another choice; what the fold cannot choose stays. */
export function withChosen(times: readonly Time[], part: Partial<Chosen>): Time[] {
  const { day, weekdays, band } = { ...chosenOf(times), ...part };
  const bands = band === null ? [] : [band];
  const time = { from: "", until: "", weekdays: [], bands, allBands: false };
  const changed = [
    ...times.filter((one) => !isDay(one) && !isWeekdays(one)).map((one) => ({ ...one, bands })),
    ...(day ? [{ ...time, from: day, until: day }] : []),
    ...(weekdays.length > 0 ? [{ ...time, weekdays }] : []),
  ];
  return changed.length === 0 && bands.length > 0 ? [time] : changed;
}
