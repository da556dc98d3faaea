import { asTrouble, type Trouble } from "../host/host";

/** One thing at a time that takes a while: whether it runs, and why it did not work. */
export class Task {
  #running = $state(false);
  #trouble = $state.raw<Trouble | null>(null);
  #turn = 0;

  get running(): boolean {
    return this.#running;
  }

  get trouble(): Trouble | null {
    return this.#trouble;
  }

  /** Runs it unless it runs already. Resolves to nothing when it failed or was stopped. */
  async run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.#running) return undefined;
    const turn = ++this.#turn;
    this.#running = true;
    this.#trouble = null;
    try {
      const result = await work();
      return turn === this.#turn ? result : undefined;
    } catch (reason) {
      if (turn === this.#turn) this.#trouble = asTrouble(reason);
      return undefined;
    } finally {
      if (turn === this.#turn) this.#running = false;
    }
  }

  /** Stops waiting: whatever the answer will be, nobody looks at it. */
  stop(): void {
    this.#turn += 1;
    this.#running = false;
    this.#trouble = null;
  }
}
