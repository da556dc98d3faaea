import { page } from "../page";
import { words } from "../words/words.svelte";
import Join from "./Join.svelte";
import MakeInvite from "./MakeInvite.svelte";

/** Inviting somebody, and following an invitation. */
export const invitePages = {
  invite: page({
    component: MakeInvite,
    menu: {
      icon: "invite",
      says: () => words().frame.invite,
      // The sample meets nobody, so it invites nobody.
      isHidden: ({ app }) => app?.sample ?? false,
    },
    inAnotherCircle: "beginsAnew",
    hasNews: true,
  }),
  join: page({ component: Join, needs: "member" }),
};
