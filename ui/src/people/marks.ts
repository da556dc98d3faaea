import type { MemberView } from "../bindings/MemberView";
import { words } from "../words/words.svelte";

/** The short words on a face: who it is in the circle, never how good. */
export function marksOf({ card, steward, standing }: MemberView): string[] {
  const marks: string[] = [];
  if (card.mine) marks.push(words().book.me);
  if (steward) marks.push(words().book.steward);
  if (standing === "waiting") marks.push(words().book.waiting);
  return marks;
}

/** How somebody came into the circle, as far as it is known here; nothing of who is still waiting. */
export function originOf({ founder, invitedBy, standing }: MemberView): string[] {
  if (founder) return [words().book.founder];
  if (invitedBy) return [words().book.invitedBy(invitedBy)];
  return standing === "waiting" ? [] : [words().book.inviterUnknown];
}
