import { page } from "../page";
import CarryPage from "./CarryPage.svelte";
import VerifyPage from "./VerifyPage.svelte";

/** Vouches that leave the circle, and looking at one that came from outside. */
export const proofPages = {
  carry: page({ component: CarryPage, under: "vouches", inAnotherCircle: "beginsAnew" }),
  /** For whoever was shown a letter, also without a circle. */
  verify: page({ component: VerifyPage, under: "settings", needs: "nothing" }),
};
