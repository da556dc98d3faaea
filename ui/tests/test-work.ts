import type { AnswerKind } from "../src/bindings/AnswerKind";
import type { Basis } from "../src/bindings/Basis";
import type { Commands } from "../src/bindings/Commands";
import type { JobDraft } from "../src/bindings/JobDraft";
import type { JobView } from "../src/bindings/JobView";
import type { MemberView } from "../src/bindings/MemberView";
import type { Role } from "../src/bindings/Role";
import type { VerifiedProof } from "../src/bindings/VerifiedProof";
import type { VouchAnswerArgs } from "../src/bindings/VouchAnswerArgs";
import type { VouchState } from "../src/bindings/VouchState";
import type { VouchView } from "../src/bindings/VouchView";
import type { VouchWriteArgs } from "../src/bindings/VouchWriteArgs";
import { now } from "../src/session/clock";
import { isoDay, plusYears } from "../src/words/dates";
import { jobOf, ref, sampleTrail, vouchOf } from "./sample-work";
import {
  checkedJob,
  checkVouch,
  disputes,
  isMutual,
  standsInTheWay,
  stateOf,
  together,
  vouchedBy,
} from "./test-rules";
import { line, refuse } from "./test-text";

type WorkName =
  | "job_record"
  | "job_answer"
  | "jobs"
  | "vouch_write"
  | "vouch_answer"
  | "vouch_show"
  | "vouches"
  | "work_take_back"
  | "trail"
  | "proof_export"
  | "proof_verify"
  | "document_export";
type WorkAnswers = { [Name in WorkName]: (args: Commands[Name][0]) => Commands[Name][1] };

const MOST_NOTE = 200;
const ROLES: string[] = [
  "asked",
  "shared",
  "learned",
  "taught",
  "tookOver",
  "introduced",
  "tookPart",
] satisfies Role[];
const BASES: string[] = ["workedAlongside", "sawResult"] satisfies Basis[];
const VOUCH_AFTER: Record<AnswerKind, VouchState> = {
  accept: "counts",
  keep: "kept",
  fix: "toFix",
  decline: "declined",
};

/** Jobs and vouches in memory, with the answers of the Rust side to what is done with them. */
export class TestWork {
  jobs: JobView[] = [];
  vouches: VouchView[] = [];
  /** Whether all of it is a sample. */
  sample = false;
  #people: () => MemberView[];
  #made = 0;
  /** Earlier versions of jobs: a vouch is about the one that was read. */
  #earlier = new Map<string, JobView>();

  constructor(people: () => MemberView[]) {
    this.#people = people;
  }

  get #me(): string {
    return this.#people().find(({ card }) => card.mine)?.card.person ?? "p1";
  }

  /** True for what somebody else wrote. */
  isOfOthers(document: string): boolean {
    const written = [...this.jobs, ...this.vouches].find(
      (one) => ("vouch" in one ? one.vouch : one.job) === document,
    );
    return written !== undefined && written.author.person !== this.#me;
  }

  #record(draft: JobDraft, replaces: string): JobView {
    const people = this.#people();
    const named = draft.participants.map(({ person, role }) => ({ person: person || this.#me, role }));
    const job = checkedJob({ ...draft, participants: named }, this.#me, people);
    const before = replaces ? this.#job(replaces) : null;
    if (before && !before.mine) refuse("notYours");
    const knows = ({ person }: { person: string }) =>
      before?.participants.some((one) => one.person === person) ?? true;
    if (!job.participants.every(knows)) refuse("otherPeople");
    if (before) this.#earlier.set(before.version, structuredClone(before));
    const id = replaces || `made${++this.#made}`;
    const persons = job.participants.map(({ person }) => person);
    const made = jobOf(people, [this.#me, ...persons], {
      ...job,
      job: id,
      version: `made${++this.#made}`,
      participants: job.participants.map(({ person, role }) => ({
        ...ref(people, person),
        role,
        confirmed: person === this.#me,
      })),
      state: "waiting",
      mine: true,
      opened: before?.opened ?? false,
    });
    this.jobs = [made, ...this.jobs.filter((one) => one.job !== id)];
    this.#follow(made);
    return made;
  }

  #job(id: string): JobView {
    return this.jobs.find(({ job }) => job === id) ?? refuse("unknownWork");
  }

  #vouch(id: string): VouchView {
    return this.vouches.find(({ vouch }) => vouch === id) ?? refuse("unknownWork");
  }

  /** What follows for a job from what was said of it. */
  #follow(job: JobView): void {
    const [me, people] = [this.#me, this.#people()];
    const mine = job.participants.find(({ person }) => person === me);
    const dropped = job.state === "withdrawn";
    const signed = (who: string) =>
      job.participants.some(({ person, confirmed }) => person === who && confirmed);
    job.answers = job.answers.filter(({ person }) => !signed(person));
    if (!dropped) job.state = stateOf(job);
    job.opened ||= job.state === "confirmed";
    const asked = mine !== undefined && !mine.confirmed && !dropped;
    job.myTurn = asked && !job.answers.some(({ person }) => person === me);
    const others = job.participants.map(({ person }) => person).filter((person) => person !== me);
    const open = (person: string) =>
      !disputes(job, person) && !this.vouches.some((vouch) => standsInTheWay(vouch, me, person, job.job));
    job.canVouch = mine && !dropped ? others.filter(open) : [];
    if (!mine) return;
    for (const them of people.filter(({ card }) => others.includes(card.person)))
      together(me, them, this.jobs);
  }

  /** What follows from a vouch that stands in another way now. */
  #weigh(vouch: VouchView): void {
    const pair = [vouch.author.person, vouch.subject.person];
    for (const one of this.vouches)
      if (pair.includes(one.author.person) && pair.includes(one.subject.person))
        one.mutual = isMutual(one, this.vouches);
    const subject = this.#people().find(({ card }) => card.person === vouch.subject.person);
    if (subject) vouchedBy(subject, this.#people(), this.vouches);
    const job = this.jobs.find((one) => one.job === vouch.job);
    if (job) this.#follow(job);
  }

  #confirm(job: JobView): void {
    for (const one of job.participants) if (one.person === this.#me) one.confirmed = true;
    this.#follow(job);
  }

  #dispute(job: JobView, answer: AnswerKind, note: string): void {
    const me = this.#me;
    job.answers = job.answers.filter(({ person }) => person !== me);
    job.answers.push({ ...ref(this.#people(), me), answer, note });
    this.#follow(job);
  }

  #write(args: VouchWriteArgs): VouchView {
    const [me, people] = [this.#me, this.#people()];
    if (!args.subject) refuse("unknownPerson");
    if (args.role && !ROLES.includes(args.role)) refuse("badInput");
    if (args.basis && !BASES.includes(args.basis)) refuse("hearsay");
    if (args.job ? args.newJob : !args.newJob) refuse("unknownWork");
    if (args.subject === me) refuse("selfVouch");
    if (!people.some(({ card }) => card.person === args.subject)) refuse("unknownPerson");
    const job = args.newJob ? this.#record(args.newJob, "") : this.#job(args.job);
    if (job.state === "withdrawn") refuse("unknownWork");
    const isNow = !args.version || args.newJob !== null || args.version === job.version;
    const version = isNow ? job : this.#earlier.get(args.version);
    if (version?.job !== job.job) refuse("otherVersion");
    if (disputes(job, args.subject)) refuse("disputedJob");
    if (this.vouches.some((one) => standsInTheWay(one, me, args.subject, job.job))) refuse("secondVouch");
    checkVouch(args, version);
    for (const one of this.vouches)
      if (one.author.person === me && one.subject.person === args.subject && one.job === job.job)
        if (one.state === "toFix") one.state = "withdrawn";
    const today = isoDay(now());
    const vouch = vouchOf(people, me, args.subject, {
      vouch: `made${++this.#made}`,
      job: job.job,
      jobTitle: version.title,
      jobFrom: version.from,
      jobTo: version.to,
      skills: args.skills,
      role: (args.role || "shared") as Role,
      basis: (args.basis || "workedAlongside") as Basis,
      again: args.again ?? "gladly",
      relation: args.relation ?? "none",
      text: args.text.trim(),
      forWhom: args.forWhom.trim(),
      outside: args.outside,
      signedOn: today,
      validUntil: plusYears(today, 3),
      language: args.language || "ja",
      state: "waiting",
      side: "author",
    });
    this.vouches = [vouch, ...this.vouches];
    if (isNow) this.#confirm(job);
    this.#weigh(vouch);
    return vouch;
  }

  #answer({ vouch: id, answer, note }: VouchAnswerArgs): VouchView {
    const vouch = this.#vouch(id);
    if (vouch.subject.person !== this.#me) refuse("notYours");
    if (vouch.state === "withdrawn") refuse("unknownWork");
    if (vouch.state === "void") refuse("voidVouch");
    if (!["waiting", "kept", "toFix", "declined"].includes(vouch.state)) refuse("alreadyAnswered");
    if (answer !== "accept") line(note, false, MOST_NOTE);
    vouch.state = VOUCH_AFTER[answer];
    vouch.note = answer === "accept" ? "" : note;
    const job = this.jobs.find((one) => one.job === vouch.job);
    const signed = job?.participants.some(({ person, confirmed }) => person === this.#me && confirmed);
    if (job && (answer === "accept" || answer === "keep")) this.#confirm(job);
    else if (job && !signed) this.#dispute(job, answer, note);
    this.#weigh(vouch);
    return vouch;
  }

  #takeBack(id: string): void {
    const job = this.jobs.find((one) => one.job === id && one.state !== "withdrawn");
    const vouch = this.vouches.find((one) => one.vouch === id && one.state !== "withdrawn");
    if (vouch) {
      if (vouch.side === "other") refuse("notYours");
      vouch.state = "withdrawn";
      this.#weigh(vouch);
    } else if (job) {
      if (!job.participants.some(({ person }) => person === this.#me)) refuse("notYours");
      job.state = "withdrawn";
      this.#follow(job);
      const about = this.vouches.filter((one) => one.job === id && one.state !== "withdrawn");
      for (const one of about) Object.assign(one, { state: "void", reason: "the job was taken back" });
      for (const one of about) this.#weigh(one);
      // Whom it does not concern reads it no more.
      this.vouches = this.vouches.filter((one) => !about.includes(one) || one.side !== "other");
    } else refuse("unknownWork");
  }

  #proven(id: string): string {
    const vouch = this.#vouch(id);
    if (vouch.side !== "subject") refuse("notYours");
    if (!["counts", "hidden"].includes(vouch.state)) refuse("unknownWork");
    if (!vouch.outside) refuse("outsideNotAllowed");
    return vouch.state === "hidden" ? refuse("vouchHidden") : id;
  }

  readonly answers: WorkAnswers = {
    jobs: () => this.jobs,
    job_record: ({ job, replaces }) => this.#record(job, replaces),
    job_answer: ({ job: id, version, answer, note }) => {
      const job = this.#job(id);
      if (job.state === "withdrawn") refuse("unknownWork");
      if (version && version !== job.version) refuse("otherVersion");
      const mine = job.participants.find(({ person }) => person === this.#me);
      if (!mine || job.mine) refuse("notYours");
      if (answer === "accept" || answer === "keep") this.#confirm(job);
      else this.#dispute(job, answer, line(note, false, MOST_NOTE));
      return job;
    },
    vouches: ({ person }) =>
      this.vouches.filter(
        ({ author, subject }) => person === "" || author.person === person || subject.person === person,
      ),
    vouch_write: (args) => this.#write(args),
    vouch_answer: (args) => this.#answer(args),
    vouch_show: ({ vouch: id, shown }) => {
      const vouch = this.#vouch(id);
      if (vouch.subject.person !== this.#me) refuse("notYours");
      if (vouch.state !== "counts" && vouch.state !== "hidden") refuse("unknownWork");
      vouch.state = shown ? "counts" : "hidden";
      this.#weigh(vouch);
      return vouch;
    },
    work_take_back: ({ document }) => {
      this.#takeBack(document);
      return {};
    },
    trail: ({ person }) => sampleTrail(this.#people(), person),
    proof_export: ({ vouches }) => {
      if (vouches.length === 0) refuse("badInput");
      const proven = vouches.map((vouch) => this.#proven(vouch));
      return {
        name: `otagai-${this.sample ? "sample-" : ""}proof-${isoDay(now())}.json`,
        text: JSON.stringify(proven.map((vouch) => ({ id: vouch, proof: "z".repeat(80) }))),
      };
    },
    proof_verify: ({ text }) => {
      if (!text.includes("{")) refuse("proofNotOurs");
      if (text.includes("かえた")) refuse("proofChanged");
      const sample = text.includes("見本");
      const known =
        (["withdrawn", "noLonger", "hidden"] as const).find((word) => text.includes(word)) ?? null;
      return [
        text.includes("よその")
          ? { ...proof, issuerMember: "", subjectMember: "", sample }
          : { ...proof, sample, known },
      ];
    },
    document_export: () => ({ name: "otagai.automerge", base64: "" }),
  };
}

const proof: VerifiedProof = {
  id: "urn:uuid:1",
  title: "推薦: ファシリテーション",
  issuer: `did:key:z6Mk${"vDqG".repeat(11)}`,
  issuerName: "問井 ひらく",
  issuerMember: "ひらく",
  subject: `did:key:z6Mk${"wVDf".repeat(11)}`,
  subjectName: "礼文 ひとみ",
  subjectMember: "ひとみ",
  comment: "2日間の進行をお願いしました。意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。",
  work: ["管理職研修(製造業・2日間): 2026年7月"],
  validFrom: "2026-08-01T03:00:00Z",
  validUntil: "2029-08-01T14:59:59Z",
  signedOn: "2026-08-01",
  lastDay: "2029-08-01",
  validity: "current",
  known: null,
  sample: false,
};
