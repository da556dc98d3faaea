import { SvelteSet } from "svelte/reactivity";
import type { Section } from "../bindings/Section";
import type { Session } from "../session/session.svelte";

const bySession = new WeakMap<Session, Map<string, SvelteSet<Section>>>();

/** What the member said あとで to; as long as the window is open, and for each circle. */
export function putOff(session: Session): SvelteSet<Section> {
  const circles = bySession.get(session) ?? new Map<string, SvelteSet<Section>>();
  bySession.set(session, circles);
  const sections = circles.get(session.circleId) ?? new SvelteSet<Section>();
  circles.set(session.circleId, sections);
  return sections;
}
