import type { IconName } from "./icons";

/** The drawing beside the word of a state, and how it is coloured. */
export interface Look {
  icon: IconName;
  tone: "good" | "care" | "plain";
}
