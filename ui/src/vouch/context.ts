import { createContext } from "svelte";
import type { Drafts } from "../session/drafts.svelte";
import type { VouchDraft } from "./vouch-draft.svelte";

/** The vouches that were begun and not signed yet, for every part below the root. */
export const [useBegunVouches, provideBegunVouches] = createContext<Drafts<VouchDraft>>();
