import type { AnswerKind } from "../bindings/AnswerKind";
import type { Event } from "../bindings/Event";
import type { JobRecordArgs } from "../bindings/JobRecordArgs";
import type { JobView } from "../bindings/JobView";
import type { PersonRef } from "../bindings/PersonRef";
import type { VouchView } from "../bindings/VouchView";
import type { VouchWriteArgs } from "../bindings/VouchWriteArgs";
import type { Host } from "../host/host";
import { changesIn, touchesWork } from "../session/changes";
import { Rereading } from "../session/rereading";
import { Task } from "../session/task.svelte";
import { named, words } from "../words/words.svelte";

/** What was just done, and what may be done about it at once. */
export interface Done {
  said: string;
  next: { words: string; run: () => Promise<unknown> } | null;
}

/** The jobs and vouches of the circle on the screen, kept up to date, and everything that is done with them. */
export class Work {
  readonly task = new Task();
  #jobs: JobView[] = $state.raw([]);
  #vouches: VouchView[] = $state.raw([]);
  #known = $state(false);
  /** Vouches about oneself that wait for an answer. */
  readonly waiting = $derived(this.#vouches.filter(isWaitingForMe));
  readonly received = $derived(
    this.#vouches.filter((vouch) => vouch.side === "subject" && !isWaitingForMe(vouch) && !isOver(vouch)),
  );
  readonly written = $derived(this.#vouches.filter(({ side }) => side === "author"));
  /** Jobs that wait for one's own answer; one answer to a vouch answers its job as well. */
  readonly asking = $derived(this.#jobs.filter(({ myTurn }) => myTurn));
  #arrivedVouches: string[] = $state.raw([]);
  #arrivedJobs: string[] = $state.raw([]);
  /** Who wrote what came from others while the program was open: names, until it is dismissed. */
  readonly newVouches = $derived(
    authors(this.#vouches.filter(({ vouch }) => this.#arrivedVouches.includes(vouch))),
  );
  readonly newJobs = $derived(authors(this.#jobs.filter(({ job }) => this.#arrivedJobs.includes(job))));
  #done: Done | null = $state.raw(null);
  #host: Host;
  #circle = "";
  #rereading = new Rereading(() => this.#read());

  constructor(host: Host) {
    this.#host = host;
  }

  get jobs(): JobView[] {
    return this.#jobs;
  }

  get vouches(): VouchView[] {
    return this.#vouches;
  }

  /** True once the circle on the screen has been read. */
  get known(): boolean {
    return this.#known;
  }

  /** Shown on the page that comes next, until it is closed or left. */
  get done(): Done | null {
    return this.#done;
  }

  get circle(): string {
    return this.#circle;
  }

  async open(circle: string): Promise<void> {
    this.#circle = circle;
    this.#known = false;
    this.#jobs = [];
    this.#vouches = [];
    this.#done = null;
    this.dismissNews();
    await this.#rereading.now();
  }

  /** Takes in what happened; what asks for an answer is news. */
  async hear(event: Event): Promise<void> {
    const changes = changesIn(this.#circle, event);
    if (changes && touchesWork(changes)) await this.#rereading.now();
    if (event.event !== "notice" || event.circle !== this.#circle || event.document === null) return;
    if (event.what === "vouchWaits") this.#arrivedVouches = [...this.#arrivedVouches, event.document];
    if (event.what === "jobAsks") this.#arrivedJobs = [...this.#arrivedJobs, event.document];
  }

  /** They were seen: no need to say it again elsewhere. */
  sawVouches(): void {
    this.#arrivedVouches = [];
  }

  sawJobs(): void {
    this.#arrivedJobs = [];
  }

  dismissNews(): void {
    this.#arrivedVouches = [];
    this.#arrivedJobs = [];
  }

  job(job: string): JobView | null {
    return this.#jobs.find((one) => one.job === job) ?? null;
  }

  /** The vouch about oneself that waits together with a job. */
  waitingOn(job: string): VouchView | null {
    return this.waiting.find((vouch) => vouch.job === job) ?? null;
  }

  /** One's own vouch for a person on a job, as it stands. */
  vouchFor(person: string, job: string): VouchView | null {
    const mine = this.written.filter((vouch) => vouch.subject.person === person && vouch.job === job);
    return mine.find((vouch) => !isOver(vouch)) ?? null;
  }

  async record(job: JobRecordArgs["job"], replaces: string): Promise<JobView> {
    return this.#then(await this.#host.call("job_record", { circle: this.#circle, job, replaces }));
  }

  async answerJob({ job, version }: JobView, answer: AnswerKind, note = ""): Promise<JobView> {
    const args = { circle: this.#circle, job, version, answer, note };
    return this.#then(await this.#host.call("job_answer", args));
  }

  async write(vouch: Omit<VouchWriteArgs, "circle">): Promise<VouchView> {
    const written = await this.#host.call("vouch_write", { circle: this.#circle, ...vouch });
    // The page goes on at once: the list would tell it that the vouch is there already.
    void this.#rereading.now();
    return written;
  }

  async answerVouch(vouch: string, answer: AnswerKind, note = ""): Promise<VouchView> {
    const args = { circle: this.#circle, vouch, answer, note };
    return this.#then(await this.#host.call("vouch_answer", args));
  }

  /** Hides a vouch about oneself; one press brings it back. */
  async hide(vouch: string): Promise<void> {
    await this.#show(vouch, false);
    this.say(words().vouch.hidden, { words: words().app.undo, run: () => this.showAgain(vouch) });
  }

  async showAgain(vouch: string): Promise<void> {
    await this.#show(vouch, true);
    this.say(words().vouch.shown, { words: words().app.undo, run: () => this.hide(vouch) });
  }

  /** Says what was just done, on this page or on the one that comes next. */
  say(said: string, next: Done["next"] = null): void {
    this.#done = { said, next };
  }

  dismissDone(): void {
    this.#done = null;
  }

  /** Takes back a job or a vouch, for good. */
  async takeBack(document: string): Promise<void> {
    await this.#then(await this.#host.call("work_take_back", { circle: this.#circle, document }));
  }

  async #show(vouch: string, shown: boolean): Promise<void> {
    await this.#then(await this.#host.call("vouch_show", { circle: this.#circle, vouch, shown }));
  }

  // What was done is on disk; the lists show it before the page goes on.
  async #then<Reply>(reply: Reply): Promise<Reply> {
    await this.#rereading.now();
    return reply;
  }

  async #read(): Promise<void> {
    const circle = this.#circle;
    const read = await this.task.run(() =>
      Promise.all([this.#host.call("jobs", { circle }), this.#host.call("vouches", { circle, person: "" })]),
    );
    if (!read || circle !== this.#circle) return;
    [this.#jobs, this.#vouches] = read;
    this.#known = true;
  }
}

function authors(papers: { author: PersonRef }[]): string[] {
  return [...new Set(papers.map(({ author }) => named(author.short)))];
}

function isWaitingForMe({ side, state }: VouchView): boolean {
  return side === "subject" && state === "waiting";
}

/** Nothing can become of it any more. */
export function isOver({ state }: VouchView): boolean {
  return state === "withdrawn" || state === "void";
}
