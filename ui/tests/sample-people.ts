import type { CardView } from "../src/bindings/CardView";
import type { Free } from "../src/bindings/Free";
import type { MemberView } from "../src/bindings/MemberView";
import { now } from "../src/session/clock";
import { isoDay } from "../src/words/dates";
import { wayOf } from "./test-card";
import { wholeCards } from "./whole-cards";

type Row = [
  name: string,
  reading: string,
  short: string,
  banner: string,
  does: string[],
  little: string,
  dont: string,
  free: Free,
  note: string,
];

/** Invented people; the first is at this computer. */
const rows: Row[] = [
  [
    "例文 ひとみ",
    "れいぶん ひとみ",
    "ひとみ",
    "現場で使える言いかえを一緒に",
    ["管理職研修", "ファシリテーション", "新人研修"],
    "ビジネスマナー研修",
    "パーソナルコーチング",
    "open",
    "火・木 終日",
  ],
  [
    "傾聴 きく子",
    "けいちょう きくこ",
    "きく",
    "話すと、次の一歩が見つかる",
    ["パーソナルコーチング", "メンターコーチング", "傾聴"],
    "1on1研修",
    "管理職研修",
    "ask",
    "平日午後",
  ],
  [
    "問井 ひらく",
    "といい ひらく",
    "ひらく",
    "問いでチームを動かす",
    ["リーダーシップ研修", "チームコーチング"],
    "エグゼクティブコーチング",
    "ビジネスマナー研修",
    "ask",
    "平日",
  ],
  [
    "道草 のぞみ",
    "みちくさ のぞみ",
    "のぞみ",
    "続けられる英語だけ",
    ["英語学習コーチング"],
    "翻訳",
    "管理職研修",
    "open",
    "平日夜・土/オンラインのみ",
  ],
  [
    "見本 さくら",
    "みほん さくら",
    "さくら",
    "いのちの話を、やさしく",
    ["医療系講師", "代講"],
    "パーソナルコーチング",
    "労務相談",
    "open",
    "平日午前/対面可(埼玉・東京)/急ぎ可",
  ],
  [
    "雛形 けんじ",
    "ひながた けんじ",
    "ひな先生",
    "困る前に聞いてください",
    ["労務相談", "就業規則"],
    "助成金",
    "パーソナルコーチング",
    "ask",
    "平日 要予約",
  ],
  [
    "花丸 あいこ",
    "はなまる あいこ",
    "あいちゃん",
    "手も心もほぐします",
    ["エステ"],
    "運営・幹事",
    "講演",
    "full",
    "12月末まで",
  ],
  [
    "試作 まこと",
    "しさく まこと",
    "まこと",
    "止めない・あわてない保守",
    ["システム保守", "Web制作"],
    "オンライン配信",
    "講演",
    "open",
    "週10時間まで",
  ],
  [
    "稽古 つよし",
    "けいこ つよし",
    "つよし",
    "からだから整えるコーチング",
    ["施術", "健康講座", "スポーツコーチング"],
    "代講",
    "文章校正",
    "ask",
    "火・木 午前",
  ],
  [
    "余白 しずか",
    "よはく しずか",
    "しずか",
    "急がず、ていねいに",
    ["人事相談", "文章校正", "研修資料づくり"],
    "キャリア相談",
    "講演",
    "open",
    "平日夜・文字のやりとり中心",
  ],
  [
    "架空 はじめ",
    "かくう はじめ",
    "はじめ",
    "",
    ["取材・記事作成"],
    "文字起こし",
    "管理職研修",
    "open",
    "平日夜・日",
  ],
  [
    "縁側 とおる",
    "えんがわ とおる",
    "とおる",
    "いつでも相談どうぞ",
    ["起業相談", "会計"],
    "講演",
    "管理職研修",
    "ask",
    "返事は1週間以内",
  ],
];

/** A day so long ago. */
export function daysAgo(days: number): string {
  return isoDay(now() - days * 86_400_000);
}

/** The first so many of them; they repeat with a number when more are asked for. */
export function samplePeople(count: number): MemberView[] {
  return Array.from({ length: count }, (_, place) => {
    const row = rows[place % rows.length] as Row;
    const [name, reading, short, banner, does, little, dont, status, note] = row;
    const again = place < rows.length ? "" : String(Math.floor(place / rows.length) + 1);
    // A copy: what one test changes is none of another's business.
    const whole = structuredClone(wholeCards[place % rows.length]);
    const statedOn = place === 2 ? "2024-03-05" : daysAgo(12);
    const {
      seen = {},
      ways = [],
      news = null,
      time = {},
      shared = [],
      together = null,
      ...more
    } = whole ?? {};
    const called = (other: number) => ({ person: `p${other}`, short: rows[other - 1]?.[2] ?? "" });
    const card: CardView = {
      person: `p${place + 1}`,
      name: name + again,
      reading,
      short: short + again,
      banner,
      strengths: [
        ...does.map((skill) => ({ skill, level: "do" as const, limit: "" })),
        { skill: little, level: "little" as const, limit: "半日まで" },
        { skill: dont, level: "dont" as const, limit: "" },
      ],
      availability:
        place === 3 ? null : { status, note, statedOn, from: "", until: "", hours: null, week: [], ...time },
      photo: null,
      trade: "",
      past: "",
      hobbies: [],
      wishes: [],
      way: null,
      contact: null,
      contactWays: ways.map(([kind, value, note]) => wayOf(kind, value, note)),
      welcome: { record: false, firstTime: false, urgent: false, hiring: false },
      presence: { state: "active", until: "", advice: false, depth: "ordinary" },
      reviewedOn: daysAgo(12),
      hidden: [],
      ...more,
      licences: (more.licences ?? []).map((licence) => ({
        ...licence,
        seen: (seen[licence.name] ?? []).map(([other, on]) => ({
          by: called(other),
          on,
          mine: other === 1,
        })),
      })),
      news: news ? { text: news, on: daysAgo(20) } : null,
      mine: place === 0,
      initials: [...short].slice(0, place % 2 === 0 ? 1 : 2).join(""),
      tint: place % 12,
    };
    // Nobody, one, or three and others vouch.
    const vouchedBy = [5, 1, 2].slice(0, place % 4).filter((other) => other !== place && other < count);
    return {
      card,
      standing: "member",
      founder: place === 1,
      invitedBy: place === 1 ? "" : place === 10 ? "つよし" : "きく",
      steward: place === 1,
      vouchedBy: vouchedBy.map((other) => ({ person: `p${other + 1}`, short: rows[other]?.[2] ?? "" })),
      others: vouchedBy.length === 3,
      shared,
      together,
    };
  });
}
