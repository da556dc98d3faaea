import { expect, test } from "vitest";

const sources = import.meta.glob<string>(["../src/**/*.{ts,svelte}", "!../src/**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** What every page may use. */
const COMMON = ["page.ts", "parts", "session", "host", "words"];

/**
 * Which folder, and which file at the root, may import from which. `bindings` belongs to everybody. What a folder
 * does not name is not its business: the parts know no page, session and host know nothing of what members do, and no
 * two folders need each other.
 */
const MAY: Record<string, readonly string[]> = {
  words: [],
  host: ["words"],
  session: ["host", "words"],
  parts: ["session", "host", "words"],
  "page.ts": ["parts", "session"],
  people: COMMON,
  card: COMMON,
  backup: COMMON,
  delivery: COMMON,
  invite: COMMON,
  settings: [...COMMON, "backup"],
  start: [...COMMON, "backup", "invite"],
  work: [...COMMON, "people"],
  vouch: [...COMMON, "people", "work"],
  proof: [...COMMON, "work"],
  trail: [...COMMON, "work"],
  find: [...COMMON, "people", "card"],
  book: [...COMMON, "people", "card", "find", "trail"],
  "pages.ts": [
    "page.ts",
    "session",
    "backup",
    "book",
    "card",
    "delivery",
    "find",
    "invite",
    "proof",
    "settings",
    "start",
    "vouch",
    "work",
  ],
  "circle.svelte.ts": ["session", "words", "find", "people", "vouch", "work"],
  frame: ["pages.ts", "parts", "session", "words", "people", "work"],
  "App.svelte": [
    "circle.svelte.ts",
    "frame",
    "host",
    "page.ts",
    "pages.ts",
    "parts",
    "session",
    "start",
    "words",
  ],
  "main.ts": ["App.svelte", "host", "app.css"],
};

/** The folder of a path below `src`, or the file where it lies at the root. */
function roomOf(path: string): string {
  const [first = ""] = path.split("/");
  return first;
}

/** Who imports whom, in which file. */
function arrows(): { from: string; to: string; file: string }[] {
  const files = new Set(Object.keys(sources).map((name) => name.replace("../src/", "")));
  return [...files].flatMap((file) => {
    const text = sources[`../src/${file}`] ?? "";
    const said = [...text.matchAll(/(?:from|import|declare module) "(\.[^"]*)"/gu)].map(([, to = ""]) => to);
    return said.map((to) => {
      const { pathname } = new URL(to, `file:///${file}`);
      const path = pathname.slice(1);
      const whole = [path, `${path}.ts`, `${path}.svelte`].find((one) => files.has(one)) ?? path;
      return { from: roomOf(file), to: roomOf(whole), file };
    });
  });
}

const found = arrows().filter(({ from, to }) => from !== to && to !== "bindings" && from !== "bindings");

test("no folder of the screen imports what it may not", () => {
  const wrong = found.filter(({ from, to }) => !MAY[from]?.includes(to));
  expect(wrong.map(({ file, to }) => `${file} imports ${to}`)).toEqual([]);
  expect(found.length).toBeGreaterThan(300);
});

test("every direction that is written down is used, but for what every page may use", () => {
  const used = new Set(found.map(({ from, to }) => `${from} → ${to}`));
  const written = Object.entries(MAY).flatMap(([from, all]) => all.map((to) => ({ from, to })));
  const unused = written.filter(({ from, to }) => !COMMON.includes(to) && !used.has(`${from} → ${to}`));
  expect(unused.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test("the directions make no circle", () => {
  const left = new Map(Object.entries(MAY).map(([from, all]) => [from, new Set(all)]));
  left.set("app.css", new Set());
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [room, needs] of left) if ([...needs].every((to) => !left.has(to))) left.delete(room);
  }
  expect([...left.keys()]).toEqual([]);
});
