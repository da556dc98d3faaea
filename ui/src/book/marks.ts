import type { MemberView } from "../bindings/MemberView";
import { words } from "../words/words.svelte";

/** The short words on a face: who it is in the circle, never how good. */
export function marksOf(member: MemberView): string[] {
  const marks: string[] = [];
  if (member.card.mine) marks.push(words().book.me);
  if (member.steward) marks.push(words().book.steward);
  if (member.standing === "waiting") marks.push(words().book.waiting);
  return marks;
}
