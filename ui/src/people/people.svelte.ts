import type { CardView } from "../bindings/CardView";
import type { Event } from "../bindings/Event";
import type { MemberView } from "../bindings/MemberView";
import type { Host } from "../host/host";
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
    this.#clearNews();
    await this.#rereading.now();
  }

  /** Takes in what happened; a change in another circle is none of this page's business. */
  async hear(event: Event): Promise<void> {
    if (event.event !== "changed" && event.event !== "admitted") return;
    if (event.circle !== this.#circle) return;
    const before = new Map(this.#members.map(({ card }) => [card.person, JSON.stringify(card)]));
    await this.#rereading.now();
    if (event.event === "admitted") this.#joined = [...new Set([...this.#joined, event.person])];
    else if (event.fromOthers) {
      // A job or a vouch changes something about people as well, but not their cards.
      const cards = event.people.filter(
        (person) => JSON.stringify(this.find(person)?.card) !== before.get(person),
      );
      this.#changed = [...new Set([...this.#changed, ...cards])];
    }
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

  async #read(): Promise<void> {
    const circle = this.#circle;
    const members = await this.task.run(() => this.#host.call("members", { circle }));
    if (!members || circle !== this.#circle) return;
    this.#members = members
      .filter(({ standing }) => standing !== "left")
      .sort((one, other) => byReading.compare(one.card.reading, other.card.reading));
    this.#known = true;
  }
}
