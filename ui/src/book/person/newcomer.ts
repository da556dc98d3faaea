import type { MemberView } from "../../bindings/MemberView";
import { words } from "../../words/words.svelte";

/**
 * Said of somebody whom nobody recommends yet and with whom there was no work yet: who invited them and what they
 * like. Only what is there, never what is not; empty for everybody else.
 */
export function newcomerWords({ card, invitedBy, vouchedBy, together }: MemberView): string {
  if (card.mine || card.presence.state !== "active" || vouchedBy.length > 0 || together) return "";
  const said = words().card.person;
  const hobby = card.hobbies.find(({ years }) => years) ?? card.hobbies[0];
  const tries = card.wishes.find(({ kind }) => kind === "try");
  const parts = [
    ...(invitedBy ? [said.invitedBy(invitedBy)] : []),
    ...(hobby ? [hobby.years ? said.hobby(hobby.name, hobby.years) : said.hobbyOnly(hobby.name)] : []),
    ...(tries ? [said.tries(tries.what)] : []),
    ...(card.welcome.record ? [said.record] : []),
    ...(card.welcome.firstTime ? [said.firstTime] : []),
  ];
  return parts.length > 0 ? said.newcomer(parts) : "";
}
