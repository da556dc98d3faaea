import type { Level } from "../bindings/Level";
import type { MemberView } from "../bindings/MemberView";
import { compared } from "../parts/line";
import { kanaRow, OTHER } from "./kana";

/** A skill with everybody who takes it on or does a little. */
export interface SkillOf {
  skill: string;
  people: { member: MemberView; level: Level }[];
}

const inOrder = new Intl.Collator("ja");

/** A skill has no reading: where each row begins among the Han characters, which stand in the order of theirs. */
const FIRST_OF_ROW: [row: string, first: string][] = [
  ["わ", "倭"],
  ["ら", "羅"],
  ["や", "也"],
  ["ま", "摩"],
  ["は", "巴"],
  ["な", "那"],
  ["た", "他"],
  ["さ", "叉"],
  ["か", "下"],
  ["あ", "亜"],
];
/** The last of the characters in common use; those behind it are in the order of their shapes. */
const LAST = "腕";

/** What begins with a character that is mostly read in another way. */
const READ_OTHERWISE: [row: string, beginnings: string[]][] = [
  ["あ", ["歌の", "絵の", "絵を", "絵本", "生け花", "犬の", "売上", "売り"]],
  [
    "か",
    [
      "書き",
      "聞き",
      "聴き",
      "着物",
      "着付",
      "片づけ",
      "片付け",
      "子育て",
      "子ども",
      "心の",
      "声の",
      "体づくり",
    ],
  ],
  ["た", ["手作り", "手づくり", "手続き", "手書き", "手伝", "作り", "育て", "食べ", "強み", "伝え"]],
  ["な", ["習い", "名づけ", "猫の", "庭の", "庭づくり"]],
  ["は", ["話し", "花の", "場づくり", "場作り", "人前", "人づきあい", "働き", "引越", "引っ越"]],
  ["ま", ["文字", "見立て", "見せ", "学び", "町の", "町づくり", "街の", "物語"]],
  ["や", ["読み", "山歩き"]],
];

/** The row that a skill is looked for in, by its first letter. */
export function rowOfSkill(skill: string): string {
  const [first = ""] = skill.normalize("NFKC").trim();
  if (!/\p{Script=Han}/u.test(first)) return kanaRow(first);
  const otherwise = READ_OTHERWISE.find(([, beginnings]) => beginnings.some((one) => skill.startsWith(one)));
  if (otherwise) return otherwise[0];
  if (inOrder.compare(first, LAST) > 0) return OTHER;
  return FIRST_OF_ROW.find(([, start]) => inOrder.compare(first, start) >= 0)?.[0] ?? OTHER;
}

/** Every skill of the circle in the order of the syllabary; who takes it on comes before who does a little. */
export function skillsOf(members: readonly MemberView[]): SkillOf[] {
  const found = new Map<string, SkillOf>();
  for (const member of members) {
    for (const { skill, level } of member.card.strengths) {
      if (level === "dont") continue;
      const key = compared(skill);
      const one = found.get(key) ?? { skill, people: [] };
      one.people.push({ member, level });
      found.set(key, one);
    }
  }
  const skills = [...found.values()].sort((one, other) => inOrder.compare(one.skill, other.skill));
  for (const { people } of skills) people.sort((one, other) => rank(one.level) - rank(other.level));
  return skills;
}

const rank = (level: Level) => (level === "do" ? 0 : 1);
