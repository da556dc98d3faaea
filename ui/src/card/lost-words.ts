import type { CardView } from "../bindings/CardView";
import type { LostWordView } from "../bindings/LostWordView";
import type { Section } from "../bindings/Section";
import { plainDay } from "../words/card/days";
import { spoken, words } from "../words/words.svelte";
import { hobbyWords, lastDay, presenceWords } from "./seen";
import { weekParts } from "./week";

/** What the place is called on one's own card. */
export function partTitle({ part, section }: Pick<LostWordView, "part" | "section">): string {
  const said = words().card;
  switch (part) {
    case "name":
      return said.name;
    case "reading":
      return said.reading;
    case "short":
      return said.short;
    case "photo":
      return said.photo;
    case "presence":
      return said.presence.title;
    case "week":
      return said.week.title;
    case "shownTo":
      return section ? said.show.of(sectionTitle(section)) : said.show.label;
    case "section":
      return section ? sectionTitle(section) : said.title;
  }
}

function sectionTitle(section: Section): string {
  const said = words().card;
  if (section === "banner" || section === "strengths" || section === "availability") return said[section];
  if (section === "contactWays") return words().contacts.title;
  return said[section].title;
}

/** What a card that says one thing says, in one line. */
export function saidLine({ part, section }: Pick<LostWordView, "part" | "section">, card: CardView): string {
  const said = words().card;
  if (part === "shownTo") return section && card.hidden.includes(section) ? said.show.onlyMe : said.show.all;
  if (part === "photo") return card.photo ? said.lost.photo : said.lost.nothing;
  const line = part === "week" ? weekParts(card.availability?.week ?? []) : parts(card);
  return line.filter(Boolean).join(words().app.between) || said.lost.nothing;
}

function parts(card: CardView): string[] {
  const said = words().card;
  const free = card.availability;
  const { way, welcome } = card;
  return [
    card.name,
    card.reading,
    card.short,
    card.banner,
    card.trade,
    card.past,
    ...card.strengths.flatMap(({ skill, level, limit }) => [skill, said.levelsShort[level], limit]),
    ...card.licences.flatMap(({ name, kind, until }) => [
      name,
      said.licences.kinds[kind],
      until ? lastDay(until) : "",
    ]),
    ...card.hobbies.map(hobbyWords),
    ...card.wishes.map(({ kind, what }) => `${said.wishes.kinds[kind]}: ${what}`),
    ...(free
      ? [
          said.free[free.status],
          free.note,
          free.from ? said.fromDay(plainDay(free.from, spoken())) : "",
          free.until ? lastDay(free.until) : "",
          free.hours ? said.hoursOf(free.hours) : "",
        ]
      : []),
    ...(way
      ? [
          way.remote ? said.way.remote : "",
          way.areas.length > 0 ? said.way.inPerson(way.areas) : "",
          way.home ? said.way.at(way.home) : "",
        ]
      : []),
    ...card.contactWays.map(({ value }) => value),
    card.contact ? said.contact.kinds[card.contact] : "",
    ...(["record", "firstTime", "urgent", "hiring"] as const).map((kind) =>
      welcome[kind] ? said.welcome.kinds[kind] : "",
    ),
    presenceWords(card.presence) ?? "",
    card.presence.depth ? said.presence.depths[card.presence.depth].words : "",
    card.news?.text ?? "",
  ];
}
