import type { Event } from "../bindings/Event";
import type { RecentView } from "../bindings/RecentView";
import type { Host } from "../host/host";
import { changesIn } from "../session/changes";
import { Rereading } from "../session/rereading";
import { Task } from "../session/task.svelte";

/** What changed lately in a circle, the newest first. */
export class Recents {
  readonly task = new Task();
  #all: RecentView[] | null = $state.raw(null);
  #host: Host;
  #circle: string;
  #rereading = new Rereading(() => this.#read());

  constructor(host: Host, circle: string) {
    this.#host = host;
    this.#circle = circle;
  }

  /** None until it has been read. */
  get all(): RecentView[] | null {
    return this.#all;
  }

  load(): Promise<void> {
    return this.#rereading.now();
  }

  async hear(event: Event): Promise<void> {
    const changes = changesIn(this.#circle, event);
    if (changes && changes.cards.length + changes.members.length > 0) await this.#rereading.now();
  }

  async #read(): Promise<void> {
    const circle = this.#circle;
    const all = await this.task.run(() => this.#host.call("recent", { circle }));
    if (all) this.#all = all;
  }
}
