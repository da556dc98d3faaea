import type { ChangesView } from "../src/bindings/ChangesView";
import type { NoticeKind } from "../src/bindings/NoticeKind";
import type { TestHost } from "./test-host";

/** Something that another computer brought is stored: what reads differently now. */
export function arrive(host: TestHost, changed: Partial<ChangesView>, circle = "c1"): void {
  const none = { members: [], cards: [], names: [], papers: [], about: false, people: [] };
  host.happen({ event: "changed", circle, changes: { ...none, ...changed }, fromOthers: true });
}

/** It is new for the member as well. */
export function notice(host: TestHost, what: NoticeKind, person: string, document?: string): void {
  host.happen({ event: "notice", circle: "c1", what, person, document: document ?? null });
}
