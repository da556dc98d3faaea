import { cleanup, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { now } from "../src/session/clock";
import { en } from "../src/words/en";
import { ja } from "../src/words/ja";
import { arrive } from "./arrivals";
import { goBackToTheBeginning, open } from "./open";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

const say = ja.browse;
const look = async (view: keyof typeof say.views) =>
  (await screen.findByRole("radio", { name: say.views[view] })).click();

/** The smallest box around a heading and what belongs to it. */
function under(heading: HTMLElement) {
  const item = heading.closest<HTMLElement>("li, section");
  if (!item) throw new Error("it stands alone");
  return within(item);
}

test("by skill: who takes it on, and who does a little", async () => {
  const host = TestHost.inCircle(12);
  open(host);
  await look("skills");
  const skill = under(await screen.findByRole("heading", { name: "パーソナルコーチング" }));
  expect(skill.getAllByRole("link").map(({ textContent }) => textContent.trim())).toEqual([
    "きくさん",
    "さくらさん",
  ]);
  expect(skill.getAllByText(say.little)).toHaveLength(1);
  // What somebody passes on is not offered.
  const firm = under(screen.getByRole("heading", { name: "管理職研修" }));
  expect(firm.getAllByRole("link").map(({ textContent }) => textContent.trim())).toEqual(["ひとみさん"]);
  const rows = [...document.querySelectorAll("summary")].map(({ textContent }) => textContent);
  expect(rows[0]).toBe(say.skillsOf("あ"));
  skill.getByRole("link", { name: "さくらさん" }).click();
  await screen.findByRole("heading", { name: "さくらさん" });
});

test("by skill in a large circle: the rows are folded", async () => {
  const host = TestHost.inCircle(12);
  host.people.forEach(({ card }, place) =>
    card.strengths.push(
      ...Array.from({ length: 6 }, (_, other) => ({
        skill: `かたづけ${place}の${other}`,
        level: "do" as const,
        limit: "",
      })),
    ),
  );
  open(host);
  await look("skills");
  await screen.findByText(say.skillsOf("か"));
  expect([...document.querySelectorAll("details")].some((fold) => fold.open)).toBe(false);
});

test("what we have in common: in the order of the readings, in words", async () => {
  const host = TestHost.inCircle(12);
  open(host);
  await look("shared");
  await screen.findByText(say.shared.teachesMe(["英語"]));
  screen.getByText(say.shared.learnsFromMe(["人前での話し方"]));
  expect(screen.getAllByText("いっしょに活動 4年・3回")).toHaveLength(2);
  screen.getByText("いっしょに活動 1回");
  const names = within(screen.getByRole("main"))
    .getAllByRole("link", { name: /のカードを見る$/u })
    .map(({ textContent }) => textContent);
  expect(names).toEqual(["つよしさん", "きくさん", "ひらくさん", "のぞみさん", "さくらさん"]);
});

test("nothing in common yet leads to my card", async () => {
  const host = TestHost.inCircle(3);
  for (const member of host.people) Object.assign(member, { shared: [], together: null });
  open(host);
  await look("shared");
  await screen.findByText(say.noSharedBody);
  screen.getByRole("button", { name: say.toCard }).click();
  await screen.findByRole("heading", { name: ja.card.title });
});

test("recent: every kind in words, and what happens now comes by itself", async () => {
  const host = TestHost.inCircle(6);
  const seen = host.people[4]?.card.licences[0]?.seen[0];
  const today = new Date(now());
  const iso = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, "0")}-${String(today.getDate()).padStart(2, "0")}`;
  if (seen) seen.on = iso;
  open(host);
  await look("recent");
  await screen.findByText("3月末で短大を退職し、4月から動けます");
  screen.getByText(say.recentKinds.licenceSeen("看護師"));
  expect(screen.getAllByText(say.recentKinds.availability).length).toBeGreaterThan(2);
  const first = document.querySelector<HTMLElement>("main ol li");
  expect(first?.textContent).toContain("きょう");
  const card = host.people[1]?.card;
  if (card) card.news = { text: "土曜も動けるようになりました", on: iso };
  arrive(host, { cards: ["p2"] });
  await screen.findByText("土曜も動けるようになりました");
});

test("nothing recent is no reproach", async () => {
  const host = TestHost.inCircle(3);
  for (const { card } of host.people) Object.assign(card, { news: null, availability: null, licences: [] });
  open(host);
  await look("recent");
  await screen.findByText(say.noRecent);
});

test("alumni come after the others under their own heading, and resting members stay", async () => {
  open(TestHost.inCircle(12));
  const alumni = under(await screen.findByRole("heading", { name: ja.card.presence.alumnus }));
  expect(alumni.getAllByRole("link").map(({ textContent }) => textContent)).toEqual(["とおるさん"]);
  screen.getByText(new RegExp(ja.card.presence.resting, "u"));
  await look("lines");
  await expect.poll(() => document.querySelectorAll(".when")).toHaveLength(12);
  const again = under(screen.getByRole("heading", { name: ja.card.presence.alumnus }));
  expect(again.getAllByRole("link")).toHaveLength(1);
});

test("what I keep for myself is on no list", async () => {
  const host = TestHost.inCircle(3);
  const mine = host.people[0]?.card;
  mine?.hidden.push("strengths", "banner");
  open(host);
  await look("lines");
  await expect.poll(() => document.querySelectorAll(".when")).toHaveLength(3);
  expect(screen.queryByText(mine?.banner ?? "")).toBeNull();
  await look("skills");
  await screen.findByText(say.skillsLead);
  expect(screen.queryByRole("heading", { name: "ファシリテーション" })).toBeNull();
});

test("one member a week is on top of the faces, and never among two", async () => {
  const host = TestHost.inCircle(4);
  open(host);
  await screen.findByRole("link", { name: ja.book.open("きく") });
  const line = document.querySelector<HTMLElement>(".week");
  expect(line?.textContent).toMatch(/今週のなかま/u);
  expect(line?.querySelectorAll("a")).toHaveLength(1);
  await look("lines");
  await expect.poll(() => document.querySelector(".week")).toBeNull();
  cleanup();
  open(TestHost.inCircle(2));
  await screen.findByRole("link", { name: ja.book.open("きく") });
  expect(document.querySelector(".week")).toBeNull();
});

test("every view in English", async () => {
  const host = TestHost.inCircle(12);
  host.app.language = "en";
  open(host);
  for (const [view, shows] of [
    [en.browse.views.skills, en.browse.skillsLead],
    [en.browse.views.shared, en.browse.sharedLead],
    [en.browse.views.recent, en.browse.recentLead],
  ] as const) {
    (await screen.findByRole("radio", { name: view })).click();
    await screen.findByText(shows);
  }
});
