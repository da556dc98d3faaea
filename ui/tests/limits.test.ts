import { expect, test } from "vitest";
import { LIMITS } from "../src/bindings/limits";
import { errors } from "../src/words/errors";

const SCREENS = import.meta.glob<string>("../src/**/*.svelte", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** A number where a limit has its name; a choice of which one is ticked is no limit. */
const BARE = /\b(?:most|maxlength)(?:=\{(?!1\})\d+\}|="\d+")/u;

test("no field has a number of its own for how long a text may be", () => {
  const screens = Object.entries(SCREENS);
  expect(screens.length).toBeGreaterThan(100);
  for (const [file, text] of screens) {
    expect(text.match(BARE), `${file}: take it from LIMITS or TYPED`).toBeNull();
  }
});

test("what a bare number is, is known", () => {
  for (const bare of ["most={60}", 'maxlength="60"', "maxlength={400}"]) expect(bare).toMatch(BARE);
  for (const named of ["most={LIMITS.name}", "most={1}", "most={most * 2}"]) expect(named).not.toMatch(BARE);
});

test("a sentence that tells a limit tells the one that holds", () => {
  const told = {
    contactTooMany: [LIMITS.contactWays],
    findTooLong: [LIMITS.findLine],
    jobPeople: [LIMITS.jobPeople - 1],
    jobSkills: [LIMITS.jobSkills],
    vouchSkills: [LIMITS.vouchSkills],
    vouchTextShort: [LIMITS.vouchFewest],
    vouchTextLong: [LIMITS.vouchText],
  } as const;
  for (const language of ["ja", "en"] as const) {
    for (const [code, numbers] of Object.entries(told)) {
      const said = errors[language][code as keyof typeof told];
      for (const number of numbers) expect(said.match(/\d+/gu), said).toContain(String(number));
    }
  }
});
