import { cleanup, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { ja } from "../src/words/ja";
import { arrive, notice } from "./arrivals";
import { goBackToTheBeginning, open } from "./open";
import { samplePeople } from "./sample-people";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

test("everybody is there in the order of the readings", async () => {
  open(TestHost.inCircle(4));
  const links = await screen.findAllByRole("link", { name: /のカードを見る$/u });
  expect(links.map((link) => link.getAttribute("aria-label"))).toEqual(
    ["きく", "ひらく", "のぞみ", "ひとみ"].map((short) => ja.book.open(short)),
  );
});

test("a change from another computer appears by itself, is said once, and stays until it is closed", async () => {
  const host = TestHost.inCircle(4);
  open(host);
  await screen.findByText(ja.book.count(4));
  const card = host.people[1]?.card;
  if (card) card.banner = "とどいた看板";
  arrive(host, { cards: ["p2"] });
  notice(host, "cardChanged", "p2");
  // Once on the card, and once more in a week whose member is its author.
  await screen.findAllByText("とどいた看板");
  // Twice: on the page, and for a screen reader.
  await expect.poll(() => screen.queryAllByText(ja.book.changed(["きく"]))).toHaveLength(2);
  screen.getByRole("button", { name: ja.app.close }).click();
  await expect.poll(() => screen.queryByText(ja.book.changed(["きく"]))).toBeNull();
});

test("where not everything was told that happened, what is shown is read anew", async () => {
  const host = TestHost.inCircle(4);
  open(host);
  await screen.findByText(ja.book.count(4));
  const card = host.people[1]?.card;
  if (card) card.banner = "とどいた看板";
  host.happen({ event: "missed" });
  await screen.findAllByText("とどいた看板");
});

test("for one card that others changed one card is read, and nothing else", async () => {
  const host = TestHost.atWork(6);
  open(host);
  await screen.findByText(ja.book.count(6));
  await expect.poll(() => host.argsOf("vouches")).toHaveLength(1);
  const card = host.people[1]?.card;
  if (card) card.banner = "とどいた看板";
  const before = host.calls.length;
  arrive(host, { cards: ["p2"], people: ["p2"] });
  await screen.findAllByText("とどいた看板");
  expect(host.calls.slice(before)).toEqual([["members", { circle: "c1", people: ["p2"] }]]);
});

test("for a job that others recorded the lists that show it are read, and not the circles", async () => {
  const host = TestHost.atWork(6);
  open(host);
  await screen.findByText(ja.book.count(6));
  const before = host.calls.length;
  arrive(host, { papers: ["j1"], people: ["p2", "p3"] });
  const called = () => host.calls.slice(before).map(([name]) => name);
  await expect.poll(() => called().sort()).toEqual(["jobs", "members", "vouches"]);
});

test("while cards are read, another one that changes is read after them", async () => {
  const host = TestHost.inCircle(4);
  open(host);
  await screen.findByText(ja.book.count(4));
  host.held.add("members");
  arrive(host, { cards: ["p2"] });
  arrive(host, { cards: ["p3"] });
  arrive(host, { cards: ["p4"] });
  const card = host.people[3]?.card;
  if (card) card.banner = "とどいた看板";
  host.held.clear();
  host.release();
  await screen.findAllByText("とどいた看板");
  expect(host.argsOf("members").map(({ people }) => people)).toEqual([[], ["p2"], ["p3", "p4"]]);
});

test("a change in another circle is not read", async () => {
  const host = TestHost.inCircle(2);
  open(host);
  await screen.findByText(ja.book.count(2));
  const before = host.argsOf("members").length;
  arrive(host, { cards: ["p2"], members: ["p2"] }, "elsewhere");
  expect(host.argsOf("members")).toHaveLength(before);
});

test("a face leads to the person, with every level in words", async () => {
  open(TestHost.inCircle(3));
  (await screen.findByRole("link", { name: ja.book.open("きく") })).click();
  const main = within(await screen.findByRole("main"));
  await main.findByRole("heading", { name: "きくさん" });
  main.getByText("けいちょう きくこ");
  main.getByText(ja.card.levels.dont, { exact: false, selector: "p" });
});

test("everybody can be seen as a list and by the first letter, and it stays so", async () => {
  open(TestHost.inCircle(12));
  (await screen.findByRole("radio", { name: ja.book.views.lines })).click();
  await expect.poll(() => document.querySelectorAll(".when")).toHaveLength(12);
  screen.getByRole("radio", { name: ja.book.views.index }).click();
  const letters = within(await screen.findByRole("navigation", { name: ja.book.index }));
  const heads = letters.getAllByRole("button").map(({ textContent }) => textContent);
  expect(heads).toEqual(["あ", "か", "さ", "た", "は", "ま", "や", "ら"]);
  letters.getByRole("button", { name: "ま" }).click();
  expect(document.activeElement?.textContent).toBe("ま");
  screen.getByRole("link", { name: ja.book.open("のぞみ") }).click();
  await screen.findByRole("heading", { name: "のぞみさん" });
  history.back();
  expect(await screen.findByRole("radio", { name: ja.book.views.index })).toHaveProperty("checked", true);
});

test("a face says by name who vouches, and never how many", async () => {
  open(TestHost.inCircle(12));
  expect(
    await screen.findAllByText(ja.book.vouchedBy(["ひな先生", "きくさん", "ひらくさん"], true)),
  ).toHaveLength(3);
});

test("a reminder of the hand-over copy can be put away", async () => {
  const host = TestHost.inCircle(2);
  host.app.recovery = "due";
  open(host);
  (await screen.findByRole("button", { name: ja.reminder.later })).click();
  await expect.poll(() => screen.queryByText(ja.reminder.title)).toBeNull();
});

test("the size of the text is shown at once and kept", async () => {
  const host = TestHost.inCircle(2);
  open(host);
  (await screen.findByRole("button", { name: new RegExp(ja.frame.larger, "u") })).click();
  await expect.poll(() => host.argsOf("settings_set")).toEqual([{ language: "ja", textPercent: 115 }]);
  expect(document.documentElement.style.fontSize).toBe("20.7px");
});

test("the hand-over words go only after a second, plain question", async () => {
  const host = TestHost.inCircle(2);
  open(host, "#/settings");
  (await screen.findByRole("button", { name: ja.settings.show })).click();
  (await screen.findByRole("button", { name: ja.settings.done })).click();
  await screen.findByText(ja.settings.doneAsk);
  expect(host.argsOf("recovery_done")).toEqual([]);
  screen.getByRole("button", { name: ja.settings.doneYes }).click();
  await screen.findByText(ja.settings.doneAlready);
});

test("a newcomer is one piece of news, also when the card came with the joining", async () => {
  const host = TestHost.inCircle(2);
  open(host);
  await screen.findByText(ja.book.count(2));
  host.people = samplePeople(3);
  arrive(host, { members: ["p3"], cards: ["p3"] });
  notice(host, "cardChanged", "p3");
  notice(host, "letIn", "p3");
  await screen.findByText(ja.book.count(3));
  await expect.poll(() => screen.queryAllByText(ja.book.joined("ひらく"))).toHaveLength(2);
  expect(screen.queryByText(ja.book.changed(["ひらく"]))).toBeNull();
});

test("a newcomer whose card is still on its way is shown without a made-up name", async () => {
  const host = TestHost.inCircle(2);
  open(host);
  await screen.findByText(ja.book.count(2));
  host.people = samplePeople(3);
  const card = host.people[2]?.card;
  if (card) Object.assign(card, { name: "", short: "", reading: "", initials: "" });
  arrive(host, { members: ["p3"] });
  notice(host, "letIn", "p3");
  await screen.findByRole("link", { name: ja.card.unnamed });
  expect(screen.queryByText(ja.book.joined(""))).toBeNull();
  if (card) Object.assign(card, { short: "ひらく", reading: "といい ひらく" });
  arrive(host, { cards: ["p3"], names: ["p3"] });
  notice(host, "cardChanged", "p3");
  await expect.poll(() => screen.queryAllByText(ja.book.joined("ひらく"))).toHaveLength(2);
});
