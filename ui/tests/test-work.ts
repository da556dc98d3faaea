import type { AnswerKind } from "../src/bindings/AnswerKind";
import type { Commands } from "../src/bindings/Commands";
import type { JobDraft } from "../src/bindings/JobDraft";
import type { JobState } from "../src/bindings/JobState";
import type { JobView } from "../src/bindings/JobView";
import type { MemberView } from "../src/bindings/MemberView";
import type { VerifiedProof } from "../src/bindings/VerifiedProof";
import type { VouchState } from "../src/bindings/VouchState";
import type { VouchView } from "../src/bindings/VouchView";
import { now } from "../src/session/clock";
import { isoDay, plusYears } from "../src/words/dates";
import { jobOf, ref, sampleTrail, vouchOf } from "./sample-work";

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

const JOB_AFTER: Record<AnswerKind, JobState> = {
  accept: "confirmed",
  keep: "confirmed",
  fix: "toFix",
  decline: "declined",
};
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
  #people: () => MemberView[];
  #made = 0;

  constructor(people: () => MemberView[]) {
    this.#people = people;
  }

  #record(job: JobDraft, replaces: string): JobView {
    const persons = job.participants.map(({ person }) => person || "p1");
    const id = replaces || `made${++this.#made}`;
    const made = jobOf(this.#people(), persons, {
      ...job,
      job: id,
      version: `${id}-${++this.#made}`,
      participants: job.participants.map(({ person, role }) => ({
        ...ref(this.#people(), person || "p1"),
        role,
        confirmed: person === "",
      })),
      state: "waiting",
      opened: false,
    });
    this.jobs = [made, ...this.jobs.filter((one) => one.job !== id)];
    return made;
  }

  #job(id: string): JobView {
    const found = this.jobs.find(({ job }) => job === id);
    if (!found) throw { code: "unknownWork", message: "test" };
    return found;
  }

  #vouch(id: string): VouchView {
    const found = this.vouches.find(({ vouch }) => vouch === id);
    if (!found) throw { code: "unknownWork", message: "test" };
    return found;
  }

  #answered(job: JobView, answer: AnswerKind, note: string): void {
    job.state = JOB_AFTER[answer];
    job.myTurn = false;
    job.answers = answer === "accept" ? [] : [{ ...ref(this.#people(), "p1"), answer, note }];
  }

  readonly answers: WorkAnswers = {
    jobs: () => this.jobs,
    job_record: ({ job, replaces }) => this.#record(job, replaces),
    job_answer: ({ job: id, version, answer, note }) => {
      const job = this.#job(id);
      if (version !== job.version) throw { code: "otherVersion", message: "test" };
      this.#answered(job, answer, note);
      return job;
    },
    vouches: ({ person }) =>
      this.vouches.filter(
        ({ author, subject }) => person === "" || author.person === person || subject.person === person,
      ),
    vouch_write: (args) => {
      const job = args.newJob ? this.#record(args.newJob, "") : this.#job(args.job);
      const today = isoDay(now());
      const vouch = vouchOf(this.#people(), "p1", args.subject, {
        vouch: `made${++this.#made}`,
        job: job.job,
        jobTitle: job.title,
        jobFrom: job.from,
        jobTo: job.to,
        skills: args.skills,
        text: args.text,
        forWhom: args.forWhom,
        outside: args.outside,
        signedOn: today,
        validUntil: plusYears(today, 3),
        language: args.language,
        state: "waiting",
      });
      this.vouches = [vouch, ...this.vouches];
      return vouch;
    },
    vouch_answer: ({ vouch: id, answer, note }) => {
      const vouch = this.#vouch(id);
      vouch.state = VOUCH_AFTER[answer];
      vouch.note = note;
      const job = this.jobs.find((one) => one.job === vouch.job);
      if (job) this.#answered(job, answer, note);
      return vouch;
    },
    vouch_show: ({ vouch: id, shown }) => {
      const vouch = this.#vouch(id);
      vouch.state = shown ? "counts" : "hidden";
      return vouch;
    },
    work_take_back: ({ document }) => {
      const [job, vouch] = [
        this.jobs.find((one) => one.job === document),
        this.vouches.find((one) => one.vouch === document),
      ];
      if (job) job.state = "withdrawn";
      if (vouch) vouch.state = "withdrawn";
      return {};
    },
    trail: ({ person }) => sampleTrail(this.#people(), person),
    proof_export: ({ vouches }) => ({
      name: "otagai-proof-2026-11-21.json",
      text: JSON.stringify(vouches.map((vouch) => ({ id: vouch, proof: "z".repeat(80) }))),
    }),
    proof_verify: ({ text }) => {
      if (!text.includes("{")) throw { code: "proofNotOurs", message: "test" };
      if (text.includes("かえた")) throw { code: "proofChanged", message: "test" };
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
