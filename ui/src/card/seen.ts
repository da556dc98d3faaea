import type { CardView } from "../bindings/CardView";
import type { Hobby } from "../bindings/Hobby";
import type { Presence } from "../bindings/Presence";
import type { Way } from "../bindings/Way";
import type { Welcome } from "../bindings/Welcome";
import { now } from "../session/clock";
import { plainDay } from "../words/card/days";
import { isoDay } from "../words/dates";
import { spoken, words } from "../words/words.svelte";

/** A card without the sections that only its owner sees. */
export function asOthersSee(card: CardView): CardView {
  const shown: CardView = { ...card, hidden: [] };
  for (const section of card.hidden) {
    if (section === "banner" || section === "trade" || section === "past") shown[section] = "";
    else if (section === "availability" || section === "way" || section === "contact" || section === "news")
      shown[section] = null;
    else if (section === "welcome")
      shown.welcome = { record: false, firstTime: false, urgent: false, hiring: false };
    else shown[section] = [];
  }
  return shown;
}

/** What stands in place of free time, for who rests or has graduated; none for everybody else. */
export function presenceWords({ state, until, advice }: Presence): string | null {
  const said = words().card.presence;
  if (state === "alumnus") return advice ? said.alumnusAdvice : said.alumnus;
  // A rest whose last day has passed is over.
  if (state !== "resting" || (until && until < isoDay(now()))) return null;
  return until ? said.restingUntil(plainDay(until, spoken())) : said.resting;
}

/** The last day of something, and whether it has passed. */
export function lastDay(until: string): string {
  const day = plainDay(until, spoken());
  return until < isoDay(now()) ? words().card.pastDay(day) : words().card.untilDay(day);
}

/** サッカー 10年. */
export function hobbyWords({ name, years }: Hobby): string {
  return years ? words().card.hobbies.of(name, years) : name;
}

/** How and where somebody works; empty where nothing was said. */
export function wayWords(way: Way | null): string[] {
  const said = words().card.way;
  return [
    ...(way?.home ? [said.at(way.home)] : []),
    ...(way?.remote ? [said.remote] : []),
    ...(way && way.areas.length > 0 ? [said.inPerson(way.areas)] : []),
  ];
}

/** What can be welcomed, in the order in which it is shown. */
export const WELCOMES = ["record", "firstTime", "urgent", "hiring"] as const;

/** What somebody welcomes. */
export function welcomeWords(welcome: Welcome): string[] {
  return WELCOMES.filter((kind) => welcome[kind]).map((kind) => words().card.welcome.kinds[kind]);
}
