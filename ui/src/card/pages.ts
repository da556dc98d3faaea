import { page } from "../page";
import { words } from "../words/words.svelte";
import MyCardPage from "./MyCardPage.svelte";

/** One's own card. */
export const cardPages = {
  card: page({
    component: MyCardPage,
    menu: { icon: "card", says: () => words().frame.card },
    inAnotherCircle: "beginsAnew",
  }),
};
