import { page } from "../page";
import { words } from "../words/words.svelte";
import FindPage from "./FindPage.svelte";

/** Looking for somebody. */
export const findPages = {
  find: page({
    component: FindPage,
    menu: { icon: "search", says: () => words().frame.find },
    inAnotherCircle: "beginsAnew",
  }),
};
