import type { CardEdit } from "../src/bindings/CardEdit";
import type { CardView } from "../src/bindings/CardView";
import type { ContactKind } from "../src/bindings/ContactKind";
import type { ContactWayView } from "../src/bindings/ContactWayView";
import type { LicenceSeenArgs } from "../src/bindings/LicenceSeenArgs";
import type { MemberView } from "../src/bindings/MemberView";
import type { Section } from "../src/bindings/Section";
import { now } from "../src/session/clock";
import { isoDay } from "../src/words/dates";

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

/** Changes a card as the Rust side does. */
export function edited(card: CardView, edit: CardEdit): CardView {
  const today = isoDay(now());
  card.reviewedOn = today;
  switch (edit.field) {
    case "strength":
      put(card.strengths, edit.value, ({ skill }) => skill);
      break;
    case "removeStrength":
      card.strengths = card.strengths.filter(({ skill }) => skill !== edit.skill);
      break;
    case "licence":
      put(card.licences, { ...edit.value, seen: [] }, ({ name }) => name);
      break;
    case "removeLicence":
      card.licences = card.licences.filter(({ name }) => name !== edit.name);
      break;
    case "hobby":
      put(card.hobbies, edit.value, ({ name }) => name);
      break;
    case "removeHobby":
      card.hobbies = card.hobbies.filter(({ name }) => name !== edit.name);
      break;
    case "wish":
      put(card.wishes, edit.value, ({ kind, what }) => kind + what);
      break;
    case "removeWish":
      card.wishes = card.wishes.filter(
        ({ kind, what }) => kind !== edit.value.kind || what !== edit.value.what,
      );
      break;
    case "availability": {
      const { field: _, ...said } = edit;
      card.availability = { ...said, statedOn: today };
      break;
    }
    case "news":
      card.news = edit.value ? { text: edit.value, on: today } : null;
      break;
    case "way":
      card.way = edit.value;
      break;
    case "contact":
      card.contact = edit.value;
      break;
    case "contactWay": {
      const { kind, value, note } = edit.value;
      const onlyMe = edit.onlyMe ?? (card.contactWays.length === 0 || card.hidden.includes("contactWays"));
      put(card.contactWays, wayOf(kind, value, note), ({ key }) => key);
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
      card.presence = edit.value;
      break;
    case "reviewed":
      break;
    default:
      card[edit.field] = edit.value;
  }
  return card;
}

/** A way to be reached as the Rust side hands it out: enough of its rules for the screen. */
export function wayOf(kind: ContactKind, value: string, note = ""): ContactWayView {
  const plain = value.normalize("NFKC").replaceAll("ー", "-");
  const digits = plain.replace(/\D/gu, "");
  if (kind === "phone" && /[^\d\-+() .]/u.test(plain)) throw { code: "contactPhone", message: "test" };
  if (kind === "phone" && digits.length < 6) throw { code: "contactPhoneLength", message: "test" };
  if (kind === "mail" && !/^[^@\s]+@[^@\s]+\.\w+$/u.test(plain))
    throw { code: "contactMail", message: "test" };
  const same = kind === "phone" ? digits : plain.toLowerCase();
  return { kind, value, note, plain, key: `${kind}:${same}`, opens: kind === "phone" || kind === "mail" };
}

/** Keeps a section for oneself, or shows it again. */
export function shownTo(card: CardView, section: Section, onlyMe: boolean): CardView {
  card.hidden = card.hidden.filter((one) => one !== section);
  if (onlyMe) card.hidden.push(section);
  return card;
}

/** The member at this computer saw the original of a licence, or takes that back. */
export function witnessed(
  people: MemberView[],
  me: CardView,
  { person, licence, seen }: Omit<LicenceSeenArgs, "circle">,
): CardView {
  const card = people.find((member) => member.card.person === person)?.card;
  const held = card?.licences.find(({ name }) => name === licence);
  if (!card || !held) throw { code: "unknownLicence", message: "test" };
  held.seen = held.seen.filter(({ mine }) => !mine);
  if (seen) {
    const by = { person: me.person, short: me.short };
    held.seen.unshift({ by, on: isoDay(now()), mine: true });
  }
  return card;
}

function put<Thing>(things: Thing[], thing: Thing, keyOf: (thing: Thing) => string): void {
  const place = things.findIndex((one) => keyOf(one) === keyOf(thing));
  if (place < 0) things.push(thing);
  else things[place] = thing;
}
