import { page } from "../page";
import CreateCircle from "./CreateCircle.svelte";
import Start from "./Start.svelte";

/** The way to a first circle, or to another one. */
export const startPages = {
  begin: page({ component: Start, needs: "nothing", isPlain: true }),
  create: page({ component: CreateCircle, needs: "member" }),
};
