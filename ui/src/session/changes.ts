import type { ChangesView } from "../bindings/ChangesView";
import type { Event } from "../bindings/Event";

/** What an event says reads differently in that circle now; nothing for any other event. */
export function changesIn(circle: string, event: Event): ChangesView | null {
  return event.event === "changed" && event.circle === circle ? event.changes : null;
}

/**
 * Whether lists of jobs and vouches read differently: they say who people are and what they may do, and call them by
 * name.
 */
export function touchesWork({ papers, members, names }: ChangesView): boolean {
  return papers.length + members.length + names.length > 0;
}
