import { now } from "../../src/session/clock";
import { daysAgo } from "../sample-people";
import { samplePeers } from "../sample-work";
import { emptied } from "../test-card";
import { TestHost } from "../test-host";

/** A screen: who is at the computer, where it is, what leads to it, and what is there when it is reached. */
export interface Screen {
  host: () => TestHost;
  hash?: string;
  steps?: ((host: TestHost) => Promise<void> | void)[];
  shows: string;
}

/** How long something may take to appear; a busy machine is slow, not wrong. */
const SOON = 20_000;

/** Waits until something is there. */
export function present(css: string): Promise<HTMLElement> {
  return new Promise((found, missing) => {
    const look = () => {
      const element = document.querySelector<HTMLElement>(css);
      if (!element) return false;
      watch.disconnect();
      clearTimeout(end);
      found(element);
      return true;
    };
    const watch = new MutationObserver(look);
    const end = setTimeout(() => {
      watch.disconnect();
      missing(new Error(`${css} is not there: ${document.body.innerText.slice(0, 300)}`));
    }, SOON);
    if (!look()) watch.observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

const named = (name: string) => `[name="${name}"]`;

const press = (css: string) => async () => (await present(css)).click();

const fill = (name: string, text: string) => async () => {
  const field = (await present(named(name))) as HTMLInputElement;
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  field.blur();
};

const tick = (place: number) => async () => {
  await present("input[type=checkbox]");
  document.querySelectorAll<HTMLInputElement>("input[type=checkbox]")[place]?.click();
};

/** Everything that is folded away is looked at as well. */
const unfold = () => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
};

const LINK = `otagai:${"K7Q2MXWZ".repeat(12)}`;
const TEXT = "配信をお願いしました。前日の練習で音の問題を見つけてくれたので、当日はあわてずにすみました。";

const nobody = () => new TestHost();

function known(): TestHost {
  const host = TestHost.inCircle(1);
  host.app.circles = [];
  return host;
}

function atWork(people = 12): TestHost {
  const host = TestHost.atWork(people);
  host.peers = samplePeers(host.people, now());
  return host;
}

const carrying = () => TestHost.carrying(12);

function changed(change: (host: TestHost) => void, make: () => TestHost = atWork): () => TestHost {
  return () => {
    const host = make();
    change(host);
    return host;
  };
}

/** Copies of the data on this computer, and one in a file. */
function copied(host: TestHost): void {
  const day = 86_400_000;
  host.backups.copies = [
    { copy: "c1", reason: "daily", madeAt: now(), bytes: 4_200_000 },
    { copy: "c2", reason: "before", madeAt: now() - day, bytes: 4_100_000 },
    { copy: "c3", reason: "daily", madeAt: now() - 9 * day, bytes: 900_000 },
  ];
  host.backups.failure = { at: now() - day, code: "copyNoRoom", detail: "" };
  host.copyFile = { file: "otagai-2026-11-21.otagai-copy", madeAt: now() - day, opens: "words" };
}

const aboutMe = [press(named("create"))];
const introduced = [
  ...aboutMe,
  fill("name", "例文 ひとみ"),
  fill("reading", "れいぶん ひとみ"),
  fill("short", "ひとみ"),
  press(named("begin")),
];
const readLink = [fill("link", LINK), press(named("readInvite"))];
const lookedFor = (line: string) => [fill("findLine", line), press(named("find"))];
const written = [fill("text", TEXT), tick(0)];

/** Every screen, in the order in which a member meets them. */
export const screens: Record<string, Screen> = {
  "first-start": { host: nobody, hash: "#/begin", shows: named("create") },
  "first-start-with-link": {
    host: changed((host) => (host.app.pendingLink = LINK), nobody),
    shows: ".greeting",
  },
  "about-me": { host: nobody, steps: aboutMe, shows: named("begin") },
  "about-me-missing": {
    host: nobody,
    steps: [...aboutMe, press(named("begin"))],
    shows: "[aria-invalid=true]",
  },
  "seal-made": { host: nobody, steps: introduced, shows: named("next") },
  "create-circle": { host: known, hash: "#/create", shows: named("createCircle") },
  join: { host: known, hash: "#/join", shows: named("readInvite") },
  "join-refused": {
    host: known,
    hash: "#/join",
    steps: [fill("link", "https://example.org"), press(named("readInvite"))],
    shows: "[role=alert]",
  },
  "invitation-read": { host: known, hash: "#/join", steps: readLink, shows: named("contact") },
  "invitation-contacting": {
    host: changed((host) => host.held.add("join_open"), known),
    hash: "#/join",
    steps: [...readLink, press(named("contact"))],
    shows: ".progress",
  },
  "nobody-reached": {
    host: changed((host) => host.refused.set("join_open", "nobodyReached"), known),
    hash: "#/join",
    steps: [...readLink, press(named("contact")), () => present("[role=alert]").then(unfold)],
    shows: "[role=alert]",
  },
  charter: {
    host: known,
    hash: "#/join",
    steps: [...readLink, press(named("contact"))],
    shows: named("agree"),
  },
  "book-alone": { host: () => TestHost.inCircle(1), hash: "#/book", shows: named("toInvite") },
  book: { host: atWork, hash: "#/book", shows: ".face-card" },
  "book-lines": {
    host: atWork,
    hash: "#/book",
    steps: [press("input[value=lines]")],
    shows: ".when",
  },
  "book-index": {
    host: atWork,
    hash: "#/book",
    steps: [press("input[value=index]")],
    shows: ".rows",
  },
  "book-skills": {
    host: atWork,
    hash: "#/book",
    steps: [press("input[value=skills]")],
    shows: "[data-fold=skills]",
  },
  "book-shared": {
    host: atWork,
    hash: "#/book",
    steps: [press("input[value=shared]")],
    shows: ".together",
  },
  "book-recent": {
    host: atWork,
    hash: "#/book",
    steps: [press("input[value=recent]")],
    shows: "main ol",
  },
  find: { host: atWork, hash: "#/find", shows: named("example") },
  "find-hits": {
    host: atWork,
    hash: "#/find",
    steps: lookedFor("来週の火曜午前、看護師か柔道整復師"),
    shows: "[data-hit]",
  },
  "find-near": { host: atWork, hash: "#/find", steps: lookedFor("取材 サッカー 会計"), shows: "[data-hit]" },
  "find-widen": {
    host: atWork,
    hash: "#/find",
    steps: lookedFor("来週の日曜夜 群馬 看護師"),
    shows: named("widen"),
  },
  "find-left": { host: atWork, hash: "#/find", steps: lookedFor("英語 らくだ 3時間"), shows: "ul.left" },
  "find-nobody": { host: atWork, hash: "#/find", steps: lookedFor("宇宙旅行"), shows: ".nobody" },
  "find-conditions": {
    host: atWork,
    hash: "#/find",
    steps: [...lookedFor("平日夜 サッカー オンライン 看護師か薬剤師"), () => present(".chip").then(unfold)],
    shows: named("findDay"),
  },
  "find-person": {
    host: atWork,
    hash: "#/find",
    steps: [...lookedFor("埼玉"), press("[data-hit] a")],
    shows: named("backToFound"),
  },
  "book-with-news": {
    host: changed((host) => {
      host.app.recovery = "due";
      host.app.circles.push({ ...host.app.circles[0]!, circle: "c2", name: "書く会" });
    }),
    hash: "#/book",
    steps: [
      () => present(".face-card").then(() => undefined),
      (host) => host.happen({ event: "notice", circle: "c1", what: "letIn", person: "p3", document: null }),
    ],
    shows: ".news",
  },
  sample: {
    host: changed((host) => (host.app.sample = true)),
    hash: "#/book",
    steps: [() => present(".face-card").then(() => undefined)],
    shows: ".sample",
  },
  person: {
    host: atWork,
    hash: "#/person/p2",
    steps: [() => present("[data-fold]").then(unfold)],
    shows: named("workedTogether"),
  },
  "person-nobody": { host: atWork, hash: "#/person/nobody", shows: "[role=alert]" },
  card: { host: atWork, hash: "#/card", shows: ".face-card" },
  "card-saved": {
    host: atWork,
    hash: "#/card",
    steps: [fill("banner", "現場で使える言いかえを、いっしょに考えます")],
    shows: ".state.saved",
  },
  "card-later": {
    host: atWork,
    hash: "#/card",
    steps: [() => present("[data-fold]").then(unfold)],
    shows: named("addHobby"),
  },
  "card-contacts": {
    host: changed((host) => {
      const card = host.people[0]?.card;
      if (card) card.contactWays = [];
    }),
    hash: "#/card",
    steps: [
      () => present("[data-fold]").then(unfold),
      fill("contactValue", "００ー００００ー０００１"),
      press(named("addContactWay")),
    ],
    shows: "[data-fold=contactWays] [aria-invalid=true]",
  },
  "card-lost": {
    host: changed((host) => {
      const mine = host.people.find(({ card }) => card.mine)?.card;
      if (!mine) return;
      const says = (level: "do" | "dont", limit: string) => ({
        ...emptied(mine),
        name: "",
        reading: "",
        short: "",
        strengths: [{ skill: "代講", level, limit }],
      });
      host.lostWords = [
        {
          place: "01",
          part: "section",
          section: "strengths",
          here: says("dont", "半日まで"),
          there: says("do", "一日まで"),
        },
      ];
    }),
    hash: "#/card",
    shows: named("sayAgain"),
  },
  "card-first": {
    host: changed((host) => {
      const member = host.people[0];
      if (member) member.card = { ...emptied(member.card), reviewedOn: "" };
    }),
    hash: "#/card",
    shows: named("write-strengths"),
  },
  "card-half-year": {
    host: changed((host) => {
      const card = host.people[0]?.card;
      if (card) Object.assign(card, { reviewedOn: daysAgo(200), hidden: ["hobbies", "trade"] });
    }),
    hash: "#/card",
    shows: named("stillRight"),
  },
  "card-week": {
    host: atWork,
    hash: "#/card",
    steps: [press("[data-at='2-0']"), fill("from", "4月"), fill("until", "3月"), fill("hours", "たくさん")],
    shows: "[aria-invalid=true]",
  },
  "person-whole": { host: atWork, hash: "#/person/p5", shows: named("unseeLicence") },
  "person-contacts": {
    host: changed((host) => host.refused.set("contact_open", "contactNoPhone")),
    hash: "#/person/p2",
    steps: [press(named("contactOpen"))],
    shows: "[data-way] .notice",
  },
  "person-licence": {
    host: atWork,
    hash: "#/person/p9",
    steps: [press(named("seeLicence"))],
    shows: named("seeLicenceYes"),
  },
  "person-week": {
    host: changed((host) => {
      const stated = host.people[4]?.card.availability;
      if (!stated) return;
      stated.week.push({ day: "tue", band: "night" }, { day: "sat", band: "pm" }, { day: "sun", band: "am" });
      Object.assign(stated, { from: "2099-04-01", hours: 10 });
    }),
    hash: "#/person/p5",
    shows: ".fact table",
  },
  "person-resting": { host: atWork, hash: "#/person/p7", shows: ".state-mark" },
  "person-alumnus": { host: atWork, hash: "#/person/p12", shows: ".state-mark" },
  "person-newcomer": {
    host: changed((host) => {
      const member = host.people[10];
      if (member) Object.assign(member, { vouchedBy: [], others: false });
    }),
    hash: "#/person/p11",
    shows: ".newcomer",
  },
  work: { host: atWork, hash: "#/work", steps: [() => present("h2").then(unfold)], shows: named("toRecord") },
  "record-job": {
    host: atWork,
    hash: "#/record",
    steps: [() => present("[data-fold]").then(unfold)],
    shows: named("recordJob"),
  },
  "record-job-missing": {
    host: atWork,
    hash: "#/record",
    steps: [press(named("recordJob"))],
    shows: "[aria-invalid=true]",
  },
  vouches: {
    host: atWork,
    hash: "#/vouches",
    steps: [() => present("h2").then(unfold)],
    shows: named("toCarry"),
  },
  "write-vouch": {
    host: atWork,
    hash: "#/write/p3/j1",
    steps: [() => present("[data-fold]").then(unfold)],
    shows: named("readAgain"),
  },
  "write-vouch-missing": {
    host: atWork,
    hash: "#/write/p3",
    steps: [() => present("[data-fold]").then(unfold), press(named("readAgain"))],
    shows: "[aria-invalid=true]",
  },
  "read-again": {
    host: atWork,
    hash: "#/write/p3/j1",
    steps: [...written, press(named("readAgain"))],
    shows: named("sign"),
  },
  signed: {
    host: atWork,
    hash: "#/write/p3/j1",
    steps: [...written, press(named("readAgain")), press(named("sign"))],
    shows: named("seeAll"),
  },
  delivery: { host: atWork, hash: "#/delivery", shows: "main li" },
  invite: { host: atWork, hash: "#/invite", shows: named("makeInvite") },
  "invitation-made": {
    host: atWork,
    hash: "#/invite",
    steps: [fill("to", "文例 ひとみ"), press(named("makeInvite"))],
    shows: named("another"),
  },
  "proof-export": { host: carrying, hash: "#/carry", shows: named("makeLetter") },
  "proof-ready": {
    host: carrying,
    hash: "#/carry",
    steps: [tick(0), press(named("makeLetter"))],
    shows: named("letter"),
  },
  verify: { host: atWork, hash: "#/verify", shows: named("checkProof") },
  "verify-good": {
    host: atWork,
    hash: "#/verify",
    steps: [fill("proof", '{"見本": true}'), press(named("checkProof"))],
    shows: named("checkAgain"),
  },
  settings: {
    host: changed(copied),
    hash: "#/settings",
    steps: [() => present("[data-fold]").then(unfold), () => present(named("toCopy")).then(() => undefined)],
    shows: named("showWords"),
  },
  restore: { host: changed(copied), hash: "#/restore/c1", shows: named("restore") },
  restored: {
    host: changed(copied),
    hash: "#/restore/c1",
    steps: [press(named("restore"))],
    shows: named("reopen"),
  },
  move: { host: changed(copied, nobody), steps: [press(named("move"))], shows: named("chooseCopy") },
  "move-words": {
    host: changed(copied, nobody),
    steps: [press(named("move")), press(named("chooseCopy")), press(named("restore"))],
    shows: "[aria-invalid=true]",
  },
  recovery: {
    host: atWork,
    hash: "#/settings",
    steps: [press(named("showWords"))],
    shows: named("print"),
  },
  failing: {
    host: changed((host) => {
      host.refused.set("app_state", "dataDamaged");
      copied(host);
    }, nobody),
    shows: named("toCopyFile"),
  },
  shut: {
    host: changed((host) => {
      host.refused.set("app_state", "keysMissing");
      copied(host);
    }, nobody),
    shows: named("toWords"),
  },
  "shut-words": {
    host: changed((host) => {
      host.refused.set("app_state", "keysMissing");
      copied(host);
    }, nobody),
    steps: [press(named("toWords")), press(named("open"))],
    shows: "[aria-invalid=true]",
  },
};
