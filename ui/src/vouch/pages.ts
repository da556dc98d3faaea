import { page } from "../page";
import { words } from "../words/words.svelte";
import { useWork } from "../work/context";
import VouchesPage from "./VouchesPage.svelte";
import WriteVouch from "./WriteVouch.svelte";

/** Vouches, about oneself and by oneself. */
export const vouchPages = {
  vouches: page({
    component: VouchesPage,
    menu: {
      icon: "vouch",
      says: () => words().frame.vouches,
      waits: () => {
        const work = useWork();
        return () => (work.waiting.length > 0 ? words().frame.waitsVouch : "");
      },
    },
  }),
  /** A vouch to be written: on a recorded job, or with its record where the job is empty. */
  write: page({
    component: WriteVouch,
    address: ["person", "job?"],
    under: "vouches",
    inAnotherCircle: "isLeft",
  }),
};
