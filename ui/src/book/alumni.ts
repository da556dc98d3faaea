import type { MemberView } from "../bindings/MemberView";

/** Alumni stay in the book, after the others. */
export function apart(members: readonly MemberView[]): { here: MemberView[]; alumni: MemberView[] } {
  const isAlumnus = ({ card }: MemberView) => card.presence.state === "alumnus";
  return { here: members.filter((one) => !isAlumnus(one)), alumni: members.filter(isAlumnus) };
}
