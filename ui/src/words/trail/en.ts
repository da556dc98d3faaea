import type { trailJa } from "./ja";

const list = new Intl.ListFormat("en");

/** The trust trail. */
export const trailEn: typeof trailJa = {
  title: "Trust trail",
  none: (short) => `Vouches for ${short} will come here`,
  noneBody: (invitedBy) =>
    invitedBy
      ? `Invited by ${invitedBy}. When you do something together, words about it will gather here.`
      : "When you do something together, words about it will gather here.",
  noneMine: "Vouches for you will come here",
  noneMineBody: "The words of people you worked with will gather here.",
  freshness: { recent: "recent", withinTwoYears: "within two years", older: "over two years ago" },
  times: (times) => ` (${times} times)`,
  me: "Me",
  you: "You",
  mutual: "Vouch for each other",
  allMutual: "They vouch for each other.",
  withMe: "worked with you",
  vouchers: "Who vouches",
  earlierWords: "Read earlier words too",
  forWhom: (text) => `Good for: ${text}`,
  workOn: (title) => `Work: ${title}`,
  connection: "Connection",
  worked: (short) => `You have worked with ${short}.`,
  workedOn: (titles) => `Work done together: ${list.format(titles)}`,
  pathOne: (middle, person) => `You worked with ${middle}, and ${middle} vouches for ${person}.`,
  pathTwo: (first, second, person) =>
    `You worked with ${first}, ${first} vouches for ${second}, and ${second} vouches for ${person}.`,
  pathLabel: "The connection, in order",
  invitations: "Connection by invitation",
  invitationsHint: "From the person who invited onwards. This is no vouch for a strength.",
  earlier: "Earlier vouches",
  earlierHint: "Vouches past their last day.",
  workedTogether: "We worked together",
  about: "About this page",
  aboutPoints: [
    "A vouch is written by somebody who worked with this person, about what he or she saw. Hearsay cannot be written.",
    "It is shown only when both have agreed on the record of the work and this person has accepted it.",
    "There are no points and no ranking. Those near to you come first, then the newest.",
    "After three years a vouch moves to “Earlier vouches”. What is over two years old is shown paler, and says so.",
    "⇄ says that two people vouch for each other. It is information, neither good nor bad.",
    "A connection is seen from where you are. Others see other connections.",
    "Having no vouch says nothing good or bad.",
  ],
};
