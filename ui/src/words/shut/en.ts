import type { shutJa } from "./ja";

export const shutEn: typeof shutJa = {
  whole: "Your data is still here",
  wholeLead: "With the keys it opens again, and nothing is lost.",
  words: "Open it with the recovery words",
  wordsLead: "The 24 printed words open the data on this computer again.",
  wordsLabel: "Recovery words (24 words)",
  keys: "Open it with a file of keys",
  keysLead: "If your keys are on a USB stick or in another folder, choose that file (keys.sealed).",
  password: "Password of the keys",
  passwordHint: "Leave it empty if it is the usual one.",
  chooseKeys: "Choose the file and open",
  open: "Open",
  opening: "Opening the data",
  backup: "Go back to a backup",
  otherLanguage: "日本語",
};
