import type { Event } from "../bindings/Event";
import type { MemberView } from "../bindings/MemberView";
import type { Host } from "../host/host";
import { Task } from "../session/task.svelte";

const byReading = new Intl.Collator("ja");

/** Everybody in a circle, in the order of the readings, kept up to date while it is on the screen. */
export class People {
  readonly task = new Task();
  members: MemberView[] = $state.raw([]);
  /** True once the circle on the screen has been read. */
  known = $state(false);
  #changed: string[] = $state.raw([]);
  #joined: string[] = $state.raw([]);
  /** What those are called whose cards others changed since the page was opened, oldest first. */
  readonly changed = $derived(this.#names(this.#changed));
  /** What those are called who joined through this computer; a name may come a little after the person. */
  readonly joined = $derived(this.#names(this.#joined));
  #host: Host;
  #circle = "";
  #reading: Promise<void> | null = null;
  #readAgain = false;

  constructor(host: Host) {
    this.#host = host;
  }

  async open(circle: string): Promise<void> {
    this.#circle = circle;
    this.known = false;
    this.members = [];
    this.#clearNews();
    await this.#read();
  }

  /** Takes in what happened; a change in another circle is none of this page's business. */
  async hear(event: Event): Promise<void> {
    if (event.event !== "changed" && event.event !== "admitted") return;
    if (event.circle !== this.#circle) return;
    await this.#read();
    if (event.event === "admitted") this.#joined = [...new Set([...this.#joined, event.person])];
    else if (event.fromOthers) this.#changed = [...new Set([...this.#changed, ...event.people])];
    // Who has just joined brings a first card; that is one piece of news, not two.
    this.#changed = this.#changed.filter((person) => !this.#joined.includes(person));
  }

  dismissNews(): void {
    this.#clearNews();
  }

  find(person: string): MemberView | null {
    return this.members.find(({ card }) => card.person === person) ?? null;
  }

  #clearNews(): void {
    this.#changed = [];
    this.#joined = [];
  }

  #names(people: string[]): string[] {
    return people.flatMap((person) => {
      const member = this.members.find(({ card }) => card.person === person);
      return member && !member.card.mine && member.card.short !== "" ? [member.card.short] : [];
    });
  }

  // A burst of events reads at most twice: once now, and once after the last of them. Everybody who asked
  // waits for the last one, so that whoever is in the news is known.
  #read(): Promise<void> {
    this.#readAgain = true;
    this.#reading ??= this.#readUntilQuiet().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #readUntilQuiet(): Promise<void> {
    while (this.#readAgain) {
      this.#readAgain = false;
      const circle = this.#circle;
      const members = await this.task.run(() => this.#host.call("members", { circle }));
      if (!members || circle !== this.#circle) continue;
      this.members = members
        .filter(({ standing }) => standing !== "left")
        .sort((one, other) => byReading.compare(one.card.reading, other.card.reading));
      this.known = true;
    }
  }
}
