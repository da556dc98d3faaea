import { page } from "../page";
import { words } from "../words/words.svelte";
import DeliveryPage from "./DeliveryPage.svelte";

/** Who has what one wrote. */
export const deliveryPages = {
  delivery: page({
    component: DeliveryPage,
    menu: { icon: "delivery", says: () => words().frame.delivery },
    inAnotherCircle: "beginsAnew",
  }),
};
