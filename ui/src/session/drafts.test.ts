import { expect, test } from "vitest";
import { taken } from "./drafts.svelte";

const fresh = {
  title: "",
  size: null as string | null,
  outside: false,
  people: [] as string[],
  roles: {} as Record<string, string>,
};

test("what was kept is taken in again", () => {
  const kept = { title: "研修", size: "hour", outside: true, people: ["p2"], roles: { p2: "講師" } };
  expect(taken(fresh, JSON.parse(JSON.stringify(kept)))).toEqual(kept);
});

test.each([
  [null],
  ["text"],
  [{ title: 3, size: 4, outside: "yes", people: "p2", roles: ["x"] }],
  [{ people: [1], roles: { p2: 1 }, title: null, unknown: "x" }],
])("what is of another form is left out: %j", (kept) => {
  expect(taken(fresh, kept)).toEqual(fresh);
});
