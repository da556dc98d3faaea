import type { CardView } from "../bindings/CardView";
import type { ChangesView } from "../bindings/ChangesView";
import type { Event } from "../bindings/Event";
import type { MemberView } from "../bindings/MemberView";
import type { Host } from "../host/host";
import { changesIn } from "../session/changes";
import { Rereading } from "../session/rereading";
import { Task } from "../session/task.svelte";

/** Ways of looking at the picture book. */
export const bookViews = ["faces", "lines", "index", "skills", "shared", "recent"] as const;
export type BookView = (typeof bookViews)[number];

const byReading = new Intl.Collator("ja");

/** Everybody in a circle, in the order of the readings, kept up to date while it is on the screen. */
export class People {
  readonly task = new Task();
  #members: MemberView[] = $state.raw([]);
  #known = $state(false);
  #view: BookView = $state("faces");
  #changed: string[] = $state.raw([]);
  #joined: string[] = $state.raw([]);
  /** What those are called whose cards others changed since the page was opened, oldest first. */
  readonly changed = $derived(this.#names(this.#changed));
  /** What those are called who joined through this computer; a name may come a little after the person. */
  readonly joined = $derived(this.#names(this.#joined));
  #host: Host;
  #circle = "";
  /** Whose cards were not read since they read differently. */
  #stale: Set<string> | "everybody" = "everybody";
  #rereading = new Rereading(() => this.#read());

  constructor(host: Host) {
    this.#host = host;
  }

  get members(): MemberView[] {
    return this.#members;
  }

  /** True once the circle on the screen has been read. */
  get known(): boolean {
    return this.#known;
  }

  /** How the member looks at everybody; it stays while the window is open. */
  get view(): BookView {
    return this.#view;
  }

  async open(circle: string): Promise<void> {
    this.#circle = circle;
    this.#known = false;
    this.#members = [];
    this.#stale = "everybody";
    this.#clearNews();
    await this.#rereading.now();
  }

  /** Takes in what happened; a change in another circle is none of this page's business. */
  async hear(event: Event): Promise<void> {
    const changes = changesIn(this.#circle, event);
    if (changes) await this.#follow(changes);
    if (event.event !== "notice" || event.circle !== this.#circle) return;
    if (event.what === "letIn") this.#joined = [...new Set([...this.#joined, event.person])];
    if (event.what === "cardChanged") this.#changed = [...new Set([...this.#changed, event.person])];
    // Who has just joined brings a first card; that is one piece of news, not two.
    this.#changed = this.#changed.filter((person) => !this.#joined.includes(person));
  }

  /** Looks at everybody in another way. */
  lookAs(view: BookView): void {
    this.#view = view;
  }

  /** Takes in a card as it was answered to something that was done here. */
  take(card: CardView): void {
    this.#members = this.#members.map((one) => (one.card.person === card.person ? { ...one, card } : one));
  }

  dismissNews(): void {
    this.#clearNews();
  }

  find(person: string): MemberView | null {
    return this.#members.find(({ card }) => card.person === person) ?? null;
  }

  #clearNews(): void {
    this.#changed = [];
    this.#joined = [];
  }

  #names(people: string[]): string[] {
    return people.flatMap((person) => {
      const member = this.#members.find(({ card }) => card.person === person);
      return member && !member.card.mine && member.card.short !== "" ? [member.card.short] : [];
    });
  }

  /** Reads again what reads differently: only the cards, where nothing else does. */
  async #follow({ members, cards, names, papers }: ChangesView): Promise<void> {
    const isMore = members.length + names.length + papers.length > 0;
    // What somebody has in common with me changes with my own card.
    const isOthers = cards.every((person) => this.find(person)?.card.mine === false);
    if (isMore || !isOthers) this.#stale = "everybody";
    else if (this.#stale !== "everybody") this.#stale = new Set([...this.#stale, ...cards]);
    if (this.#stale === "everybody" || this.#stale.size > 0) await this.#rereading.now();
  }

  async #read(): Promise<void> {
    const [circle, stale] = [this.#circle, this.#stale];
    this.#stale = new Set();
    const people = stale === "everybody" ? [] : [...stale];
    if (stale !== "everybody" && people.length === 0) return;
    const read = await this.task.run(() => this.#host.call("members", { circle, people }));
    if (circle !== this.#circle) return;
    if (!read) {
      this.#stale = "everybody";
      return;
    }
    const now = new Map(read.map((member) => [member.card.person, member]));
    const members =
      stale === "everybody" ? read : this.#members.map((member) => now.get(member.card.person) ?? member);
    this.#members = members
      .filter(({ standing }) => standing !== "left")
      .sort((one, other) => byReading.compare(one.card.reading, other.card.reading));
    this.#known = true;
  }
}
