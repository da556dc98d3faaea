import { expect, test } from "vitest";
import { samplePeople } from "../../tests/sample-people";
import { OTHER } from "./kana";
import { rowOfSkill, skillsOf } from "./skills";

test.each([
  ["英語学習コーチング", "あ"],
  ["管理職研修", "か"],
  ["健康講座", "か"],
  ["新人研修", "さ"],
  ["取材・記事作成", "さ"],
  ["代講", "た"],
  ["ファシリテーション", "は"],
  ["文章校正", "は"],
  ["労務相談", "ら"],
  ["話し方", "は"],
  ["文字起こし", "ま"],
  ["Web制作", OTHER],
  ["１ｏｎ１研修", OTHER],
  ["", OTHER],
])("%s stands in the row %s", (skill, row) => {
  expect(rowOfSkill(skill)).toBe(row);
});

test("a skill is there once, whoever takes it on comes first, and what nobody takes on is not there", () => {
  const people = samplePeople(2);
  const [one, other] = people;
  if (!one || !other) throw new Error("nobody is there");
  one.card.strengths = [
    { skill: "Web制作", level: "little", limit: "" },
    { skill: "講演", level: "dont", limit: "" },
  ];
  other.card.strengths = [{ skill: "ＷＥＢ制作", level: "do", limit: "" }];
  expect(skillsOf(people)).toEqual([
    {
      skill: "Web制作",
      people: [
        { member: other, level: "do" },
        { member: one, level: "little" },
      ],
    },
  ]);
});
