import type { PeerView } from "../bindings/PeerView";
import { momentWords } from "../words/dates";
import { spoken, words } from "../words/words.svelte";

/** What is known of everybody together. Nobody counts as reached of whom nothing was ever heard. */
export interface Summary {
  all: number;
  reached: number;
  behind: number;
  unheard: number;
  /** The oldest news among those who are reached, ms; none where nobody is. */
  oldest: number | null;
}

export function summaryOf(people: PeerView[]): Summary {
  const heard = people.filter(({ heardAt }) => heardAt !== null);
  const reached = heard.filter(({ missing }) => missing === 0);
  return {
    all: people.length,
    reached: reached.length,
    behind: heard.length - reached.length,
    unheard: people.length - heard.length,
    oldest: reached.reduce<number | null>(
      (oldest, { heardAt }) => Math.min(oldest ?? Infinity, heardAt ?? Infinity),
      null,
    ),
  };
}

/** The same in words. */
export function inWords({ all, reached, behind, unheard, oldest }: Summary, now: number): string[] {
  const say = words().delivery;
  if (all === 0) return [say.alone];
  if (unheard === all) return [say.nobodyYet];
  return [
    reached === all ? say.everybody(all) : say.some(all, reached),
    ...(behind > 0 ? [say.behind(behind)] : []),
    ...(unheard > 0 ? [say.unseen(unheard)] : []),
    ...(oldest === null ? [] : [say.asOf(momentWords(oldest, now, spoken()))]),
  ];
}
