import { createContext } from "svelte";
import type { Finding } from "./finding.svelte";

/** The search of the circle on the screen, for every part below the root. */
export const [useFinding, provideFinding] = createContext<Finding>();
