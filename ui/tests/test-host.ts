import type { AppState } from "../src/bindings/AppState";
import type { BackupsView } from "../src/bindings/BackupsView";
import type { CopyLookView } from "../src/bindings/CopyLookView";
import type { CardView } from "../src/bindings/CardView";
import type { CharterView } from "../src/bindings/CharterView";
import type { CircleView } from "../src/bindings/CircleView";
import type { Commands } from "../src/bindings/Commands";
import type { ErrorCode } from "../src/bindings/ErrorCode";
import type { Event } from "../src/bindings/Event";
import type { MemberView } from "../src/bindings/MemberView";
import type { Misread } from "../src/bindings/Misread";
import type { LostWordView } from "../src/bindings/LostWordView";
import type { PeerView } from "../src/bindings/PeerView";
import type { SavedFile } from "../src/bindings/SavedFile";
import type { SyncView } from "../src/bindings/SyncView";
import type { CommandName, Host } from "../src/host/host";
import { now } from "../src/session/clock";
import { isoDay } from "../src/words/dates";
import { samplePeople } from "./sample-people";
import { edited, emptied, initials, renamed, shownTo, witnessed } from "./test-card";
import { sampleJobs, sampleVouches } from "./sample-work";
import { TestFind } from "./test-find";
import { line, refuse } from "./test-text";
import { TestWork } from "./test-work";

type Answers = { [Name in CommandName]: (args: Commands[Name][0]) => Commands[Name][1] };

/** A circle in memory: answers every command, remembers every call. */
export class TestHost implements Host {
  readonly calls: [CommandName, unknown][] = [];
  app: AppState = {
    me: null,
    circles: [],
    recovery: "sealed",
    language: "ja",
    textPercent: 100,
    pendingLink: null,
    sample: false,
  };
  /** What lies in the member's downloads. */
  readonly downloads: string[] = [];
  /** The files of the photos that are here. */
  readonly photos = new Map<string, string>();
  people: MemberView[] = [];
  readonly work = new TestWork(() => this.people);
  readonly finding = new TestFind(() => this.people);
  peers: PeerView[] = [];
  /** What was said here of the own card and does not stand any more. */
  lostWords: LostWordView[] = [];
  found: SyncView = { met: 0, received: 0, sent: 0, refused: 0 };
  /** What was begun, by name. */
  readonly drafts = new Map<string, string>();
  /** Copies of the data, the newest first; the file that a member would choose, and how it opens. */
  backups: BackupsView = { copies: [], failure: null, bytes: 0 };
  copyFile: CopyLookView | null = null;
  /** Whether a member who is asked for a file of keys chooses one. */
  choosesKeys = true;
  /** Commands that are refused, and how. */
  readonly refused = new Map<CommandName, ErrorCode>();
  /** The word that a refusal is about. */
  misread: Misread | null = null;
  /** Commands that answer only when `release` is called. */
  readonly held = new Set<CommandName>();
  /** The charter of the circle. */
  charter: CharterView = charter;
  #invitations = 0;
  #waiting: (() => void)[] = [];
  #listeners: ((event: Event) => void)[] = [];

  /** Somebody who is in a circle of so many people already. */
  static inCircle(people = 1): TestHost {
    const host = new TestHost();
    host.people = samplePeople(people);
    const { person, name, reading, short } = host.#mine().card;
    host.app.me = { person, device: "d1", name, reading, short };
    host.app.circles = [
      { ...circleOf("c1", "ひなたコーチング勉強会", people), myName: name, myShort: short },
    ];
    return host;
  }

  /** The same with jobs, vouches and trails of every kind. */
  static atWork(people = 6): TestHost {
    const host = TestHost.inCircle(people);
    host.work.jobs = sampleJobs(host.people);
    host.work.vouches = sampleVouches(host.people);
    return host;
  }

  /** The same, and the one vouch that may be shown outside is shown inside. */
  static carrying(people = 6): TestHost {
    const host = TestHost.atWork(people);
    for (const vouch of host.work.vouches) if (vouch.vouch === "w3") vouch.state = "counts";
    return host;
  }

  async call<Name extends CommandName>(name: Name, args: Commands[Name][0]): Promise<Commands[Name][1]> {
    this.calls.push([name, structuredClone(args)]);
    if (this.held.has(name)) await new Promise<void>((go) => this.#waiting.push(go));
    const code = this.refused.get(name);
    if (code) throw { code, message: `test: ${code}`, ...(this.misread ? { misread: this.misread } : {}) };
    return structuredClone(this.#answers[name](args));
  }

  subscribe(heard: (event: Event) => void): Promise<void> {
    this.#listeners.push(heard);
    return Promise.resolve();
  }

  /** Something happens on another computer. */
  happen(event: Event): void {
    for (const heard of this.#listeners) heard(event);
  }

  /** Lets everything that is held answer. */
  release(): void {
    for (const go of this.#waiting.splice(0)) go();
  }

  /** What a command was called with, in order. */
  argsOf<Name extends CommandName>(name: Name): Commands[Name][0][] {
    return this.calls.filter(([called]) => called === name).map(([, args]) => args as Commands[Name][0]);
  }

  #mine(): MemberView {
    const mine = this.people.find(({ card }) => card.mine);
    if (!mine) throw new Error("nobody is at this computer");
    return mine;
  }

  /** The name that was changed stands wherever the member is named. */
  #called({ name, short }: CardView): void {
    for (const circle of this.app.circles) Object.assign(circle, { myName: name, myShort: short });
    if (this.app.me) Object.assign(this.app.me, { name, short });
    renamed(this.people, this.#mine().card);
  }

  #enter(circle: CircleView, inviter: string): CircleView {
    const me = this.app.me;
    if (!me) throw new Error("nobody is at this computer");
    const [first] = samplePeople(1);
    if (first && !this.people.some(({ card }) => card.mine)) {
      const { device: _, ...called } = me;
      const card: CardView = {
        ...emptied(first.card),
        ...called,
        initials: initials(me.short),
        reviewedOn: "",
      };
      this.people.push({
        ...first,
        card,
        founder: inviter === "",
        steward: inviter === "",
        invitedBy: inviter,
      });
    }
    const entered = { ...circle, myName: me.name, myShort: me.short };
    this.app.circles = [...this.app.circles, entered];
    return entered;
  }

  /** Beside what is there, as the Rust side does it. */
  #save(stem: string, ending: string): SavedFile {
    let name = `${stem}.${ending}`;
    for (let number = 2; this.downloads.includes(name); number++) name = `${stem} (${number}).${ending}`;
    this.downloads.push(name);
    return { name };
  }

  readonly #answers: Answers = {
    app_state: () => this.app,
    init: ({ name, reading, short }) => {
      if (this.app.me) refuse("alreadySetUp");
      const said = {
        name: line(name, true, 60),
        reading: line(reading, true, 60),
        short: line(short, false, 30) || [...name].slice(0, 30).join(""),
      };
      this.app.me = { person: "p1", device: "d1", ...said };
      return this.app.me;
    },
    recovery_words: () => {
      if (this.app.recovery === "done") refuse("recoveryDone");
      return { words: Array.from({ length: 24 }, (_, place) => sealWords[place % sealWords.length] ?? "") };
    },
    recovery_done: () => {
      this.app.recovery = "done";
      return {};
    },
    settings_set: ({ language, textPercent }) => {
      if (textPercent < 100 || textPercent > 200) refuse("badInput");
      this.app = { ...this.app, language, textPercent };
      return {};
    },
    draft_keep: ({ name, text }) => {
      if (name === "" || new TextEncoder().encode(name).length > 300) refuse("badInput");
      if (text) this.drafts.set(name, text);
      else this.drafts.delete(name);
      return {};
    },
    drafts: () => [...this.drafts].map(([name, text]) => ({ name, text })),
    backups: () => this.backups,
    backup_now: () => {
      const copy = { copy: `c${this.backups.copies.length}`, reason: "daily" as const };
      const made = { ...copy, madeAt: now(), bytes: 1_234_567 };
      this.backups.copies.unshift(made);
      return made;
    },
    backup_save: () => ({ file: "otagai-2026-11-22.otagai-copy", bytes: 1_234_567 }),
    backup_choose: () => this.copyFile,
    backup_look: ({ copy }) => {
      const found = this.backups.copies.find((one) => one.copy === copy);
      if (!found) refuse("copyUnknown");
      return { file: "", madeAt: found.madeAt, opens: "here" };
    },
    backup_restore: () => ({}),
    reopen_words: () => ({}),
    reopen_keys: () => this.choosesKeys,
    sample_start: () => ({}),
    circle_create: ({ name, purpose }) => {
      if (!this.app.me) refuse("notReady");
      const said = { name: line(name, true, 60), purpose: line(purpose, true, 200) };
      this.charter = { ...founded, ...said };
      return this.#enter({ ...circleOf("c1", said.name, 1), ...said }, "");
    },
    circle_list: () => this.app.circles,
    charter_show: () => this.charter,
    invite: ({ to, uses, days }) => {
      if (uses < 1 || uses > 50 || days < 1 || days > 60) refuse("badInput");
      return {
        invitation: `made-invitation${++this.#invitations}`,
        link: `otagai:${"K7Q2MXWZ".repeat(28)}`,
        qrPath: checkered(45),
        qrSize: 53,
        expiresAt: now() + days * 86_400_000,
        uses,
        to: line(to, false, 60),
      };
    },
    invite_read: ({ link }) => {
      if (!link.includes("otagai:")) refuse("linkNotOurs");
      return { circle: "c9", name: charter.name, inviter: "きく", alreadyIn: false };
    },
    join_open: () => charter,
    join: () => {
      this.people = samplePeople(12).filter(({ card }) => !card.mine);
      return this.#enter(circleOf("c9", charter.name, 12), "きく");
    },
    card_show: ({ person }) => {
      if (this.app.circles.length === 0) refuse("unknownCircle");
      if (!person) return this.#mine().card;
      return this.people.find(({ card }) => card.person === person)?.card ?? refuse("unknownPerson");
    },
    card_set: ({ edit }) => {
      const card = edited(this.#mine().card, edit);
      if (edit.field === "name" || edit.field === "short") this.#called(card);
      return card;
    },
    card_lost: () => this.lostWords,
    card_lost_settle: ({ place }) => {
      this.lostWords = this.lostWords.filter((word) => word.place !== place);
      return this.#mine().card;
    },
    card_show_to: ({ section, onlyMe }) => shownTo(this.#mine().card, section, onlyMe),
    contact_open: () => ({}),
    licence_seen: ({ person, licence, seen }) =>
      witnessed(this.people, this.#mine().card, { person, licence, seen }),
    members: ({ people = [] }) => {
      if (this.app.circles.length === 0) refuse("unknownCircle");
      return this.people.filter(({ card }) => people.length === 0 || people.includes(card.person));
    },
    ...this.finding.answers,
    ...this.work.answers,
    proof_save: () => this.#save("推薦書-2026-11-21", "json"),
    document_save: () => this.#save("otagai", "automerge"),
    photo_set: ({ base64 }) => {
      const card = this.#mine().card;
      card.photo = base64 ? `photo${this.photos.size}` : null;
      card.reviewedOn = isoDay(now());
      if (card.photo) this.photos.set(card.photo, base64);
      return card;
    },
    photo: ({ photo }) => ({ base64: this.photos.get(photo) ?? null }),
    status: () => ({ people: this.peers, lostWords: this.lostWords.length, tooLarge: false }),
    delivery: ({ document }) => ({
      saved: !this.work.isOfOthers(document),
      people: this.peers.map(({ person, short, missing, heardAt, via }) => ({
        person,
        short,
        state: heardAt === null || missing > 0 ? "notYet" : via ? "passed" : "given",
        via,
        at: heardAt,
      })),
    }),
    ticket: () => ({ ticket: "t1" }),
    rebuild: () => ({ stored: "", derived: "" }),
    sync: () => this.found,
  };
}

const sealWords = ["あいこくしん", "さくら", "ひなた", "かいがん", "とけい", "みなと"];

const charter = {
  name: "ひなたコーチング勉強会",
  purpose: "同じ仕事の仲間が、得意を持ちより、できない分を回しあい、長くつきあう会です。",
  conditions: "コーチングを学んでいる方、仕事にしている方。\n会費はありません。",
  dataUse:
    "お名前とカードは、会員名簿として会員に配布するために使います。会の外には出しません。会をはなれると、なかまのパソコンから消えます。印刷した紙は戻せません。",
};

/** What a circle begins with, until its founder writes it otherwise. */
const founded = {
  conditions: "おたがいさまの気持ちで参加します。知ったことを会の外に出すときは、本人にたずねます。",
  dataUse:
    "お名前やカードの内容は、会員名簿として、この会の会員に配るために使います。会員のパソコンどうしで直接届け合い、会の外には送りません。会をはなれた方の内容は、名簿から消します。印刷した紙や書き写したものは取り戻せません。",
};

function circleOf(circle: string, name: string, members: number): CircleView {
  return { circle, name, purpose: charter.purpose, members, standing: "member", myName: "", myShort: "" };
}

/** Squares in no order at all: looks like a code and says nothing. */
function checkered(side: number): string {
  let path = "";
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++)
      if ((x * x * 7 + y * 13 + x * y * 5) % 11 < 5) path += `M${x + 4} ${y + 4}h1v1h-1z`;
  }
  return path;
}
