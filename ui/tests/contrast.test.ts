import { describe, expect, test } from "vitest";
import source from "../src/tokens.css?raw";

const themes = ["light", "dark"] as const;
type Theme = (typeof themes)[number];

const tokens = new Map<string, Record<Theme, string>>();
for (const [, name = "", light = "", dark = ""] of source.matchAll(
  /--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/gu,
)) {
  tokens.set(name, { light, dark });
}

/** WCAG's relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: Theme): number {
  const value = (name: string) => luminance(tokens.get(name)?.[theme] ?? "#000000");
  const [dark = 0, light = 0] = [value(one), value(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["paper", "sheet", "soft"];
const body = grounds.flatMap((ground) => [
  ["ink", ground],
  ["ink-soft", ground],
]);
const writing = [
  ...grounds.map((ground) => ["accent", ground]),
  ...grounds.map((ground) => ["bad", ground]),
  ...grounds.map((ground) => ["good", ground]),
  ...["good", "care", "bad"].flatMap((tone) => [
    [tone, `${tone}-soft`],
    ["accent", `${tone}-soft`],
  ]),
  ["ink", "accent-soft"],
  ["accent", "accent-soft"],
  ["on-accent", "accent"],
  ["on-accent", "accent-strong"],
  ["seal", "sheet"],
  ...Array.from({ length: 12 }, (_, tint) => [`tint-${tint}-ink`, `tint-${tint}-ground`]),
];
const shapes = grounds.flatMap((ground) => [
  ["edge", ground],
  ["focus", ground],
]);

describe.each(themes)("%s", (theme) => {
  test.each(body)("body text %s on %s: 7 to 1", (text = "", ground = "") => {
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(7);
  });

  test.each(writing)("%s on %s: 4.5 to 1", (text = "", ground = "") => {
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(shapes)("border or ring %s on %s: 3 to 1", (shape = "", ground = "") => {
    expect(contrast(shape, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});

test("twelve faces have colours", () => {
  expect([...tokens.keys()].filter((name) => /^tint-\d+-ink$/u.test(name))).toHaveLength(12);
});
