/**
 * Reads something again while it changes: a burst of events reads at most twice, once now and once after the last
 * of them. Everybody who asked waits for the last one.
 */
export class Rereading {
  #read: () => Promise<void>;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(read: () => Promise<void>) {
    this.#read = read;
  }

  now(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#untilQuiet().finally(() => (this.#running = null));
    return this.#running;
  }

  async #untilQuiet(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#read();
    }
  }
}
