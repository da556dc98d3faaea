import { createContext } from "svelte";
import type { Session } from "./session.svelte";

/** The session of this window, for every part below the root. */
export const [useSession, provideSession] = createContext<Session>();
