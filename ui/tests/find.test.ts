import { cleanup, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { dayToCome } from "../src/find/days";
import { now } from "../src/session/clock";
import { en } from "../src/words/en";
import { errorsJa } from "../src/words/errors/ja";
import { ja } from "../src/words/ja";
import { arrive } from "./arrivals";
import { goBackToTheBeginning, open, pressEnter, type } from "./open";
import { dayOfWeek, RULES } from "./test-find";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

const say = ja.find;
const box = () => screen.findByLabelText(say.box);
const button = (name: string) => screen.getByRole("button", { name });
const chip = (what: string) => screen.findByRole("button", { name: say.drop(what) });
const hits = (name: string) =>
  within(screen.getByRole("list", { name }))
    .getAllByRole("link")
    .map(({ textContent }) => textContent);

/** Types a line on the page and asks for it. */
async function lookFor(line: string): Promise<HTMLElement> {
  const field = await box();
  await type(field, line);
  await pressEnter(field);
  return field;
}

function opened(people = 12): TestHost {
  const host = TestHost.inCircle(people);
  open(host, "#/find");
  return host;
}

test("a line becomes chips, the line stays to be corrected, and everybody comes with the reason", async () => {
  const host = opened();
  const field = await lookFor("来週の火曜午前、看護師か柔道整復師");
  await screen.findByRole("heading", { name: say.found(2) });
  expect(hits(say.found(2))).toEqual(["つよしさん", "さくらさん"].sort(byPlace(host)));
  expect(field).toHaveProperty("value", "来週の火曜午前、看護師か柔道整復師");
  const tuesday = dayToCome(dayOfWeek("tue", 1, now()), now(), "ja");
  await chip("看護師");
  await chip("柔道整復師");
  await chip(`${tuesday}の午前`);
  screen.getByRole("group", { name: say.licencesAny });
  screen.getByText("看護師・あいています(12日前の情報)");
  screen.getByText(RULES.ja);
  expect(screen.getByRole("heading", { name: say.found(2) }).closest("[role=status]")).not.toBeNull();
  expect(host.argsOf("find")).toMatchObject([
    { circle: "c1", line: "来週の火曜午前、看護師か柔道整復師", language: "ja" },
  ]);
});

test("a chip that is taken away searches again, and the reader goes on from the next one", async () => {
  const host = opened();
  await lookFor("埼玉 看護師か柔道整復師");
  await screen.findByRole("heading", { name: say.found(2) });
  const nurse = await chip("看護師");
  nurse.focus();
  nurse.click();
  await screen.findByRole("heading", { name: say.found(1) });
  await expect.poll(() => document.activeElement).toBe(await chip("柔道整復師"));
  expect(host.argsOf("find").at(-1)).toMatchObject({
    line: "",
    conditions: { licences: ["柔道整復師"], areas: ["埼玉"] },
  });
  for (const what of ["柔道整復師", "埼玉"]) (await chip(what)).click();
  // Nothing is looked for any more: the page is as it was at first.
  await screen.findByRole("heading", { name: say.examples });
  await expect.poll(() => document.activeElement).toBe(await box());
  expect(screen.queryByText(RULES.ja)).toBeNull();
});

test("all of the licences instead of any, and conditions can be chosen without a line", async () => {
  const host = opened();
  const licence = await screen.findByLabelText(say.licence);
  await type(licence, "看護師、柔道整復師");
  await pressEnter(licence);
  await screen.findByRole("heading", { name: say.found(2) });
  expect(licence).toHaveProperty("value", "");
  screen.getByRole("radio", { name: say.allOf }).click();
  await screen.findByRole("heading", { name: say.nobody });
  screen.getByRole("group", { name: say.licencesAll });
  button(say.widenTo(say.steps.anyLicence, 2)).click();
  const heading = await screen.findByRole("heading", { name: say.found(2) });
  await expect.poll(() => document.activeElement).toBe(heading);
  screen.getByRole("checkbox", { name: say.weekdays.tue }).click();
  screen.getByRole("radio", { name: say.bands.am }).click();
  screen.getByRole("checkbox", { name: say.little }).click();
  await chip("火曜の午前");
  await chip(say.withoutLittle);
  await expect
    .poll(() => host.argsOf("find").at(-1)?.conditions)
    .toMatchObject({ times: [{ weekdays: ["tue"], bands: ["am"] }], little: false, allLicences: false });
});

test("a day is read as members write it, and one that cannot be read is said", async () => {
  const host = opened();
  const day = await screen.findByLabelText(say.day);
  await type(day, "そのうち");
  await pressEnter(day);
  await screen.findByText(say.dayWrong);
  expect(host.argsOf("find")).toEqual([]);
  await type(day, "２０９９年１２月１日");
  await pressEnter(day);
  (await chip("2099年12月1日(火)")).click();
  await expect.poll(() => day).toHaveProperty("value", "");
});

test("too many words of one kind, and one that is too long, are said at their field", async () => {
  const host = opened();
  const word = await screen.findByLabelText(say.word);
  await type(word, "あ".repeat(41));
  await pressEnter(word);
  await screen.findByText(say.tooLongTerm(40));
  await type(word, Array.from({ length: 13 }, (_, place) => `言葉${place}`).join("、"));
  await pressEnter(word);
  await screen.findByText(say.tooMany(12));
  expect(host.argsOf("find")).toEqual([]);
});

test("an example searches for what it says", async () => {
  const host = opened();
  (await screen.findByRole("button", { name: "社労士 オンライン" })).click();
  const heading = await screen.findByRole("heading", { name: say.found(1) });
  expect(hits(say.found(1))).toEqual(["ひな先生"]);
  await expect.poll(() => document.activeElement).toBe(heading);
  expect(screen.queryByRole("heading", { name: say.examples })).toBeNull();
  expect(host.argsOf("find").map(({ line }) => line)).toEqual(["社労士 オンライン"]);
});

test("somebody who was found is opened, and back leads to the same place of the same result", async () => {
  const host = opened();
  await lookFor("埼玉");
  await screen.findByRole("heading", { name: say.found(2) });
  screen.getByRole("link", { name: ja.book.open("さくら") }).click();
  await screen.findByRole("heading", { name: "さくらさん" });
  (await screen.findByRole("button", { name: say.backToFound })).click();
  await screen.findByRole("heading", { name: say.found(2) });
  await expect
    .poll(() => document.activeElement)
    .toBe(screen.getByRole("link", { name: ja.book.open("さくら") }));
  expect(host.argsOf("find"), "nothing is looked for again").toHaveLength(1);
  await chip("埼玉");
  // Who is opened from the book has no result to go back to.
  location.hash = "#/book";
  (await screen.findByRole("link", { name: ja.book.open("さくら") })).click();
  await screen.findByRole("heading", { name: "さくらさん" });
  expect(screen.queryByRole("button", { name: say.backToFound })).toBeNull();
});

test("who fits in part stands apart, with what is missing", async () => {
  opened();
  await lookFor("取材 サッカー");
  await screen.findByRole("heading", { name: say.found(1) });
  expect(hits(say.found(1))).toEqual(["はじめさん"]);
  await lookFor("取材 サッカー 会計");
  await screen.findByRole("heading", { name: say.nobody });
  screen.getByText(say.nearBelow);
  expect(hits(say.near)).toContain("はじめさん");
  screen.getByText(say.missing(["会計"]));
  expect(screen.getAllByText(RULES.ja)).toHaveLength(1);
});

test("nobody found: kind, with steps that would find somebody, or the way to the book", async () => {
  opened();
  await lookFor("来週の日曜夜 看護師");
  await screen.findByRole("heading", { name: say.nobody });
  screen.getByText(say.widen);
  button(say.widenTo(say.steps.anyDay, 1)).click();
  await screen.findByRole("heading", { name: say.found(1) });
  button(say.clear).click();
  await lookFor("宇宙旅行");
  await screen.findByText(say.lookAround);
  button(say.toBook).click();
  await screen.findByRole("heading", { name: ja.book.title });
});

test("where nothing can be offered instead, what members take on is one press away", async () => {
  opened();
  await lookFor("宇宙旅行");
  await screen.findByText(say.common);
  const [first] = screen.getAllByRole("button").filter((one) => one.getAttribute("name") === "common");
  const skill = first?.textContent?.trim() ?? "";
  first?.click();
  await chip(skill);
  expect(await box(), "the line says it").toHaveProperty("value", skill);
  expect(screen.queryByText(say.common), "somebody is found").toBeNull();
});

test("a new line is a new search, the same line keeps what was chosen, and the button begins anew", async () => {
  const host = opened();
  await lookFor("看護師");
  await screen.findByRole("heading", { name: say.found(1) });
  screen.getByRole("checkbox", { name: say.weekdays.tue }).click();
  await chip("火曜");
  const field = await lookFor("看護師");
  await expect.poll(() => host.argsOf("find")).toHaveLength(3);
  expect(host.argsOf("find").at(-1)).toMatchObject({ line: "", conditions: { licences: ["看護師"] } });
  await chip("火曜");
  await lookFor("埼玉");
  await chip("埼玉");
  expect(host.argsOf("find").at(-1)).toMatchObject({ line: "埼玉", conditions: { licences: [], times: [] } });
  expect(screen.queryByRole("button", { name: say.drop("看護師") })).toBeNull();
  expect(field).toHaveProperty("value", "埼玉");
  button(say.clear).click();
  await expect.poll(() => field).toHaveProperty("value", "");
  await expect.poll(() => document.activeElement).toBe(field);
  await screen.findByRole("heading", { name: say.examples });
});

test("what is not understood is said under the line, and one click drops it from the line and the search", async () => {
  const host = opened();
  const field = await lookFor("看護師 宇宙遊泳 2時間");
  const unknown = await screen.findByText(say.leftWhy.unknown("宇宙遊泳"));
  const unheeded = screen.getByText(say.leftWhy.unheeded("2時間"));
  // In place: between the line and everything that may be chosen.
  const follows = (one: Element, other: Element) =>
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  expect(follows(field, unknown) && follows(unheeded, screen.getByText(say.choose))).toBe(true);
  button(say.dropLeft("2時間")).click();
  await expect.poll(() => screen.queryByText(say.leftWhy.unheeded("2時間"))).toBeNull();
  expect(field).toHaveProperty("value", "看護師 宇宙遊泳 ");
  expect(host.argsOf("find"), "nothing else is looked for").toHaveLength(1);
  button(say.dropLeft("宇宙遊泳")).click();
  await screen.findByRole("heading", { name: say.found(1) });
  expect(screen.queryByRole("list", { name: say.left })).toBeNull();
  expect(field).toHaveProperty("value", "看護師  ");
  expect(host.argsOf("find").at(-1)).toMatchObject({
    line: "",
    conditions: { licences: ["看護師"], words: [] },
  });
  await expect.poll(() => document.activeElement).toBe(field);
});

test("the first thing to give up is a word that nobody has, and a near word is offered in its place", async () => {
  opened();
  await lookFor("看護師 宇宙遊泳");
  await screen.findByRole("heading", { name: say.nobody });
  const ways = [...document.querySelectorAll("[name=widen]")].map(({ textContent }) => textContent.trim());
  expect(ways[0]).toBe(say.widenTo(say.withoutWords(["宇宙遊泳"]), 1));
  button(say.widenTo(say.withoutWords(["宇宙遊泳"]), 1)).click();
  await screen.findByRole("heading", { name: say.found(1) });
  const field = await lookFor("フットサッカー");
  (await screen.findByRole("button", { name: /「サッカー」でさがす/u })).click();
  await chip("サッカー");
  expect(field).toHaveProperty("value", "サッカー");
});

test("what a card says of how somebody works can be chosen as well", async () => {
  const host = opened();
  (await screen.findByRole("checkbox", { name: say.urgent })).click();
  await chip(say.urgent);
  screen.getByRole("checkbox", { name: say.record }).click();
  await chip(say.record);
  expect(host.argsOf("find").at(-1)).toMatchObject({ conditions: { urgent: true, record: true } });
});

test("my own card is a line, never among the others", async () => {
  opened();
  await lookFor("ファシリテーション");
  await screen.findByText(say.meToo);
  expect(screen.queryByRole("link", { name: ja.book.open("ひとみ") })).toBeNull();
});

test("a line that is too long is refused with its sentence, and stays to be shortened", async () => {
  opened();
  const field = await lookFor("あ".repeat(401));
  expect((await screen.findByRole("alert")).textContent).toContain(errorsJa.findTooLong);
  expect(field).toHaveProperty("value", "あ".repeat(401));
  await lookFor("埼玉");
  await screen.findByRole("heading", { name: say.found(2) });
  expect(screen.queryByRole("alert")).toBeNull();
});

test("Enter that only confirms a conversion does not search, and neither does typing", async () => {
  const host = opened();
  const field = await box();
  await type(field, "かんごし");
  await pressEnter(field, 229);
  expect(host.argsOf("find")).toEqual([]);
  await pressEnter(field);
  await expect.poll(() => host.argsOf("find")).toHaveLength(1);
});

test("nothing to look for, and nothing that can be read, are each said kindly", async () => {
  const host = opened();
  await box();
  button(say.search).click();
  // Twice: at the field, and for a screen reader.
  await expect.poll(() => screen.queryAllByText(say.needed)).toHaveLength(2);
  expect(document.activeElement).toBe(await box());
  expect(host.argsOf("find")).toEqual([]);
  const field = await lookFor("。。。");
  await expect.poll(() => screen.queryAllByText(say.notRead)).toHaveLength(2);
  expect(field).toHaveProperty("value", "。。。");
});

test("what is pressed quickly one after the other counts together", async () => {
  const host = opened();
  await box();
  host.held.add("find");
  for (const day of [say.weekdays.mon, say.weekdays.tue, say.weekdays.wed])
    screen.getByRole("checkbox", { name: day }).click();
  host.release();
  await expect
    .poll(() => host.argsOf("find").at(-1)?.conditions.times[0]?.weekdays)
    .toEqual(["mon", "tue", "wed"]);
  host.held.clear();
  host.release();
  await chip("月曜・火曜・水曜");
});

test("a change in the circle is followed quietly, one elsewhere is not", async () => {
  const host = opened();
  await lookFor("埼玉");
  await screen.findByRole("heading", { name: say.found(2) });
  const card = host.people[5]?.card;
  if (card) card.way = { remote: false, areas: ["埼玉"], home: "" };
  arrive(host, { cards: ["p6"] }, "elsewhere");
  arrive(host, { cards: ["p6"] });
  await screen.findByRole("heading", { name: say.found(3) });
  expect(host.argsOf("find")).toHaveLength(2);
  host.refused.set("find", "internal");
  arrive(host, { cards: ["p6"] });
  await expect.poll(() => host.argsOf("find")).toHaveLength(3);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a change that is refused leaves what was found", async () => {
  const host = opened();
  await lookFor("埼玉");
  await screen.findByRole("heading", { name: say.found(2) });
  host.refused.set("find", "badInput");
  screen.getByRole("checkbox", { name: say.orOnline }).click();
  await screen.findByRole("alert");
  await expect
    .poll(() => screen.getByRole("checkbox", { name: say.orOnline }))
    .toHaveProperty("checked", false);
  screen.getByRole("heading", { name: say.found(2) });
});

test("from the book one line leads to a search that begins anew", async () => {
  const host = opened();
  await lookFor("看護師");
  await screen.findByRole("heading", { name: say.found(1) });
  location.hash = "#/book";
  await screen.findByRole("heading", { name: ja.book.title });
  await lookFor("埼玉");
  await screen.findByRole("heading", { name: say.found(2) });
  expect(host.argsOf("find").at(-1)).toMatchObject({ line: "埼玉", conditions: { licences: [] } });
  location.hash = "#/book";
  await screen.findByRole("heading", { name: ja.book.title });
  button(say.search).click();
  await screen.findByRole("heading", { name: say.found(2) });
});

test("in English, and the reasons follow the language", async () => {
  const host = TestHost.inCircle(12);
  host.app.language = "en";
  open(host, "#/find");
  const field = await screen.findByLabelText(en.find.box);
  await type(field, "平日夜 サッカー");
  await pressEnter(field);
  await screen.findByRole("heading", { name: en.find.found(1) });
  screen.getByRole("button", { name: en.find.drop("Monday to Friday, evening") });
  screen.getByText(RULES.en);
  screen.getByRole("button", { name: "日本語" }).click();
  await screen.findByText(RULES.ja);
  await chip("平日の夜");
});

/** The order of the answer is the one of the people in memory. */
function byPlace(host: TestHost) {
  const place = (called: string) => host.people.findIndex(({ card }) => ja.app.san(card.short) === called);
  return (one: string, other: string) => place(one) - place(other);
}
