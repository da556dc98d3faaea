import { createContext } from "svelte";
import type { Drafts } from "../session/drafts.svelte";
import type { JobForm } from "./job-form.svelte";
import type { Work } from "./work.svelte";

/** The jobs and vouches of the circle on the screen, for every part below the root. */
export const [useWork, provideWork] = createContext<Work>();

/** The records of work that were begun and not kept yet. */
export const [useBegunJobs, provideBegunJobs] = createContext<Drafts<JobForm>>();
