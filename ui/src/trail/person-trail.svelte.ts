import type { Event } from "../bindings/Event";
import type { TrailView } from "../bindings/TrailView";
import type { VouchView } from "../bindings/VouchView";
import type { Host } from "../host/host";
import { changesIn, touchesWork } from "../session/changes";
import { Rereading } from "../session/rereading";
import { Task } from "../session/task.svelte";

/** The trust trail of one person, and the words that it rests on. */
export class PersonTrail {
  readonly task = new Task();
  #trail: TrailView | null = $state.raw(null);
  #vouches: Map<string, VouchView> = $state.raw(new Map());
  #host: Host;
  readonly #circle: string;
  readonly #person: string;
  #rereading = new Rereading(() => this.#read());

  constructor(host: Host, circle: string, person: string) {
    this.#host = host;
    this.#circle = circle;
    this.#person = person;
  }

  get trail(): TrailView | null {
    return this.#trail;
  }

  async open(): Promise<void> {
    await this.#rereading.now();
  }

  /** Whoever is new or different may be part of it. */
  async hear(event: Event): Promise<void> {
    const changes = changesIn(this.#circle, event);
    if (changes && touchesWork(changes)) await this.#rereading.now();
  }

  /** The vouches of these ids that can be read here. */
  vouches(ids: string[]): VouchView[] {
    return ids.flatMap((id) => this.#vouches.get(id) ?? []);
  }

  async #read(): Promise<void> {
    const [circle, person] = [this.#circle, this.#person];
    const read = await this.task.run(() =>
      Promise.all([
        this.#host.call("trail", { circle, person, skill: "", asOf: "" }),
        this.#host.call("vouches", { circle, person }),
      ]),
    );
    if (!read) return;
    const [trail, vouches] = read;
    this.#vouches = new Map(vouches.map((vouch) => [vouch.vouch, vouch]));
    this.#trail = trail;
  }
}
