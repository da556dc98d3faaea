import { asTrouble, type Host, type Trouble } from "../host/host";
import type { MyCard } from "./my-card.svelte";
import { readPhoto } from "./photo-file";
import type { Kept } from "./saved-field.svelte";

/** The photo of one's own card: chosen, taken off, and brought back. */
export class PhotoField {
  #kept: Kept = $state("untouched");
  #trouble = $state.raw<Trouble | null>(null);
  /** The file that "元に戻す" would bring back; empty for none. */
  #before = $state.raw<string | null>(null);
  #host: Host;
  #mine: MyCard;

  constructor(host: Host, mine: MyCard) {
    this.#host = host;
    this.#mine = mine;
  }

  get kept(): Kept {
    return this.#kept;
  }

  get trouble(): Trouble | null {
    return this.#trouble;
  }

  get canUndo(): boolean {
    return this.#before !== null && this.#kept !== "saving";
  }

  async choose(file: File): Promise<void> {
    await this.#keep(() => readPhoto(file), "saved");
  }

  async remove(): Promise<void> {
    await this.#keep(() => Promise.resolve(""), "saved");
  }

  async undo(): Promise<void> {
    const before = this.#before;
    if (before !== null) await this.#keep(() => Promise.resolve(before), "undone");
  }

  async #keep(read: () => Promise<string>, outcome: Kept): Promise<void> {
    if (this.#kept === "saving") return;
    this.#kept = "saving";
    this.#trouble = null;
    try {
      const { circle } = this.#mine;
      const base64 = await read();
      const { photo } = this.#mine.card;
      const replaced = photo ? (await this.#host.call("photo", { circle, photo })).base64 : "";
      this.#mine.take(await this.#host.call("photo_set", { circle, base64 }));
      this.#before = replaced;
      this.#kept = outcome;
    } catch (reason) {
      this.#trouble = asTrouble(reason);
      this.#kept = "untouched";
    }
  }
}
