import { page } from "../page";
import { words } from "../words/words.svelte";
import Settings from "./Settings.svelte";

/** What the member chooses for this computer. */
export const settingsPages = {
  settings: page({ component: Settings, menu: { icon: "settings", says: () => words().frame.settings } }),
};
