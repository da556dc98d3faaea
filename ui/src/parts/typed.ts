/**
 * Characters of what is typed and read at once, such as a day or a number: room enough for every way of writing it.
 * What is kept of it has its own limit (`bindings/limits.ts`).
 */
export const TYPED = {
  /** A day with its era and weekday. */
  day: 20,
  /** A day that is looked for, in words. */
  wantedDay: 40,
  /** Hours a week. */
  hours: 10,
  /** Years. */
  years: 10,
  /** Days that an invitation is good for. */
  days: 4,
  /** People from outside the circle. */
  outside: 3,
  /** The 24 words, with whatever stands between them. */
  words: 600,
  /** A password. */
  password: 1000,
} as const;
