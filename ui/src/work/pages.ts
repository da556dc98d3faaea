import { page } from "../page";
import { words } from "../words/words.svelte";
import { useWork } from "./context";
import RecordJob from "./RecordJob.svelte";
import WorkPage from "./WorkPage.svelte";

/** Work done together. */
export const workPages = {
  work: page({
    component: WorkPage,
    menu: {
      icon: "work",
      says: () => words().frame.work,
      waits: () => {
        const work = useWork();
        // A job that came with a vouch is answered there.
        return () => (work.asking.some(({ job }) => !work.waitingOn(job)) ? words().frame.waitsWork : "");
      },
    },
  }),
  /** A job to be recorded; with an id, one of one's own to be put right. */
  record: page({ component: RecordJob, address: ["job?"], under: "work", inAnotherCircle: "isLeft" }),
};
