import type { JobState } from "../bindings/JobState";
import type { Look } from "../parts/look";

/** The drawing beside the word of a state. */
export const jobLooks: Record<JobState, Look> = {
  waiting: { icon: "clock", tone: "plain" },
  confirmed: { icon: "check", tone: "good" },
  toFix: { icon: "pen", tone: "care" },
  declined: { icon: "remove", tone: "plain" },
  withdrawn: { icon: "undo", tone: "plain" },
  faulty: { icon: "care", tone: "care" },
};
