import { LIMITS } from "../bindings/limits";
import type { CardEdit } from "../bindings/CardEdit";
import type { CardView } from "../bindings/CardView";
import type { Free } from "../bindings/Free";
import type { Slot } from "../bindings/Slot";
import { now } from "../session/clock";
import { plainDay, readDay } from "../words/card/days";
import { spoken } from "../words/words.svelte";
import { sorted } from "./week";

/** When one is free as it stands in the fields: days and hours as they are written. */
export interface FreeNow {
  status: Free | null;
  note: string;
  from: string;
  until: string;
  hours: string;
  week: Slot[];
}

/** What is wrong with it. */
export interface FreeWrong {
  status: boolean;
  from: boolean;
  until: boolean;
  order: boolean;
  hours: boolean;
}

/** What the card says, as it is written in the fields. */
export function freeOf(card: CardView): FreeNow {
  const said = card.availability;
  const day = (iso: string) => (iso ? plainDay(iso, spoken()) : "");
  return {
    status: said?.status ?? null,
    note: said?.note ?? "",
    from: day(said?.from ?? ""),
    until: day(said?.until ?? ""),
    hours: said?.hours ? String(said.hours) : "",
    week: sorted(said?.week ?? []),
  };
}

/** The change that keeps it; it must fit. */
export function freeEdit(free: FreeNow): CardEdit {
  const { from, until, hours } = read(free);
  return {
    field: "availability",
    status: free.status ?? "ask",
    note: free.note.trim(),
    from: from ?? "",
    until: until ?? "",
    hours: hours || null,
    week: sorted(free.week),
  };
}

/** Whether it can be kept as it is written. */
export function freeFits(free: FreeNow): boolean {
  return [...free.note].length <= LIMITS.freeNote && !Object.values(freeWrong(free)).includes(true);
}

/** Each of its parts that cannot be kept. */
export function freeWrong(free: FreeNow): FreeWrong {
  const { from, until, hours } = read(free);
  return {
    status: free.status === null,
    from: from === null,
    until: until === null,
    order: Boolean(from && until && until < from),
    hours: hours === null,
  };
}

function read(free: FreeNow) {
  return {
    from: readDay(free.from, "first", now()),
    until: readDay(free.until, "last", now()),
    hours: readNumber(free.hours),
  };
}

/** A number from 1 to 99 in digits of any width; 0 where nothing is written, none where it is something else. */
export function readNumber(text: string): number | null {
  const said = text
    .normalize("NFKC")
    .trim()
    .replace(/(時間|年|h)$/u, "");
  if (said === "") return 0;
  return /^[1-9]\d?$/u.test(said) ? Number(said) : null;
}
