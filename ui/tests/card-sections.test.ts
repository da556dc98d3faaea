import { cleanup, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import type { CardView } from "../src/bindings/CardView";
import { now } from "../src/session/clock";
import { isoDay } from "../src/words/dates";
import { ja } from "../src/words/ja";
import { goBackToTheBeginning, open, type } from "./open";
import { daysAgo } from "./sample-people";
import { emptied } from "./test-card";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

/** Opens the own card, changed beforehand. */
async function openCard(change: (card: CardView) => void = () => {}): Promise<TestHost> {
  const host = TestHost.inCircle(3);
  const card = host.people[0]?.card;
  if (card) change(card);
  open(host, "#/card");
  await screen.findByLabelText(ja.card.banner);
  return host;
}

const edits = (host: TestHost) => host.argsOf("card_set").map(({ edit }) => edit);
const fold = (section: string) => {
  const found = document.querySelector<HTMLDetailsElement>(`[data-fold="${section}"]`);
  if (!found) throw new Error(`nothing folds ${section}`);
  found.open = true;
  return within(found);
};
const seen = () => within(screen.getByRole("complementary"));

test("a section is kept for oneself, leaves the preview, and is shown again", async () => {
  const host = await openCard();
  seen().getByText("着物、落語 6年");
  const choice = fold("hobbies").getByRole<HTMLSelectElement>("combobox", {
    name: `${ja.card.show.label} ${ja.card.hobbies.title}`,
  });
  choice.value = "me";
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  await waitFor(() => expect(seen().queryByText("着物、落語 6年")).toBeNull());
  fold("hobbies").getByText("着物", { selector: ".name" });
  fold("hobbies").getByText(ja.card.show.onlyMe, { selector: "summary *" });
  const undo = `${ja.app.undo} (${ja.card.show.of(ja.card.hobbies.title)})`;
  (await fold("hobbies").findByRole("button", { name: undo })).click();
  await seen().findByText("着物、落語 6年");
  expect(host.argsOf("card_show_to")).toEqual([
    { circle: "c1", section: "hobbies", onlyMe: true },
    { circle: "c1", section: "hobbies", onlyMe: false },
  ]);
});

test("every section but the names, the photo and the way of taking part can be kept for oneself", async () => {
  await openCard();
  const choices = [...document.querySelectorAll<HTMLSelectElement>("select[name^=show-]")];
  expect(choices.map(({ name }) => name.slice(5))).toEqual([
    "banner",
    "strengths",
    "availability",
    "licences",
    "trade",
    "past",
    "hobbies",
    "wishes",
    "way",
    "contact",
    "contactWays",
    "welcome",
    "news",
  ]);
  expect(screen.getAllByText(ja.card.show.about), "said once").toHaveLength(1);
});

test("a licence is added, taken off and brought back; a number is not taken", async () => {
  const host = await openCard();
  const part = fold("licences");
  const name = part.getByLabelText(ja.card.licences.name);
  const add = () => part.getByRole("button", { name: ja.card.licences.add, hidden: true }).click();
  await type(name, "看護師 第123456号");
  add();
  part.getByText(ja.card.licences.number);
  await type(name, "看護師");
  await type(part.getByLabelText(ja.card.licences.until), "2028年3月");
  add();
  await part.findByText(ja.card.added("看護師"));
  part.getByText(ja.card.licences.ownWordMine);
  part.getByRole("button", { name: ja.card.removeOf("看護師"), hidden: true }).click();
  await part.findByText(ja.card.removed("看護師"));
  expect(document.activeElement, "the reader stays in the list").not.toBe(document.body);
  part.getByRole("button", { name: ja.app.undo, hidden: true }).click();
  await part.findByText(ja.app.undone);
  const licence = { field: "licence", value: { name: "看護師", kind: "national", until: "2028-03-31" } };
  expect(edits(host)).toEqual([licence, { field: "removeLicence", name: "看護師" }, licence]);
});

test("a hobby that is written once more is changed, and changed back", async () => {
  const host = await openCard();
  const part = fold("hobbies");
  await type(part.getByLabelText(ja.card.hobbies.name), "落語");
  await type(part.getByLabelText(ja.card.hobbies.years), "７");
  part.getByRole("button", { name: ja.card.hobbies.add, hidden: true }).click();
  await part.findByText(ja.card.listed.changed("落語"));
  part.getByRole("button", { name: ja.app.undo, hidden: true }).click();
  await part.findByText(ja.app.undone);
  expect(edits(host)).toEqual([
    { field: "hobby", value: { name: "落語", years: 7 } },
    { field: "hobby", value: { name: "落語", years: 6 } },
  ]);
});

test("areas and online are one way of working; the other stays as it is", async () => {
  const host = await openCard();
  const part = fold("way");
  await type(part.getByLabelText(ja.card.way.area), "東京");
  part.getByRole("button", { name: ja.card.way.add, hidden: true }).click();
  await part.findByText(ja.card.added("東京"));
  part.getByRole("checkbox", { hidden: true }).click();
  await waitFor(() => expect(edits(host)).toHaveLength(2));
  const areas = ["関東", "埼玉", "東京"];
  expect(edits(host)).toEqual([
    { field: "way", value: { remote: true, areas, home: "" } },
    { field: "way", value: { remote: false, areas, home: "" } },
  ]);
});

test("a hobby and a wish that were typed are taken in when the member goes on, without the button", async () => {
  const host = await openCard();
  await type(fold("hobbies").getByLabelText(ja.card.hobbies.name), "水泳");
  fold("hobbies").getByLabelText(ja.card.hobbies.years).focus();
  expect(edits(host), "still inside").toEqual([]);
  await type(fold("wishes").getByLabelText(ja.card.wishes.what), "手話");
  await fold("hobbies").findByText(ja.card.added("水泳"));
  screen.getByLabelText(ja.card.banner).focus();
  await fold("wishes").findByText(ja.card.added("手話"));
  expect(edits(host)).toEqual([
    { field: "hobby", value: { name: "水泳", years: null } },
    { field: "wish", value: { kind: "teach", what: "手話" } },
  ]);
});

test("a strength and a licence that were typed are taken in when the page is left", async () => {
  const host = await openCard();
  await type(screen.getByLabelText(ja.card.skill), "司会");
  location.hash = "#/book";
  await waitFor(() => expect(edits(host)).toHaveLength(1));
  location.hash = "#/card";
  await screen.findByLabelText(ja.card.banner);
  await type(fold("licences").getByLabelText(ja.card.licences.name), "看護師");
  location.hash = "#/book";
  await waitFor(() => expect(edits(host)).toHaveLength(2));
  expect(edits(host)).toEqual([
    { field: "strength", value: { skill: "司会", level: "do", limit: "" } },
    { field: "licence", value: { name: "看護師", kind: "national", until: "" } },
  ]);
});

test("a rest has a last day, and going on takes it away", async () => {
  const host = await openCard();
  const part = fold("presence");
  part.getByRole("radio", { name: ja.card.presence.states.resting.words, hidden: true }).click();
  const until = await part.findByLabelText(ja.card.presence.until);
  await waitFor(() => expect(edits(host)).toHaveLength(1));
  await type(until, "2099年12月末");
  until.blur();
  await waitFor(() => expect(edits(host)).toHaveLength(2));
  await seen().findAllByText(ja.card.presence.restingUntil("2099年12月31日"));
  part.getByRole("radio", { name: ja.card.presence.states.active.words, hidden: true }).click();
  await waitFor(() => expect(edits(host)).toHaveLength(3));
  const value = { state: "resting", until: "2099-12-31", advice: false, depth: "deep" };
  expect(edits(host).slice(1)).toEqual([
    { field: "presence", value },
    { field: "presence", value: { ...value, state: "active", until: "" } },
  ]);
});

test("after half a year one button says that all is right still, and the question goes", async () => {
  const host = await openCard((card) => (card.reviewedOn = daysAgo(184)));
  screen.getByText(ja.card.review.title);
  screen.getByRole("button", { name: ja.card.review.yes }).click();
  await screen.findByText(ja.card.review.done);
  expect(screen.queryByText(ja.card.review.title)).toBeNull();
  expect(edits(host).map(({ field }) => field)).toEqual(["reviewed", "availability"]);
  expect(edits(host)[1]).toHaveProperty("week.length", 6);
  expect(host.people[0]?.card.availability?.statedOn).toBe(isoDay(now()));
});

test.each([
  ["a card that was looked through lately", daysAgo(183), daysAgo(400)],
  ["an old card with fresh free time", "", daysAgo(30)],
])("%s is not asked about", async (_, reviewedOn, statedOn) => {
  await openCard((card) => {
    card.reviewedOn = reviewedOn;
    if (card.availability) card.availability.statedOn = statedOn;
  });
  expect(screen.queryByText(ja.card.review.title)).toBeNull();
});

test("at most three gaps are named; one put away stays away, also when the page is opened again", async () => {
  const host = await openCard((card) => Object.assign(card, emptied(card)));
  const gaps = ["strengths", "availability", "hobbies"] as const;
  for (const gap of gaps) screen.getByText(ja.card.gaps.says[gap]);
  expect(screen.queryByText(ja.card.gaps.says.way), "no fourth").toBeNull();
  screen.getByRole("button", { name: ja.card.gaps.writeOf(ja.card.hobbies.title) }).click();
  expect(document.querySelector<HTMLDetailsElement>("#card-hobbies")?.open).toBe(true);
  screen.getByRole("button", { name: ja.card.gaps.laterOf(ja.card.hobbies.title) }).click();
  await waitFor(() => expect(screen.queryByText(ja.card.gaps.says.hobbies)).toBeNull());
  location.hash = "#/book";
  await screen.findByText(ja.book.count(3));
  location.hash = "#/card";
  await screen.findByText(ja.card.gaps.says.strengths);
  expect(screen.queryByText(ja.card.gaps.says.hobbies)).toBeNull();
  expect(edits(host), "nothing is written by it").toEqual([]);
});
