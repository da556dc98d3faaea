import type { CharterView } from "../bindings/CharterView";
import type { CircleView } from "../bindings/CircleView";
import type { InvitePreview } from "../bindings/InvitePreview";
import type { Host } from "../host/host";
import { Task } from "../session/task.svelte";

/** The way from a link to a circle: read it, contact a member, read the charter, agree. */
export class Joining {
  readonly task = new Task();
  #link = $state("");
  #hello = $state("");
  #preview = $state.raw<InvitePreview | null>(null);
  #charter = $state.raw<CharterView | null>(null);
  #agreeing = $state(false);
  #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  get link(): string {
    return this.#link;
  }

  get hello(): string {
    return this.#hello;
  }

  get preview(): InvitePreview | null {
    return this.#preview;
  }

  get charter(): CharterView | null {
    return this.#charter;
  }

  /** Joining itself cannot be taken back half-way, contacting can. */
  get agreeing(): boolean {
    return this.#agreeing;
  }

  /** Shows what the link says; asks nobody. */
  async read(link: string): Promise<void> {
    this.task.stop();
    this.#link = link;
    this.#preview = null;
    this.#charter = null;
    const preview = await this.task.run(() => this.#host.call("invite_read", { link }));
    this.#preview = preview ?? null;
  }

  /** Contacts a member and fetches the charter; joins nothing. */
  async contact(): Promise<void> {
    const charter = await this.task.run(() => this.#host.call("join_open", { link: this.#link }));
    this.#charter = charter ?? null;
  }

  /** Takes the words to whoever lets the member in. */
  greet(hello: string): void {
    this.#hello = hello;
  }

  /** Joins, after the charter was shown and agreed to. */
  async agree(): Promise<CircleView | undefined> {
    this.#agreeing = true;
    const args = { link: this.#link, hello: this.#hello.trim() };
    const circle = await this.task.run(() => this.#host.call("join", args));
    this.#agreeing = false;
    return circle;
  }

  /** Back to the empty field. */
  forget(): void {
    this.task.stop();
    this.#link = "";
    this.#preview = null;
    this.#charter = null;
  }
}
