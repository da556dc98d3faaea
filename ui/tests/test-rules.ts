import type { JobDraft } from "../src/bindings/JobDraft";
import type { JobState } from "../src/bindings/JobState";
import type { JobView } from "../src/bindings/JobView";
import type { MemberView } from "../src/bindings/MemberView";
import type { PersonRef } from "../src/bindings/PersonRef";
import type { VouchView } from "../src/bindings/VouchView";
import type { VouchWriteArgs } from "../src/bindings/VouchWriteArgs";
import { now } from "../src/session/clock";
import { isoDay, plusYears } from "../src/words/dates";
import { line, refuse } from "./test-text";

// The rules of the Rust side about work done together, as far as screens meet them. `contract.test.ts` holds them to it.

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/u;
const MUTUAL_DAYS = 30;
const MOST_NAMES = 3;
const DAY_MS = 86_400_000;

/** A job as it is taken, or why it is not; the persons are named already. */
export function checkedJob(job: JobDraft, me: string, people: MemberView[]): JobDraft {
  if (!MONTH.test(job.from) || !MONTH.test(job.to)) refuse("badInput");
  const title = line(job.title, false, 60);
  if (title === "") refuse("jobTitle");
  const participants = job.participants.map(({ person, role }) => ({ person, role: line(role, false, 40) }));
  const skills = job.skills.map((skill) => line(skill, false, 40));
  if (job.to > isoDay(now()).slice(0, 7)) refuse("jobInTheFuture");
  if (job.from > job.to) refuse("jobEndsBeforeItBegins");
  const persons = participants.map(({ person }) => person);
  if (persons.length < 2 || persons.length > 20 || isTwice(persons) || !persons.includes(me))
    refuse("jobPeople");
  if (skills.length < 1 || skills.length > 6 || isTwice(skills) || skills.includes("")) refuse("jobSkills");
  if (job.outside > 999) refuse("badInput");
  if (persons.some((person) => !people.some(({ card }) => card.person === person))) refuse("unknownPerson");
  return { ...job, title, participants, skills };
}

/** Why a vouch on this version of a job is not taken, where nothing else stands in its way. */
export function checkVouch(args: VouchWriteArgs, version: JobView): void {
  const text = args.text.trim();
  if (text === "") refuse("vouchTextShort");
  if ([...text].length > 400) refuse("vouchTextLong");
  line(args.forWhom, false, 120);
  if (!version.participants.some(({ person }) => person === args.subject)) refuse("notInJob");
  if (args.skills.length < 1 || args.skills.length > 3 || isTwice(args.skills)) refuse("vouchSkills");
  if (args.skills.some((skill) => !version.skills.includes(skill))) refuse("skillNotInJob");
  if ([...text].length < 30) refuse("vouchTextShort");
  if (args.outside) line(args.outsideName, false, 60);
}

/** True for a vouch beside which its author may not write another on the same job. */
export function standsInTheWay(vouch: VouchView, author: string, subject: string, job: string): boolean {
  return (
    vouch.author.person === author &&
    vouch.subject.person === subject &&
    vouch.job === job &&
    ["waiting", "kept", "declined", "unconfirmed", "counts", "hidden"].includes(vouch.state)
  );
}

/** True for who declined a job, or wants it put right, and has not signed since. */
export function disputes(job: JobView, person: string): boolean {
  const signed = job.participants.some((one) => one.person === person && one.confirmed);
  return !signed && job.answers.some((one) => one.person === person);
}

/** How a job stands that was not taken back. */
export function stateOf(job: JobView): JobState {
  if (job.participants.every(({ confirmed }) => confirmed)) return "confirmed";
  if (job.answers.some(({ answer }) => answer === "fix")) return "toFix";
  return job.answers.length > 0 ? "declined" : "waiting";
}

/** ⇄: one the other way for the same job, or signed within 30 days. */
export function isMutual(vouch: VouchView, all: VouchView[]): boolean {
  const apart = (other: VouchView) =>
    Math.abs(Date.parse(other.signedOn) - Date.parse(vouch.signedOn)) / DAY_MS;
  return (
    vouch.state === "counts" &&
    all.some(
      (back) =>
        back.state === "counts" &&
        back.author.person === vouch.subject.person &&
        back.subject.person === vouch.author.person &&
        (back.job === vouch.job || apart(back) <= MUTUAL_DAYS),
    )
  );
}

/** Who vouches for somebody, in the order in which their face names them; and whether there are more. */
export function vouchedBy(subject: MemberView, people: MemberView[], all: VouchView[]): void {
  const newest = new Map<string, string>();
  for (const { author, signedOn, state, subject: about } of all) {
    if (state !== "counts" || about.person !== subject.card.person) continue;
    if (signedOn > (newest.get(author.person) ?? "")) newest.set(author.person, signedOn);
  }
  const member = (person: string) => people.find(({ card }) => card.person === person);
  const rank = (person: string) => {
    const one = member(person);
    return one?.card.mine ? 0 : one?.together ? 1 : 2;
  };
  const authors = [...newest].sort(
    ([one, a], [other, b]) => rank(one) - rank(other) || (a < b ? 1 : a > b ? -1 : one < other ? -1 : 1),
  );
  const named = authors.map(([person]): PersonRef => ({ person, short: member(person)?.card.short ?? "" }));
  subject.vouchedBy = named.slice(0, MOST_NAMES);
  subject.others = named.length > MOST_NAMES;
}

/** The confirmed jobs that the member at this computer did with somebody. */
export function together(me: string, them: MemberView, jobs: JobView[]): void {
  const has = (job: JobView, who: string) => job.participants.some(({ person }) => person === who);
  const months = jobs
    .filter((job) => job.state === "confirmed" && has(job, me) && has(job, them.card.person))
    .map(({ from }) => from)
    .sort();
  const [since] = months;
  if (since === undefined) {
    them.together = null;
    return;
  }
  let years = 0;
  while (plusYears(`${since}-01`, years + 1) <= isoDay(now())) years++;
  them.together = { times: months.length, since, years };
}

function isTwice(texts: string[]): boolean {
  return new Set(texts).size < texts.length;
}
