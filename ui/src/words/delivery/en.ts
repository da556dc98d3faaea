import type { deliveryJa } from "./ja";

const people = (count: number) => (count === 1 ? "1 person" : `${count} people`);
const computers = (count: number) => (count === 1 ? "1 computer" : `${count} computers`);

/** How far things have come. */
export const deliveryEn: typeof deliveryJa = {
  title: "Delivery",
  lead: "Whose computers hold what you wrote.",
  alone: "So far you are alone in this circle. When somebody joins, it is shown here.",
  nobodyYet: "Nothing is known of anybody yet. Things are handed over when you meet, and shown here.",
  everybody: (all) =>
    all === 1
      ? "What you wrote has reached the other person."
      : `What you wrote has reached all ${all} people.`,
  some: (all, reached) =>
    reached === 0
      ? "What you wrote has not fully reached anybody yet."
      : `What you wrote has reached ${reached} of ${all} people.`,
  behind: (count) => `Something has not reached ${people(count)} yet.`,
  unseen: (count) => `You have not met ${people(count)} yet.`,
  asOf: (when) => `The oldest news is from ${when}.`,
  theirs: "What others wrote is received when you meet. What they wrote since is not on this computer yet.",
  people: "Person by person",
  connected: "Connected now",
  never: "Not met yet",
  direct: (when) => `Directly: ${when}`,
  through: (short, when) => `By way of ${short}: ${when}`,
  notInPerson: "Not met directly yet",
  lastMet: (when) => `Last met: ${when}`,
  there: "What you wrote is there",
  missing: (things) =>
    things === 1 ? "1 thing has not arrived yet" : `${things} things have not arrived yet`,
  tooLarge:
    "This circle has grown so large that it cannot be compared with other computers. What you wrote stays on this computer. Other circles are delivered as usual.",
  search: "Look for people now",
  searching: "Looking for members' computers",
  searchingHint: "This takes about 20 seconds. Stopping or going elsewhere changes nothing.",
  found: (met, received) =>
    received > 0
      ? `Met ${computers(met)}. Received ${received === 1 ? "1 new thing" : `${received} new things`}.`
      : `Met ${computers(met)}.`,
  foundNobody: "Nobody's computer was found just now. What you wrote is kept on this computer.",
  helpTitle: "If nobody is found",
  help: [
    "Is Otagai open at the other person now (in the same place: on the same Wi-Fi)?",
    "When the computer asked whether to allow connections, did you press “Allow”?",
    "If you use a VPN, is it switched off for the moment?",
  ],
  helpAfter: "What you wrote is not lost when nobody is found. It arrives the next time you meet.",
};
