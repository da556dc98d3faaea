import { LIMITS } from "../bindings/limits";
import type { JobDraft } from "../bindings/JobDraft";
import type { JobKind } from "../bindings/JobKind";
import type { JobSize } from "../bindings/JobSize";
import type { JobView } from "../bindings/JobView";
import type { ErrorCode } from "../bindings/ErrorCode";
import { taken, type Draft } from "../session/drafts.svelte";
import { lengthOf, oneLine } from "../parts/line";
import { thisMonth } from "../words/months";

/** Most people beside oneself. */
export const OTHERS_MOST = LIMITS.jobPeople - 1;

/** Every kind, in the order in which it is offered. */
export const JOB_KINDS: JobKind[] = [
  "paid",
  "handover",
  "introduction",
  "advice",
  "study",
  "running",
  "volunteer",
  "trial",
];

/** Every size, the small ones first. */
export const JOB_SIZES: JobSize[] = ["hour", "halfDay", "days", "month", "longer"];

/** A part of the form that something can be wrong with. */
export type JobField = "title" | "people" | "skills" | "months" | "outside" | "roles";

/** A job while it is being filled in. */
export class JobForm implements Draft {
  title = $state("");
  kind: JobKind = $state("paid");
  size: JobSize | null = $state(null);
  /** Who took part beside oneself, in the order of choosing. */
  people: string[] = $state.raw([]);
  skills: string[] = $state.raw([]);
  /** As what each took part; one's own under the empty id. */
  roles: Record<string, string> = $state({});
  outside = $state("");
  #from = $state("");
  #to = $state("");
  readonly #month: string;
  #atFirst: string;

  constructor(now: number) {
    this.#month = thisMonth(now);
    this.#from = this.#month;
    this.#to = this.#month;
    this.#atFirst = this.#written;
  }

  /** What was recorded, to be put right. */
  static of(job: JobView, me: string, now: number): JobForm {
    const form = new JobForm(now);
    form.title = job.title;
    form.kind = job.kind ?? "paid";
    form.size = job.size;
    form.people = job.participants.map(({ person }) => person).filter((person) => person !== me);
    form.skills = job.skills;
    form.roles = Object.fromEntries(
      job.participants.map(({ person, role }) => [person === me ? "" : person, role]),
    );
    form.outside = job.outside > 0 ? String(job.outside) : "";
    form.#from = job.from || form.#month;
    form.#to = job.to || form.#month;
    form.#atFirst = form.#written;
    return form;
  }

  get from(): string {
    return this.#from;
  }

  // A job never ends before it begins: the other month follows.
  set from(month: string) {
    this.#from = month;
    if (this.#to < month) this.#to = month;
  }

  get to(): string {
    return this.#to;
  }

  set to(month: string) {
    this.#to = month;
    if (this.#from > month) this.#from = month;
  }

  /** True once something was written that would be a loss. */
  get isTouched(): boolean {
    return this.#written !== this.#atFirst;
  }

  get #written(): string {
    return JSON.stringify([this.draft(), this.outside]);
  }

  /** Everything in it, as plain data. */
  get state() {
    const { title, kind, size, people, skills, roles, outside, from, to } = this;
    return { title, kind, size, people, skills, roles, outside, from, to };
  }

  /** Takes in what `state` gave. */
  restore(state: unknown): void {
    const { from, to, ...rest } = taken(this.state, state);
    Object.assign(this, rest);
    this.#from = from;
    this.#to = to;
  }

  /** What cannot be sent yet, and where. */
  get faults(): Map<JobField, ErrorCode> {
    const faults = new Map<JobField, ErrorCode>();
    if (oneLine(this.title) === "") faults.set("title", "jobTitle");
    else if (lengthOf(this.title) > LIMITS.jobTitle) faults.set("title", "tooLong");
    if (this.people.length === 0 || this.people.length > OTHERS_MOST) faults.set("people", "jobPeople");
    if (this.skills.length === 0 || this.skills.length > LIMITS.jobSkills) faults.set("skills", "jobSkills");
    if (this.outsideCount === null) faults.set("outside", "badInput");
    if (Object.values(this.roles).some((role) => lengthOf(role) > LIMITS.jobRole)) {
      faults.set("roles", "tooLong");
    }
    return faults;
  }

  /** As the Rust side takes it. */
  draft(skills = this.skills): JobDraft {
    return {
      title: oneLine(this.title),
      kind: this.kind,
      from: this.#from,
      to: this.#to,
      size: this.size,
      participants: ["", ...this.people].map((person) => ({
        person,
        role: oneLine(this.roles[person] ?? ""),
      })),
      skills,
      outside: this.outsideCount ?? 0,
    };
  }

  get outsideCount(): number | null {
    const typed = this.outside.normalize("NFKC").trim();
    if (typed === "") return 0;
    return /^\d{1,3}$/u.test(typed) ? Number(typed) : null;
  }
}

/** The field that a refusal is about; none where it is about the whole. */
export function jobFieldOf(code: ErrorCode): JobField | null {
  switch (code) {
    case "jobTitle":
      return "title";
    case "jobPeople":
    case "otherPeople":
    case "unknownPerson":
      return "people";
    case "jobSkills":
      return "skills";
    case "jobEndsBeforeItBegins":
    case "jobInTheFuture":
    case "vouchBeforeJob":
      return "months";
    default:
      return null;
  }
}
