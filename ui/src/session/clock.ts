// The one file of the screen that reads the clock, so that a test can let it stand at any day.

/** Where an injected clock stands, ms since 1970-01-01 UTC; null: the clock is this computer's. */
let standing: number | null = null;

/** Now, in ms since 1970-01-01 UTC. */
export function now(): number {
  return standing ?? Date.now();
}

/** Lets the clock stand at a moment, ms since 1970-01-01 UTC; null gives it back to this computer. */
export function standAt(moment: number | null): void {
  standing = moment;
}
