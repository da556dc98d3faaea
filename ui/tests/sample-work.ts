import type { JobView } from "../src/bindings/JobView";
import type { MemberView } from "../src/bindings/MemberView";
import type { PeerView } from "../src/bindings/PeerView";
import type { PersonRef } from "../src/bindings/PersonRef";
import type { TrailView } from "../src/bindings/TrailView";
import type { VoucherView } from "../src/bindings/VoucherView";
import type { VouchView } from "../src/bindings/VouchView";

/** p1 ひとみ is at this computer; p2 きく, p3 ひらく, p4 のぞみ, p5 さくら, p6 ひな先生. */
export function ref(people: MemberView[], person: string): PersonRef {
  return { person, short: people.find(({ card }) => card.person === person)?.card.short ?? "" };
}

/** A job of these people, recorded by the first of them. */
export function jobOf(people: MemberView[], persons: string[], more: Partial<JobView> = {}): JobView {
  const [author = "p1"] = persons;
  const isConfirmed = (more.state ?? "confirmed") === "confirmed";
  return {
    job: "j1",
    version: "v1",
    author: ref(people, author),
    title: "管理職研修(製造業・2日間)",
    kind: "paid",
    from: "2026-07",
    to: "2026-07",
    size: null,
    participants: persons.map((person) => ({
      ...ref(people, person),
      role: person === author ? "主担当の講師" : "サブ講師",
      confirmed: isConfirmed || person === author,
    })),
    skills: ["管理職研修", "ファシリテーション"],
    outside: 0,
    state: "confirmed",
    opened: isConfirmed,
    mine: author === "p1",
    myTurn: false,
    answers: [],
    canVouch: [],
    ...more,
  };
}

/** A vouch between two people. */
export function vouchOf(
  people: MemberView[],
  author: string,
  subject: string,
  more: Partial<VouchView> = {},
): VouchView {
  return {
    vouch: `${author}-${subject}`,
    author: ref(people, author),
    subject: ref(people, subject),
    job: "j1",
    jobTitle: "管理職研修(製造業・2日間)",
    jobFrom: "2026-07",
    jobTo: "2026-07",
    skills: ["ファシリテーション"],
    role: "shared",
    basis: "workedAlongside",
    text: "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。話し合いが止まりやすい会社におすすめです。",
    forWhom: "",
    again: "gladly",
    relation: "none",
    outside: true,
    signedOn: "2026-08-01",
    validUntil: "2029-08-01",
    language: "ja",
    freshness: "recent",
    mutual: false,
    state: "counts",
    reason: "",
    note: "",
    side: author === "p1" ? "author" : subject === "p1" ? "subject" : "other",
    ...more,
  };
}

/** One of everything that a member of six can meet. */
export function sampleJobs(people: MemberView[]): JobView[] {
  return [
    jobOf(people, ["p2", "p1"], {
      job: "j3",
      version: "v3",
      title: "英語プレゼンの練習会",
      kind: "study",
      from: "2026-10",
      to: "2026-11",
      skills: ["ファシリテーション"],
      state: "waiting",
      myTurn: true,
    }),
    jobOf(people, ["p3", "p1"], {
      job: "j4",
      version: "v4",
      title: "1on1研修の資料づくり",
      state: "waiting",
      myTurn: true,
    }),
    jobOf(people, ["p1", "p3"], { canVouch: ["p3"] }),
    jobOf(people, ["p1", "p5"], {
      job: "j2",
      version: "v2",
      title: "公開講座",
      state: "waiting",
      opened: false,
    }),
    jobOf(people, ["p1", "p6"], {
      job: "j5",
      version: "v5",
      title: "就業規則の見直し",
      state: "toFix",
      answers: [{ ...ref(people, "p6"), answer: "fix", note: "時期は5月からです" }],
      canVouch: ["p6"],
    }),
    jobOf(people, ["p2", "p4"], {
      job: "j6",
      version: "v6",
      title: "英語学習コーチング(3か月)",
      mine: false,
    }),
  ];
}

export function sampleVouches(people: MemberView[]): VouchView[] {
  return [
    vouchOf(people, "p3", "p1", {
      vouch: "w1",
      job: "j4",
      jobTitle: "1on1研修の資料づくり",
      state: "waiting",
      signedOn: "2026-11-15",
    }),
    vouchOf(people, "p2", "p1", { vouch: "w2", outside: false, mutual: true, signedOn: "2026-03-02" }),
    vouchOf(people, "p5", "p1", { vouch: "w3", state: "hidden" }),
    vouchOf(people, "p4", "p1", { vouch: "w4", state: "kept", signedOn: "2026-05-01" }),
    vouchOf(people, "p1", "p5", { vouch: "w5", job: "j2", jobTitle: "公開講座", state: "waiting" }),
    vouchOf(people, "p1", "p6", {
      vouch: "w6",
      job: "j5",
      jobTitle: "就業規則の見直し",
      state: "toFix",
      note: "3か月ではなく2か月でした",
    }),
    vouchOf(people, "p1", "p2", { vouch: "w7", mutual: true }),
    vouchOf(people, "p3", "p2", { vouch: "w8", job: "j7", jobTitle: "リーダーシップ研修" }),
    vouchOf(people, "p3", "p2", { vouch: "w9", signedOn: "2025-02-01", freshness: "withinTwoYears" }),
    vouchOf(people, "p6", "p2", { vouch: "w10", signedOn: "2024-06-03", freshness: "older" }),
    vouchOf(people, "p4", "p2", { vouch: "w11", state: "expired", signedOn: "2022-06-10" }),
  ];
}

function voucher(people: MemberView[], person: string, more: Partial<VoucherView>): VoucherView {
  return {
    person: ref(people, person),
    repeats: "",
    newest: "2026-08-01",
    freshness: "recent",
    mutual: false,
    isMe: person === "p1",
    workedWithMe: false,
    vouches: [],
    ...more,
  };
}

/** きく's trail is rich, さくら hangs by an invitation, nobody has vouched for the others. */
export function sampleTrail(people: MemberView[], person: string): TrailView {
  const empty = { person: ref(people, person), names: [], others: false, skills: [] };
  const skill = {
    skill: "ファシリテーション",
    vouchers: [],
    freshness: null,
    allMutual: false,
    earlier: [],
    closeness: "notYet" as const,
    paths: [],
    invitations: null,
  };
  if (person === "p5") {
    const invitations = { toPerson: ["p2", "p1", "p5"].map((one) => ref(people, one)), toMe: [] };
    const vouchers = [voucher(people, "p6", { vouches: ["w10"], freshness: "older" })];
    return { ...empty, skills: [{ ...skill, vouchers, freshness: "older", invitations }] };
  }
  if (person !== "p2") return empty;
  const path = (...persons: string[]) => ({
    people: persons.map((one) => ref(people, one)),
    jobs: ["j1"],
    vouches: ["w8"],
  });
  return {
    ...empty,
    names: [ref(people, "p3")],
    skills: [
      {
        ...skill,
        vouchers: [
          voucher(people, "p1", { mutual: true, vouches: ["w7"] }),
          voucher(people, "p3", { repeats: "2回", workedWithMe: true, vouches: ["w8", "w9"] }),
          voucher(people, "p6", { freshness: "older", newest: "2024-06-03", vouches: ["w10"] }),
        ],
        freshness: "recent",
        closeness: "workedTogether",
        earlier: [{ person: ref(people, "p4"), newest: "2022-06-10", vouches: ["w11"] }],
        paths: [path("p1", "p2"), path("p1", "p3", "p2")],
      },
      {
        ...skill,
        skill: "傾聴",
        vouchers: [voucher(people, "p1", { mutual: true, vouches: ["w7"] })],
        freshness: "recent",
        allMutual: true,
        closeness: "throughTwo",
        paths: [path("p1", "p3", "p6", "p2")],
      },
    ],
  };
}

/** What is known of the others: met, told by another member, behind, and never heard of. */
export function samplePeers(people: MemberView[], now: number): PeerView[] {
  const HOUR = 3_600_000;
  return people
    .filter(({ card }) => !card.mine)
    .map(({ card: { person, short } }, place) => ({
      person,
      short,
      lastMet: place % 4 === 3 ? null : now - (place + 1) * 5 * HOUR,
      connected: place === 0,
      missing: place % 4 === 2 ? 3 : 0,
      heardAt: place % 4 === 3 ? null : now - place * 5 * HOUR,
      via: place % 4 === 1 ? "きく" : "",
    }));
}
