import type { Availability } from "../src/bindings/Availability";
import type { Band } from "../src/bindings/Band";
import type { CardView } from "../src/bindings/CardView";
import type { ContactKind } from "../src/bindings/ContactKind";
import type { Licence } from "../src/bindings/Licence";
import type { SharedView } from "../src/bindings/SharedView";
import type { Slot } from "../src/bindings/Slot";
import type { TogetherView } from "../src/bindings/TogetherView";
import type { Weekday } from "../src/bindings/Weekday";

type Said = Pick<
  CardView,
  "trade" | "past" | "hobbies" | "wishes" | "way" | "contact" | "welcome" | "presence"
>;

/** What a card says beside its first lines, and what its owner has to do with the member at this computer. */
interface Whole extends Partial<Said> {
  time?: Partial<Availability>;
  licences?: Licence[];
  /** Who saw the original of a licence: the number of the person, and the day. */
  seen?: Record<string, [person: number, on: string][]>;
  /** How they can be reached. */
  ways?: [kind: ContactKind, value: string, note?: string][];
  news?: string;
  shared?: SharedView[];
  together?: TogetherView;
}

const WORKDAYS: Weekday[] = ["mon", "tue", "wed", "thu", "fri"];
const DAY: Band[] = ["am", "pm", "night"];

const week = (days: Weekday[], bands: Band[]): Slot[] =>
  days.flatMap((day) => bands.map((band) => ({ day, band })));
const national = (name: string, until = ""): Licence => ({ name, kind: "national", until });
const own = (name: string, until = ""): Licence => ({ name, kind: "private", until });
const nothing = { record: false, firstTime: false, urgent: false, hiring: false };
const online = { remote: true, areas: [], home: "" };

/** In the order of the people; the same persons as in the sample circle. */
export const wholeCards: Whole[] = [
  {
    time: { week: week(["tue", "thu"], DAY) },
    trade: "研修講師(独立9年)",
    ways: [["mail", "hitomi@example.jp"]],
    hobbies: [
      { name: "着物", years: null },
      { name: "落語", years: 6 },
    ],
    wishes: [
      { kind: "try", what: "出版" },
      { kind: "learn", what: "英語" },
      { kind: "teach", what: "人前での話し方" },
    ],
    way: { remote: true, areas: ["関東", "埼玉"], home: "" },
    presence: { state: "active", until: "", advice: false, depth: "deep" },
  },
  {
    time: { week: week(WORKDAYS, ["pm"]) },
    licences: [own("ICF認定 PCC")],
    seen: {
      "ICF認定 PCC": [
        [3, "2021-04-17"],
        [12, "2021-05-15"],
      ],
    },
    trade: "個人コーチ(独立14年)",
    ways: [
      ["phone", "00-0000-0001", "平日の午後"],
      ["mail", "kiku@example.jp"],
    ],
    hobbies: [{ name: "合唱", years: 20 }],
    wishes: [{ kind: "try", what: "オンライン講座づくり" }],
    way: { remote: true, areas: ["東京"], home: "" },
    welcome: { ...nothing, firstTime: true },
    presence: { state: "active", until: "", advice: false, depth: "deep" },
    together: { times: 3, since: "2022-07", years: 4 },
  },
  {
    time: { week: week(WORKDAYS, DAY) },
    trade: "組織開発コンサルタント",
    hobbies: [{ name: "登山", years: 10 }],
    wishes: [{ kind: "try", what: "医療現場のチームづくり" }],
    way: { remote: true, areas: ["神奈川"], home: "" },
    together: { times: 1, since: "2026-09", years: 0 },
  },
  {
    licences: [national("全国通訳案内士")],
    trade: "英語学習コーチ",
    ways: [
      ["mail", "nozomi@example.jp"],
      ["other", "example.jp/nozomi", "英語学習のブログ"],
    ],
    hobbies: [{ name: "路地めぐり", years: null }],
    wishes: [
      { kind: "teach", what: "英語" },
      { kind: "try", what: "対面の学習会" },
    ],
    way: online,
    shared: [{ kind: "teachesMe", what: "英語" }],
  },
  {
    time: { week: week(WORKDAYS, ["am"]) },
    licences: [national("看護師")],
    seen: {
      看護師: [
        [1, "2022-06-18"],
        [2, "2022-06-18"],
      ],
    },
    trade: "看護師・講師",
    ways: [
      ["phone", "００ー００００ー０００５", "急ぎのときは、いつでも"],
      ["line", "mihon-sakura"],
    ],
    past: "病院で12年、短大で8年教えていました",
    hobbies: [{ name: "水泳", years: 15 }],
    wishes: [
      { kind: "try", what: "企業の健康研修" },
      { kind: "learn", what: "人前での話し方" },
    ],
    way: { remote: true, areas: ["埼玉", "東京"], home: "" },
    contact: "phone",
    welcome: { ...nothing, urgent: true, firstTime: true },
    news: "3月末で短大を退職し、4月から動けます",
    shared: [
      { kind: "area", what: "埼玉" },
      { kind: "learnsFromMe", what: "人前での話し方" },
    ],
    together: { times: 3, since: "2022-07", years: 4 },
  },
  {
    time: { week: week(WORKDAYS, DAY) },
    licences: [national("社会保険労務士")],
    seen: { 社会保険労務士: [[1, "2020-10-17"]] },
    trade: "社会保険労務士事務所(職員5名)",
    hobbies: [{ name: "釣り", years: null }],
    way: { remote: true, areas: ["東京"], home: "" },
    welcome: { ...nothing, hiring: true },
  },
  {
    licences: [national("美容師")],
    trade: "サロン経営(コーチングは副業)",
    hobbies: [{ name: "多肉植物", years: null }],
    presence: { state: "resting", until: "2099-12-31", advice: false, depth: null },
  },
  {
    time: { hours: 10, week: week(WORKDAYS, DAY) },
    licences: [national("応用情報技術者")],
    trade: "システムエンジニア(フルリモート)",
    hobbies: [{ name: "スキー", years: null }],
    wishes: [{ kind: "try", what: "エンジニア向けコーチング" }],
    way: online,
  },
  {
    time: { week: week(["tue", "thu"], ["am"]) },
    licences: [national("柔道整復師")],
    seen: { 柔道整復師: [[2, "2022-11-19"]] },
    trade: "整骨院院長",
    hobbies: [
      { name: "柔道", years: 25 },
      { name: "少年サッカー", years: null },
    ],
    wishes: [{ kind: "try", what: "オンライン講座" }],
    way: { remote: true, areas: ["埼玉"], home: "" },
    shared: [{ kind: "area", what: "埼玉" }],
  },
  {
    time: { week: week(WORKDAYS, ["night"]) },
    licences: [national("キャリアコンサルタント")],
    seen: { キャリアコンサルタント: [[2, "2024-02-17"]] },
    trade: "在宅の人事相談",
    past: "人事を20年、いまは介護と両立しています",
    hobbies: [{ name: "編み物", years: null }],
    wishes: [{ kind: "try", what: "在宅での講師" }],
    way: online,
    contact: "written",
    presence: { state: "active", until: "", advice: false, depth: "light" },
  },
  {
    time: { week: [...week(WORKDAYS, ["night"]), ...week(["sun"], DAY)] },
    trade: "ライター見習い(会社員から独立準備中)",
    hobbies: [{ name: "サッカー", years: 10 }],
    wishes: [{ kind: "try", what: "コーチング" }],
    way: { remote: true, areas: ["群馬"], home: "" },
    welcome: { ...nothing, record: true, firstTime: true },
  },
  {
    licences: [national("中小企業診断士")],
    seen: { 中小企業診断士: [[2, "2019-05-18"]] },
    trade: "元代表・中小企業診断士",
    ways: [["phone", "00-0000-0012"]],
    hobbies: [{ name: "将棋", years: 30 }],
    presence: { state: "alumnus", until: "", advice: true, depth: "light" },
  },
];
