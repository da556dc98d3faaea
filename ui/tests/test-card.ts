import type { CardEdit } from "../src/bindings/CardEdit";
import type { CardView } from "../src/bindings/CardView";
import type { ContactKind } from "../src/bindings/ContactKind";
import type { ContactWayView } from "../src/bindings/ContactWayView";
import type { LicenceSeenArgs } from "../src/bindings/LicenceSeenArgs";
import type { MemberView } from "../src/bindings/MemberView";
import type { Section } from "../src/bindings/Section";
import type { Slot } from "../src/bindings/Slot";
import { now } from "../src/session/clock";
import { isoDay } from "../src/words/dates";
import { day, line, refuse, small } from "./test-text";

/** The same card of somebody who has written nothing yet. */
export function emptied(card: CardView): CardView {
  return {
    ...card,
    banner: "",
    strengths: [],
    availability: null,
    licences: [],
    trade: "",
    past: "",
    hobbies: [],
    wishes: [],
    way: null,
    contact: null,
    contactWays: [],
    welcome: { record: false, firstTime: false, urgent: false, hiring: false },
    presence: { state: "active", until: "", advice: false, depth: null },
    news: null,
  };
}

const SECTIONS: Section[] = [
  "banner",
  "strengths",
  "availability",
  "licences",
  "trade",
  "past",
  "hobbies",
  "wishes",
  "way",
  "contact",
  "contactWays",
  "welcome",
  "news",
];
const TEXTS = { name: 60, reading: 60, short: 30, banner: 80, trade: 80, past: 200 };
const REQUIRED = ["name", "reading", "short"];
const WORD = 40;
const LIMIT = 120;
const AREA = 20;
const AREAS = 12;
const NEWS = 80;
const WAYS = 6;
const WAY_VALUES: Record<ContactKind, number> = { phone: 40, mail: 254, line: 200, other: 200 };
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const BANDS = ["am", "pm", "night"];

/** Changes a card as the Rust side does. */
export function edited(card: CardView, edit: CardEdit): CardView {
  const today = isoDay(now());
  switch (edit.field) {
    case "strength": {
      const { skill, level, limit } = edit.value;
      const said = { skill: line(skill, true, WORD), level, limit: line(limit, false, LIMIT) };
      put(card.strengths, said, (one) => one.skill);
      break;
    }
    case "removeStrength":
      card.strengths = card.strengths.filter(({ skill }) => skill !== edit.skill);
      break;
    case "licence": {
      const { name, kind, until } = edit.value;
      const held = { name: line(name, true, WORD), kind, until: day(until) };
      const seen = card.licences.find((one) => one.name === held.name)?.seen ?? [];
      put(card.licences, { ...held, seen }, (one) => one.name);
      break;
    }
    case "removeLicence":
      card.licences = card.licences.filter(({ name }) => name !== edit.name);
      break;
    case "hobby": {
      const hobby = { name: line(edit.value.name, true, WORD), years: small(edit.value.years) };
      put(card.hobbies, hobby, ({ name }) => name);
      break;
    }
    case "removeHobby":
      card.hobbies = card.hobbies.filter(({ name }) => name !== edit.name);
      break;
    case "wish":
      put(
        card.wishes,
        { kind: edit.value.kind, what: line(edit.value.what, true, WORD) },
        (one) => one.kind + one.what,
      );
      break;
    case "removeWish":
      card.wishes = card.wishes.filter(
        ({ kind, what }) => kind !== edit.value.kind || what !== edit.value.what,
      );
      break;
    case "availability": {
      const { status, note, from, until, hours, week } = edit;
      const place = ({ day, band }: Slot) => DAYS.indexOf(day) * BANDS.length + BANDS.indexOf(band);
      card.availability = {
        status,
        note: line(note, false, LIMIT),
        from: day(from),
        until: day(until),
        hours: small(hours),
        week: [...week].sort((one, other) => place(one) - place(other)),
        statedOn: today,
      };
      break;
    }
    case "news": {
      const text = line(edit.value, false, NEWS);
      card.news = text ? { text, on: today } : null;
      break;
    }
    case "way": {
      const { remote, areas, home } = edit.value;
      if (areas.length > AREAS) refuse("badInput");
      card.way = {
        remote,
        areas: areas.map((area) => line(area, true, AREA)),
        home: line(home, false, AREA),
      };
      break;
    }
    case "contact":
      card.contact = edit.value;
      break;
    case "contactWay": {
      const { kind, value, note } = edit.value;
      const onlyMe = edit.onlyMe ?? (card.contactWays.length === 0 || card.hidden.includes("contactWays"));
      const way = wayOf(kind, value, note);
      if (card.contactWays.length >= WAYS && !card.contactWays.some(({ key }) => key === way.key))
        refuse("contactTooMany");
      put(card.contactWays, way, ({ key }) => key);
      shownTo(card, "contactWays", onlyMe);
      break;
    }
    case "removeContactWay":
      card.contactWays = card.contactWays.filter(({ key }) => key !== edit.key);
      break;
    case "welcome":
      card.welcome = edit.value;
      break;
    case "presence":
      card.presence = { ...edit.value, until: day(edit.value.until) };
      break;
    case "reviewed":
      break;
    default: {
      card[edit.field] = line(edit.value, REQUIRED.includes(edit.field), TEXTS[edit.field]);
      card.initials = initials(card.short || card.name);
    }
  }
  card.reviewedOn = today;
  return card;
}

/** What stands on a face without a photo. */
export function initials(called: string): string {
  const [first = ""] = called;
  return [...called]
    .filter((letter) => letter.trim() !== "")
    .slice(0, /[ -~]/u.test(first) ? 1 : 2)
    .join("");
}

/** A way to be reached as the Rust side hands it out: enough of its rules for the screen. */
export function wayOf(kind: ContactKind, written: string, note = ""): ContactWayView {
  const value = line(written, true, WAY_VALUES[kind]);
  const said = line(note, kind === "other", WORD);
  const half = value.normalize("NFKC");
  const plain = kind === "phone" ? half.replaceAll("ー", "-") : kind === "other" ? value : half;
  const digits = plain.replace(/\D/gu, "");
  if (kind === "phone" && /[^\d\-+() .]/u.test(plain)) refuse("contactPhone");
  if (kind === "phone" && (digits.length < 6 || digits.length > 15)) refuse("contactPhoneLength");
  if (kind === "mail" && !/^[!-?A-~]+@[^@\s.]+(\.[^@\s.]+)*\.\p{L}+$/u.test(plain)) refuse("contactMail");
  if (kind === "line" && !/^(@?[\w.-]{3,20}|https:\/\/(line\.me|lin\.ee)\/\S+)$/u.test(plain))
    refuse("contactLine");
  const same = kind === "phone" ? digits : kind === "other" ? plain : plain.toLowerCase();
  const opens = kind === "phone" || kind === "mail";
  return { kind, value, note: said, plain, key: `${kind}:${same}`, opens };
}

/** Keeps a section for oneself, or shows it again. */
export function shownTo(card: CardView, section: Section, onlyMe: boolean): CardView {
  card.hidden = card.hidden.filter((one) => one !== section);
  if (onlyMe) card.hidden.push(section);
  card.hidden.sort((one, other) => SECTIONS.indexOf(one) - SECTIONS.indexOf(other));
  return card;
}

/** The member at this computer saw the original of a licence, or takes that back. */
export function witnessed(
  people: MemberView[],
  me: CardView,
  { person, licence, seen }: Omit<LicenceSeenArgs, "circle">,
): CardView {
  const card = people.find((member) => member.card.person === person)?.card;
  if (!card) refuse("unknownPerson");
  if (person === me.person) refuse("ownLicence");
  const held = card.licences.find(({ name }) => name === licence);
  if (!held) refuse("unknownLicence");
  held.seen = held.seen.filter(({ mine }) => !mine);
  if (seen) {
    const by = { person: me.person, short: me.short };
    held.seen.unshift({ by, on: isoDay(now()), mine: true });
  }
  return card;
}

/** Who is called otherwise now is called so wherever they are named. */
export function renamed(people: MemberView[], me: CardView): void {
  for (const { card } of people)
    for (const { by } of card.licences.flatMap(({ seen }) => seen))
      if (by.person === me.person) by.short = me.short;
}

function put<Thing>(things: Thing[], thing: Thing, keyOf: (thing: Thing) => string): void {
  const place = things.findIndex((one) => keyOf(one) === keyOf(thing));
  if (place < 0) things.push(thing);
  else things[place] = thing;
}
