import { asTrouble, type Trouble } from "../host/host";

/** How the last change of a field stands. */
export type Kept = "untouched" | "saving" | "saved" | "undone";

/** The same for values of several parts that are always made in the same way. */
export function alike<Value>(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** One field of the card: what is written, what is kept, and the value before that. */
export class SavedField<Value> {
  #value: Value = $state() as Value;
  #kept: Kept = $state("untouched");
  #trouble = $state.raw<Trouble | null>(null);
  /** What "元に戻す" would bring back. */
  #before = $state.raw<{ value: Value } | null>(null);
  #stored: Value;
  #leftMeanwhile = false;
  #save: (value: Value) => Promise<Value>;
  #fits: (value: Value) => boolean;
  #same: (one: Value, other: Value) => boolean;

  /**
   * `save` gives back the value as it was kept, and rejects when it was not; `fits` says whether it is worth trying.
   */
  constructor(
    value: Value,
    save: (value: Value) => Promise<Value>,
    fits: (value: Value) => boolean = () => true,
    same: (one: Value, other: Value) => boolean = Object.is,
  ) {
    this.#value = value;
    this.#stored = value;
    this.#save = save;
    this.#fits = fits;
    this.#same = same;
  }

  get value(): Value {
    return this.#value;
  }

  get kept(): Kept {
    return this.#kept;
  }

  get trouble(): Trouble | null {
    return this.#trouble;
  }

  get canUndo(): boolean {
    // What could not be kept cannot be brought back: nothing said about free time, for one.
    return this.#before !== null && this.#fits(this.#before.value) && this.#kept !== "saving";
  }

  /** Takes what is written so far. */
  write(value: Value): void {
    this.#value = value;
  }

  /** The member has moved on: keeps what is written, once, if it is something new. */
  async leave(): Promise<void> {
    if (this.#kept === "saving") {
      // Written on while the reply was under way: looked at again when it is there.
      this.#leftMeanwhile = true;
      return;
    }
    // The blur that follows an Enter finds nothing to do.
    if (this.#same(this.#value, this.#stored) || !this.#fits(this.#value)) return;
    await this.#keep(this.#value, "saved");
  }

  /** Brings back the value before the last one. */
  async undo(): Promise<void> {
    const before = this.#before;
    if (before === null || !this.canUndo) return;
    this.#value = before.value;
    await this.#keep(before.value, "undone");
  }

  /** A newer value came from elsewhere; what is being written here wins. */
  refresh(value: Value): void {
    if (this.#kept === "saving" || !this.#same(this.#value, this.#stored)) return;
    if (this.#same(value, this.#stored)) return;
    this.#value = value;
    this.#stored = value;
    this.#before = null;
    this.#kept = "untouched";
  }

  async #keep(value: Value, outcome: Kept): Promise<void> {
    const replaced = this.#stored;
    this.#kept = "saving";
    this.#trouble = null;
    try {
      const stored = await this.#save(value);
      this.#stored = stored;
      if (this.#same(this.#value, value)) this.#value = stored;
      this.#before = { value: replaced };
      this.#kept = outcome;
    } catch (reason) {
      this.#trouble = asTrouble(reason);
      this.#kept = "untouched";
    }
    if (this.#leftMeanwhile) {
      this.#leftMeanwhile = false;
      await this.leave();
    }
  }
}
