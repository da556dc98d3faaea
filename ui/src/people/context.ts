import { createContext } from "svelte";
import type { People } from "./people.svelte";

/** Everybody in the circle on the screen, for every part below the root. */
export const [usePeople, providePeople] = createContext<People>();
