import { LIMITS } from "../bindings/limits";
import type { Again } from "../bindings/Again";
import type { Basis } from "../bindings/Basis";
import type { ErrorCode } from "../bindings/ErrorCode";
import type { JobView } from "../bindings/JobView";
import type { Relation } from "../bindings/Relation";
import type { Role } from "../bindings/Role";
import type { VouchView } from "../bindings/VouchView";
import type { VouchWriteArgs } from "../bindings/VouchWriteArgs";
import { taken, type Draft } from "../session/drafts.svelte";
import { languageOf, lengthOf, oneLine, severalLines } from "../parts/line";
import { jobFieldOf, JobForm, type JobField } from "../work/job-form.svelte";

/** A part of the form that something can be wrong with. */
export type VouchField = "text" | "basis" | "forWhom" | "outsideName" | JobField;

/** What a vouch is begun with. */
export interface VouchStart {
  circle: string;
  person: string;
  /** The recorded job; none where it is recorded with the vouch. */
  job: JobView | null;
  /** One's own vouch that its subject wants put right. */
  before: VouchView | null;
  /** What the member is called, for the outside. */
  myName: string;
  now: number;
}

/** For whom, and on which recorded job, a vouch was begun. */
export interface BegunVouch {
  person: string;
  job: string;
}

/** The name of a draft: what it is for. */
export function draftName(circle: string, { person, job }: BegunVouch): string {
  return [circle, person, job].join("/");
}

/** What the names say, for those of one circle. */
export function begunVouches(names: string[], circle: string): BegunVouch[] {
  return names
    .map((name) => name.split("/"))
    .filter(([of]) => of === circle)
    .map(([, person = "", job = ""]) => ({ person, job }));
}

/** A vouch while it is being written. */
export class VouchDraft implements Draft {
  readonly circle: string;
  readonly person: string;
  readonly job: string;
  /** The job that is recorded with it. */
  readonly newJob: JobForm | null;
  skills: string[] = $state.raw([]);
  text = $state("");
  role: Role = $state("shared");
  basis: Basis = $state("workedAlongside");
  forWhom = $state("");
  again: Again = $state("gladly");
  relation: Relation = $state("none");
  outside = $state(false);
  outsideName = $state("");
  #atFirst: string;

  constructor({ circle, person, job, before, myName, now }: VouchStart) {
    this.circle = circle;
    this.person = person;
    this.job = job?.job ?? "";
    this.newJob = job ? null : new JobForm(now);
    if (this.newJob) this.newJob.people = [person];
    this.outsideName = myName;
    // Where there is nothing to choose, it is chosen.
    if (job?.skills.length === 1) this.skills = job.skills;
    if (before) this.#take(before, job);
    this.#atFirst = this.#written;
  }

  /** True once something was written that would be a loss. */
  get isTouched(): boolean {
    return this.#written !== this.#atFirst;
  }

  /** What cannot be signed yet, and where. */
  get faults(): Map<VouchField, ErrorCode> {
    const faults = new Map<VouchField, ErrorCode>();
    if (this.newJob) {
      for (const [field, code] of this.newJob.faults) {
        // The job's skills are the vouch's here.
        if (field !== "skills") faults.set(field, code);
      }
    }
    if (this.skills.length === 0 || this.skills.length > LIMITS.vouchSkills)
      faults.set("skills", "vouchSkills");
    const length = lengthOf(this.text);
    if (length < LIMITS.vouchFewest) faults.set("text", "vouchTextShort");
    if (length > LIMITS.vouchText) faults.set("text", "vouchTextLong");
    if (lengthOf(this.forWhom) > LIMITS.vouchForWhom) faults.set("forWhom", "tooLong");
    if (this.outside && lengthOf(this.outsideName) > LIMITS.outsideName) {
      faults.set("outsideName", "tooLong");
    }
    return faults;
  }

  /** As the Rust side takes it; `version` is the one of the job that was read. */
  args(version: string): Omit<VouchWriteArgs, "circle"> {
    return {
      subject: this.person,
      job: this.job,
      version: this.job === "" ? "" : version,
      newJob: this.newJob?.draft(this.skills) ?? null,
      skills: this.skills,
      text: severalLines(this.text),
      role: this.role,
      basis: this.basis,
      forWhom: oneLine(this.forWhom),
      again: this.again,
      relation: this.relation,
      outside: this.outside,
      outsideName: this.outside ? oneLine(this.outsideName) : "",
      language: languageOf(this.text),
    };
  }

  /** Everything in it, as plain data. */
  get state() {
    return { ...this.#own, newJob: this.newJob?.state };
  }

  /** Takes in what `state` gave. */
  restore(state: unknown): void {
    Object.assign(this, taken(this.#own, state));
    if (typeof state === "object" && state !== null && "newJob" in state) this.newJob?.restore(state.newJob);
  }

  get #own() {
    const { skills, text, role, basis, forWhom, again, relation, outside, outsideName } = this;
    return { skills, text, role, basis, forWhom, again, relation, outside, outsideName };
  }

  #take(before: VouchView, job: JobView | null): void {
    this.skills = before.skills.filter((skill) => job?.skills.includes(skill) ?? true);
    this.text = before.text;
    this.role = before.role ?? this.role;
    this.basis = before.basis ?? this.basis;
    this.forWhom = before.forWhom;
    this.again = before.again ?? this.again;
    this.relation = before.relation;
    this.outside = before.outside;
  }

  get #written(): string {
    return JSON.stringify([this.args(""), this.newJob?.outside]);
  }
}

/** The field that a refusal is about; none where it is about the whole. */
export function vouchFieldOf(code: ErrorCode): VouchField | null {
  switch (code) {
    case "vouchTextShort":
    case "vouchTextLong":
      return "text";
    case "vouchSkills":
    case "skillNotInJob":
      return "skills";
    case "hearsay":
      return "basis";
    case "unknownPerson":
    case "otherPeople":
      // The person is not chosen on this page.
      return null;
    default:
      return jobFieldOf(code);
  }
}
