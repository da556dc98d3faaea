import type { VouchState } from "../bindings/VouchState";
import type { Look } from "../parts/look";

/** The drawing beside the word of a state. */
export const vouchLooks: Record<VouchState, Look> = {
  waiting: { icon: "clock", tone: "plain" },
  toFix: { icon: "pen", tone: "care" },
  declined: { icon: "remove", tone: "plain" },
  kept: { icon: "hidden", tone: "plain" },
  unconfirmed: { icon: "clock", tone: "plain" },
  counts: { icon: "check", tone: "good" },
  hidden: { icon: "hidden", tone: "plain" },
  expired: { icon: "clock", tone: "plain" },
  withdrawn: { icon: "undo", tone: "plain" },
  void: { icon: "care", tone: "care" },
};
