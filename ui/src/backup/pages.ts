import { page } from "../page";
import RestorePage from "./RestorePage.svelte";

/** Going back to a copy of the data; without its name, to one in a file. */
export const backupPages = {
  restore: page({
    component: RestorePage,
    address: ["copy?"],
    under: "settings",
    opensWhileShut: true,
  }),
};
