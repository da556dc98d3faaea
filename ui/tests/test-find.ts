import type { Band } from "../src/bindings/Band";
import type { CardView } from "../src/bindings/CardView";
import type { Commands } from "../src/bindings/Commands";
import type { Conditions } from "../src/bindings/Conditions";
import type { FoundView } from "../src/bindings/FoundView";
import type { HitView } from "../src/bindings/HitView";
import type { InsteadView } from "../src/bindings/InsteadView";
import type { Language } from "../src/bindings/Language";
import type { LeftView } from "../src/bindings/LeftView";
import type { MemberView } from "../src/bindings/MemberView";
import type { RecentView } from "../src/bindings/RecentView";
import type { Time } from "../src/bindings/Time";
import type { Weekday } from "../src/bindings/Weekday";
import type { WideningStep } from "../src/bindings/WideningStep";
import { isNothing, nothing } from "../src/find/conditions";
import { now } from "../src/session/clock";
import { isoDay } from "../src/words/dates";

type FindName = "find" | "recent";
type FindAnswers = { [Name in FindName]: (args: Commands[Name][0]) => Commands[Name][1] };

const DAYS: Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY_LETTERS = "月火水木金土日";
const BANDS: Record<string, Band> = { 午前: "am", 午後: "pm", 夜: "night" };
const OFTEN_SAID: Record<string, string> = { 社労士: "社会保険労務士" };
const MOST_LINE = 400;
const NEAR_WORDS: Record<string, string[]> = { フットサッカー: ["サッカー", "少年サッカー"] };
/** What lies in a part of the country. */
const WITHIN: Record<string, string[]> = { 関東: ["埼玉", "東京", "神奈川", "群馬"] };

export const RULES: Record<Language, string> = {
  ja: "合う方を、合う言葉の多さ、お休みや卒業でない方、お引き受けの度合い、その場所でお会いできる方、資格の原本を見た方がいるか、言葉の近さ、つながりの近さ、情報の新しさの順に並べています。同じ方どうしは毎日入れかえます。推薦の数は順番に使いません。",
  en: "Those who fit, in this order: how many of the words they have; who neither rests nor has left; how far they take it on; who works at the place before who only lives there; whose original of a licence was seen; how close the words are; how near they are to you; how fresh their card is. Equals change places every day. The number of vouches is not used.",
};

type Way = [step: WideningStep, left: string[], possible: boolean, wider: Partial<Conditions>];

/** The day of a week from now, so many weeks on. */
export function dayOfWeek(weekday: Weekday, weeks: number, now: number): string {
  const day = new Date(now);
  const monday = day.getDate() - ((day.getDay() + 6) % 7);
  return isoDay(
    new Date(day.getFullYear(), day.getMonth(), monday + weeks * 7 + DAYS.indexOf(weekday)).getTime(),
  );
}

/**
 * Finds people on the cards that are in memory; knows only the words that the tests use. Who is found, what was read and
 * what is offered is as the Rust side has it; the order and the reasons are plain.
 */
export class TestFind {
  #people: () => MemberView[];

  constructor(people: () => MemberView[]) {
    this.#people = people;
  }

  readonly answers: FindAnswers = {
    find: ({ line, conditions, language }) => {
      if ([...line].length > MOST_LINE) throw { code: "findTooLong", message: "test" };
      return this.#find(line, this.#read(line, conditions), language ?? "ja");
    },
    recent: () => this.#recent(),
  };

  /** What is understood of a line, added to the conditions. */
  #read(line: string, before: Conditions): Conditions {
    const understood = structuredClone(before);
    const time: Time = { from: "", until: "", weekdays: [], bands: [], allBands: false };
    let rest = line;
    const take = (pattern: RegExp, use: (...found: string[]) => void) => {
      rest = rest.replace(pattern, (...found: string[]) => {
        use(...found);
        return " ";
      });
    };
    take(/来週の?([月火水木金土日])曜?日?/u, (_, letter = "") => {
      const weekday = DAYS[DAY_LETTERS.indexOf(letter)];
      if (weekday) time.from = time.until = dayOfWeek(weekday, 1, now());
    });
    take(/平日/u, () => (time.weekdays = DAYS.slice(0, 5)));
    take(/午前|午後|夜/u, (said) => (time.bands = [BANDS[said] ?? []].flat()));
    if (time.from || time.weekdays.length > 0 || time.bands.length > 0) understood.times.push(time);
    take(/[0-9]+時間/u, () => undefined);
    take(/オンライン/u, () => (understood.remote = true));
    const cards = this.#people().map(({ card }) => card);
    for (const said of rest.split(/[\s、。!?]+|か(?=\p{Script=Han})/u).filter((one) => one !== "")) {
      const word = OFTEN_SAID[said] ?? said;
      const add = (list: string[]) => list.includes(word) || list.push(word);
      if (/師$/u.test(word) || cards.some(({ licences }) => licences.some(({ name }) => name === word)))
        add(understood.licences);
      else if (cards.some(({ hobbies }) => hobbies.some(({ name }) => name === word)))
        add(understood.hobbies);
      else if (cards.some(({ way }) => way?.areas.includes(word))) add(understood.areas);
      else add(understood.words);
    }
    return understood;
  }

  #find(line: string, conditions: Conditions, language: Language): FoundView {
    const fitting = this.#people().flatMap((member) => {
      const hit = hitOf(member, conditions, language);
      return hit ? [{ hit, mine: member.card.mine }] : [];
    });
    const whole = fitting.filter(({ hit }) => hit.missing.length === 0);
    const hits = whole.filter(({ mine }) => !mine).map(({ hit }) => hit);
    const near = fitting.filter(({ hit, mine }) => hit.missing.length > 0 && !mine).map(({ hit }) => hit);
    const widen = hits.length > 0 ? [] : this.#widen(conditions, language);
    const instead = hits.length > 0 ? [] : this.#instead(conditions, language);
    const isEmpty = [hits, near, widen, instead].every(({ length }) => length === 0);
    return {
      conditions,
      left: this.#left(line, conditions),
      hits,
      near,
      me: whole.find(({ mine }) => mine)?.hit ?? null,
      widen,
      instead,
      common: isEmpty ? this.#common() : [],
      rule: RULES[language],
    };
  }

  /** What most people take on, at most six. */
  #common(): string[] {
    const times = new Map<string, number>();
    for (const { card } of this.#people().filter((member) => !member.card.mine))
      for (const { skill, level } of card.strengths)
        if (level === "do") times.set(skill, (times.get(skill) ?? 0) + 1);
    const skills = [...times].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
    return skills.slice(0, 6).map(([skill]) => skill);
  }

  #widen(conditions: Conditions, language: Language): FoundView["widen"] {
    const { times, areas, remote, allLicences, licences, words, hobbies } = conditions;
    const inBand = times.some(
      ({ bands, from, weekdays }) => bands.length > 0 && (from || weekdays.length > 0),
    );
    const unknown = this.#unknown(conditions);
    const without = (left: string[]) => ({
      words: words.filter((word) => !left.includes(word)),
      hobbies: hobbies.filter((word) => !left.includes(word)),
    });
    const word = (left: string): Way => ["withoutWord", [left], true, without([left])];
    const ways: Way[] = [
      ["unknownWords", unknown, unknown.length > 0, without(unknown)],
      ["anyBand", [], inBand, { times: times.map((time) => ({ ...time, bands: [] })) }],
      ["orRemote", [], areas.length > 0 && !remote, { remote: true }],
      ["anyDay", [], times.length > 0, { times: [] }],
      ["anyPlace", [], areas.length > 0, { areas: [], remote: false }],
      ["anyLicence", [], allLicences && licences.length > 1, { allLicences: false }],
      ["noLicence", [], licences.length > 0, { licences: [] }],
      ...[...words, ...hobbies].filter((one) => !unknown.includes(one)).map(word),
    ];
    return ways.flatMap(([step, left, possible, wider]) => {
      const asked = { ...conditions, ...wider };
      const all = this.#people().filter((member) => hitOf(member, asked, language)?.missing.length === 0);
      const count = all.filter(({ card }) => !card.mine).length;
      return possible && count > 0 && !isNothing(asked)
        ? [{ steps: [step], words: left, conditions: asked, count }]
        : [];
    });
  }

  #instead(conditions: Conditions, language: Language): InsteadView[] {
    return conditions.words.flatMap((asked) =>
      (NEAR_WORDS[asked] ?? []).map((word) => {
        const other = { ...conditions, words: [word] };
        const all = this.#people().filter((member) => hitOf(member, other, language));
        return { asked, word, conditions: other, count: all.filter(({ card }) => !card.mine).length };
      }),
    );
  }

  /** Words that stand on no card. */
  #unknown({ words }: Conditions): string[] {
    const alone = (word: string) => ({ ...nothing(), words: [word] });
    return words.filter(
      (word) => !this.#people().some((member) => hitOf(member, alone(word), "ja")?.missing.length === 0),
    );
  }

  #left(line: string, conditions: Conditions): LeftView[] {
    const piece = (text: string, why: LeftView["why"]): LeftView[] => {
      const from = [...line.slice(0, Math.max(0, line.indexOf(text)))].length;
      const to = from + [...text].length;
      return line.includes(text) ? [{ from, to, text, why, day: "", next: "" }] : [];
    };
    const unknown = this.#unknown(conditions).flatMap((word) => piece(word, "unknown"));
    const unheeded = /[0-9]+時間/u.exec(line)?.[0];
    return [...unknown, ...(unheeded ? piece(unheeded, "unheeded") : [])];
  }

  #recent(): RecentView[] {
    const all = this.#people().flatMap(({ card }): RecentView[] => {
      const about = (on: string, what: RecentView["what"], text: string): RecentView => ({
        person: { person: card.person, short: card.short },
        on,
        what,
        text,
      });
      const { news, availability, licences } = card;
      return [
        ...(news ? [about(news.on, "news", news.text)] : []),
        ...(availability ? [about(availability.statedOn, "availability", "")] : []),
        ...licences.flatMap(({ name, seen }) => seen.map(({ on }) => about(on, "licenceSeen", name))),
      ];
    });
    const first = isoDay(now() - 61 * 86_400_000);
    return all.filter(({ on }) => on >= first).sort((one, other) => (one.on < other.on ? 1 : -1));
  }
}

/** Why somebody fits; none where they do not. */
function hitOf({ card }: MemberView, conditions: Conditions, language: Language): HitView | null {
  const why: string[] = [];
  const held = conditions.licences.filter((name) => card.licences.some((one) => one.name === name));
  const wanted = conditions.allLicences
    ? conditions.licences.length
    : Math.min(1, conditions.licences.length);
  if (held.length < wanted || !isFree(card, conditions) || !isThere(card, conditions)) return null;
  why.push(...held);
  if (conditions.times.length > 0)
    why.push(language === "ja" ? "あいています(12日前の情報)" : "is free (said 12 days ago)");
  const missing: string[] = [];
  const look = (sought: string[], on: string[]) => {
    for (const word of sought) {
      const found = on.find((text) => text.includes(word));
      if (found) why.push(found);
      else missing.push(word);
    }
  };
  const skills = card.strengths.filter(
    ({ level }) => level === "do" || (level === "little" && conditions.little),
  );
  const hobbies = card.hobbies.map(({ name }) => name);
  look(conditions.words, [card.banner, card.trade, ...skills.map(({ skill }) => skill), ...hobbies]);
  look(conditions.hobbies, hobbies);
  if (missing.length > 0 && missing.length === conditions.words.length + conditions.hobbies.length)
    return null;
  return { person: { person: card.person, short: card.short }, why: why.join("・"), missing };
}

function isFree({ availability, presence }: CardView, { times, unstated }: Conditions): boolean {
  if (times.length === 0) return true;
  if (presence.state !== "active") return false;
  if (!availability || availability.week.length === 0) return unstated;
  return times.some(({ from, weekdays, bands }) => {
    const days = from ? [DAYS[(new Date(`${from}T12:00:00`).getDay() + 6) % 7]] : weekdays;
    return availability.week.some(
      (slot) =>
        (days.length === 0 || days.includes(slot.day)) && (bands.length === 0 || bands.includes(slot.band)),
    );
  });
}

function isThere({ way }: CardView, { areas, remote }: Conditions): boolean {
  if (areas.length === 0 && !remote) return true;
  return (
    (remote && way?.remote === true) ||
    areas.some((area) => way?.areas.some((own) => own === area || WITHIN[own]?.includes(area)))
  );
}
