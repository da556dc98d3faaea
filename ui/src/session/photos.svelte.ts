import { SvelteMap } from "svelte/reactivity";
import type { Event } from "../bindings/Event";
import type { Host } from "../host/host";

/** The photos of this window: each is asked for once, and again when it has arrived. */
export class Photos {
  #host: Host;
  #files = new SvelteMap<string, string>();
  #asked = new Set<string>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** The address of a photo for an `<img>`; none until it is here. */
  source(photo: string): string | null {
    const file = this.#files.get(photo);
    return file ? `data:image/jpeg;base64,${file}` : null;
  }

  /** Asks for a photo unless it was asked for already. */
  want(circle: string, photo: string): void {
    if (this.#asked.has(photo)) return;
    this.#asked.add(photo);
    void this.#fetch(circle, photo);
  }

  /** A photo has arrived: whoever waits for it sees it now. */
  hear(event: Event): void {
    if (event.event === "photo" && this.#asked.has(event.photo)) void this.#fetch(event.circle, event.photo);
  }

  /** A photo that came may have been missed: whoever waits for one asks again. */
  readAnew(circle: string): void {
    for (const photo of this.#asked) if (!this.#files.has(photo)) void this.#fetch(circle, photo);
  }

  async #fetch(circle: string, photo: string): Promise<void> {
    try {
      const { base64 } = await this.#host.call("photo", { circle, photo });
      if (base64) this.#files.set(photo, base64);
    } catch {
      // The initials stay; the next time the face is shown it is asked for again.
      this.#asked.delete(photo);
    }
  }
}
