import { expect, test } from "vitest";
import { samplePeople } from "../../tests/sample-people";
import { memberOfTheWeek, weekNumber } from "./week";

const at = (iso: string) => new Date(`${iso}T12:00:00`).getTime();

test.each([
  ["2026-01-01", 1],
  ["2026-11-22", 47],
  ["2026-11-23", 48],
  ["2026-12-31", 53],
  ["2027-01-03", 53],
  ["2027-01-04", 1],
  ["2024-12-30", 1],
])("%s lies in week %i", (day, week) => {
  expect(weekNumber(at(day))).toBe(week);
});

test("everybody has their week, and it is the same one for all", () => {
  const people = samplePeople(4);
  const ids = people.map(({ card }) => card.person).sort();
  const weeks = ["2026-11-16", "2026-11-23", "2026-11-30", "2026-12-07"];
  const chosen = weeks.map((day) => memberOfTheWeek(people, at(day))?.card.person);
  expect(chosen).toEqual([47, 48, 49, 50].map((week) => ids[week % 4]));
  const turned = [...people].reverse();
  expect(weeks.map((day) => memberOfTheWeek(turned, at(day))?.card.person)).toEqual(chosen);
});

test("nobody is chosen among two, and nobody who has not joined yet", () => {
  expect(memberOfTheWeek(samplePeople(2), at("2026-11-23"))).toBeNull();
  const people = samplePeople(3);
  const last = people[2];
  if (last) last.standing = "waiting";
  expect(memberOfTheWeek(people, at("2026-11-23"))).toBeNull();
});
