import { cleanup, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CardView } from "../src/bindings/CardView";
import type { ContactKind } from "../src/bindings/ContactKind";
import { errors } from "../src/words/errors";
import { ja } from "../src/words/ja";
import { goBackToTheBeginning, open, type } from "./open";
import { wayOf } from "./test-card";
import { TestHost } from "./test-host";

const said = ja.contacts;
const copied: string[] = [];

beforeEach(() => {
  copied.length = 0;
  const writeText = (text: string) => Promise.resolve(void copied.push(text));
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
});

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
  vi.unstubAllGlobals();
});

/** Opens the own card, changed beforehand, with 連絡先 unfolded. */
async function openCard(change: (card: CardView) => void = (card) => (card.contactWays = [])) {
  const host = TestHost.inCircle(3);
  const card = host.people[0]?.card;
  if (card) change(card);
  open(host, "#/card");
  await screen.findByLabelText(ja.card.banner);
  const fold = document.querySelector<HTMLDetailsElement>("[data-fold=contactWays]");
  if (!fold) throw new Error("連絡先 is not there");
  fold.open = true;
  return { host, part: within(fold), edits: () => host.argsOf("card_set").map(({ edit }) => edit) };
}

/** The one thing in 連絡先 that looks like this; roles are slow to work out on so full a page. */
function found<Thing extends HTMLElement>(css: string): Thing {
  const thing = document.querySelector<Thing>(`[data-fold=contactWays] ${css}`);
  if (!thing) throw new Error(`${css} is not there`);
  return thing;
}

const radio = (value: ContactKind | "all" | "me") => found<HTMLInputElement>(`input[value=${value}]`);
const value = () => found<HTMLInputElement>("[name=contactValue]");
const note = () => found<HTMLInputElement>("[name=contactNote]");
const add = () => found("[name=addContactWay]").click();

/** Chooses a kind; the fields follow. */
async function choose(kind: ContactKind): Promise<void> {
  radio(kind).click();
  await tick();
}

/** Presses something as a pointer does: down, up, and then the click. */
function pressWithPointer(element: HTMLElement): void {
  for (const kind of ["pointerdown", "pointerup"]) element.dispatchEvent(new Event(kind, { bubbles: true }));
  element.click();
}

test("the first way asks who may see it, chooses nothing beforehand, and is kept once that is said", async () => {
  const { part, edits } = await openCard();
  for (const whom of ["all", "me"] as const) expect(radio(whom).checked, whom).toBe(false);
  expect(document.querySelector("[name=show-contactWays]"), "nobody sees nothing").toBeNull();
  await type(value(), "０９０ー００００ー０００１");
  await type(note(), "平日の昼");
  add();
  await part.findByText(said.whomNeeded);
  expect(edits()).toEqual([]);
  radio("me").click();
  add();
  await part.findByText(ja.card.added("０９０ー００００ー０００１"));
  expect(edits()).toEqual([
    {
      field: "contactWay",
      value: { kind: "phone", value: "０９０ー００００ー０００１", note: "平日の昼" },
      onlyMe: true,
    },
  ]);
  part.getByText(ja.card.show.onlyMe, { selector: "summary *" });
  await waitFor(() => expect(value().value, "ready for the next").toBe(""));
  part.getByText(said.nowMe, { exact: false });
});

test("another way goes to the same people, without another question", async () => {
  const { part, edits } = await openCard((card) => (card.contactWays = [wayOf("phone", "00-0000-0002")]));
  part.getByText(said.nowAll, { exact: false });
  expect(part.queryByText(said.whom)).toBeNull();
  await choose("mail");
  await type(value(), "hitomi@example.jp");
  add();
  await part.findByText(ja.card.added("hitomi@example.jp"));
  const way = { kind: "mail", value: "hitomi@example.jp", note: "" };
  expect(edits()).toEqual([{ field: "contactWay", value: way, onlyMe: null }]);
});

test.each([
  ["phone", "電話してね", "contactPhone"],
  ["phone", "119", "contactPhoneLength"],
  ["mail", "hitomi", "contactMail"],
] as const)("%s %s is refused at its field, kindly, and stays to be corrected", async (kind, text, code) => {
  const { part, host } = await openCard((card) => (card.contactWays = [wayOf("line", "mihon")]));
  await choose(kind);
  const written = value();
  part.getByText(said.value[kind], { selector: "label" });
  await type(written, text);
  add();
  await part.findByText(errors.ja[code]);
  expect(written.getAttribute("aria-invalid")).toBe("true");
  expect(written.value).toBe(text);
  expect(part.queryByRole("alert"), "said once").toBeNull();
  // Going on does not scold a second time.
  screen.getByLabelText(ja.card.banner).focus();
  expect(host.argsOf("card_set")).toHaveLength(1);
  await type(written, kind === "phone" ? "00-0000-0001" : "hitomi@example.jp");
  expect(part.queryByText(errors.ja[code]), "another text is another matter").toBeNull();
});

test("what else there is says what it is", async () => {
  const { part, edits } = await openCard((card) => (card.contactWays = [wayOf("line", "mihon")]));
  await choose("other");
  await type(value(), "中央ビル2階");
  add();
  await part.findByText(ja.app.needed);
  await type(note(), "事務所");
  add();
  await part.findByText(ja.card.added("中央ビル2階"));
  const way = { kind: "other", value: "中央ビル2階", note: "事務所" };
  expect(edits()).toEqual([{ field: "contactWay", value: way, onlyMe: null }]);
});

test("leaving the form takes in what is whole, by keyboard and by pointer, and asks nothing of the rest", async () => {
  const { part, edits } = await openCard((card) => (card.contactWays = [wayOf("line", "mihon")]));
  const banner = screen.getByLabelText(ja.card.banner);
  await type(value(), "00-0000-0001");
  note().focus();
  expect(edits(), "still inside").toEqual([]);
  banner.focus();
  await part.findByText(ja.card.added("00-0000-0001"));
  await waitFor(() => expect(value().value).toBe(""));
  await type(value(), "00-0000-0002");
  pressWithPointer(banner);
  await part.findByText(ja.card.added("00-0000-0002"));
  await waitFor(() => expect(value().value).toBe(""));
  await choose("other");
  await type(value(), "中央ビル2階");
  banner.focus();
  expect(edits()).toHaveLength(2);
  expect(part.queryByText(ja.app.needed), "nobody is scolded for going on").toBeNull();
});

test("what is written while the last one is being saved stays, and is taken in as well", async () => {
  const { part, host, edits } = await openCard((card) => (card.contactWays = [wayOf("line", "mihon")]));
  host.held.add("card_set");
  await type(value(), "00-0000-0001");
  add();
  await waitFor(() => expect(edits()).toHaveLength(1));
  await type(value(), "00-0000-0002");
  screen.getByLabelText(ja.card.banner).focus();
  host.held.clear();
  host.release();
  await part.findByText(ja.card.added("00-0000-0002"));
  await waitFor(() => expect(value().value).toBe(""));
  expect(edits()).toHaveLength(2);
});

test("a way is taken off and brought back to the same eyes", async () => {
  const { part, edits } = await openCard(
    (card) => (card.contactWays = [wayOf("phone", "00-0000-0002", "夜")]),
  );
  found(`[aria-label="${ja.card.removeOf("00-0000-0002")}"]`).click();
  await part.findByText(ja.card.removed("00-0000-0002"));
  expect(document.activeElement, "the reader stays in the list").not.toBe(document.body);
  part.getByText(ja.app.undo, { selector: "[role=status] *" }).click();
  await part.findByText("00-0000-0002", { selector: ".name" });
  const way = { kind: "phone", value: "00-0000-0002", note: "夜" };
  expect(edits()).toEqual([
    { field: "removeContactWay", key: "phone:0000000002" },
    { field: "contactWay", value: way, onlyMe: false },
  ]);
});

test("the same number once more is changed, and changed back", async () => {
  const { part, edits } = await openCard(
    (card) => (card.contactWays = [wayOf("phone", "00-0000-0002", "夜")]),
  );
  await type(value(), "００ー００００ー０００２");
  add();
  await part.findByText(ja.card.listed.changed("００ー００００ー０００２"));
  part.getByText(ja.app.undo, { selector: "[role=status] *" }).click();
  await waitFor(() => expect(edits()).toHaveLength(2));
  expect(edits()[1]).toMatchObject({ value: { value: "00-0000-0002", note: "夜" } });
});

test("after six ways there is no form, and it is said why", async () => {
  const { part } = await openCard((card) => {
    card.contactWays = [1, 2, 3, 4, 5, 6].map((number) => wayOf("phone", `00-0000-000${number}`));
  });
  part.getByText(ja.card.listed.full(6));
  expect(document.querySelector("[name=contactValue]")).toBeNull();
});

/** Opens somebody's page. */
async function openPerson(person: string, change: (host: TestHost) => void = () => {}) {
  const host = TestHost.inCircle(12);
  change(host);
  open(host, `#/person/${person}`);
  await waitFor(() => expect(document.querySelector(".fact")).not.toBeNull());
  return { host, main: within(screen.getByRole("main")) };
}

test("a number is called, an address is written to, and both stand there to be read", async () => {
  const { host, main } = await openPerson("p2");
  main.getByText("00-0000-0001", { selector: ".value" });
  main.getByText("平日の午後", { selector: ".what .hint" });
  main.getByLabelText(said.callTo("きく", "00-0000-0001")).click();
  await main.findByText(said.opened.phone);
  main.getByRole("button", { name: said.writeTo("きく", "kiku@example.jp") }).click();
  await main.findByText(said.opened.mail);
  expect(host.argsOf("contact_open"), "never an address").toEqual([
    { circle: "c1", person: "p2", key: "phone:0000000001" },
    { circle: "c1", person: "p2", key: "mail:kiku@example.jp" },
  ]);
  expect(document.querySelectorAll("a[href^='tel:'], a[href^='mailto:']"), "no links").toHaveLength(0);
});

test("where no program answers a sentence says so, and the number still stands there", async () => {
  const { main } = await openPerson("p2", (host) => host.refused.set("contact_open", "contactNoPhone"));
  main.getByLabelText(said.callTo("きく", "00-0000-0001")).click();
  expect((await main.findByText(errors.ja.contactNoPhone)).closest("[role=alert]")).not.toBeNull();
  main.getByText("00-0000-0001", { selector: ".value" });
});

test("copying takes the plain form, says so in its place, and moves nothing", async () => {
  const { main } = await openPerson("p5");
  const row = main.getByText("００ー００００ー０００５").closest<HTMLElement>("[data-way]");
  const places = row?.querySelectorAll("*").length;
  main.getByRole("button", { name: said.copyOf("電話", "００ー００００ー０００５") }).click();
  await main.findByText(said.copied);
  expect(copied).toEqual(["00-0000-0005"]);
  const place = main.getByText(said.copied);
  expect(place.getAttribute("role")).toBe("status");
  expect(row?.querySelectorAll("*:not(.done *)").length, "nothing else came").toBe(places);
  expect(main.queryByRole("button", { name: said.callTo("さくら", "mihon-sakura") }), "LINE").toBeNull();
});

test("where the system copies nothing the number is selected for the member to copy", async () => {
  vi.stubGlobal("navigator", { ...navigator, clipboard: undefined });
  const { main } = await openPerson("p2");
  main.getByRole("button", { name: said.copyOf("電話", "00-0000-0001") }).click();
  await main.findByText(said.selected);
  expect(getSelection()?.toString()).toBe("00-0000-0001");
});

test("who has written none gets a kind line, and who rests or has left none at all", async () => {
  const { main } = await openPerson("p11");
  main.getByText(said.none);
  location.hash = "#/person/p7";
  await screen.findByRole("heading", { name: "あいちゃん" });
  expect(screen.queryByText(said.none), "resting").toBeNull();
  location.hash = "#/person/p12";
  await screen.findByRole("button", { name: said.callTo("とおる", "00-0000-0012") });
  expect(screen.queryByText(said.none), "an alumnus who can be called").toBeNull();
});

test("one's own page shows what others read, and nothing that is kept for oneself", async () => {
  const { main } = await openPerson("p1");
  main.getByText("hitomi@example.jp");
  expect(main.queryByRole("button", { name: said.copyOf("メール", "hitomi@example.jp") })).toBeNull();
  cleanup();
  const hidden = await openPerson("p1", (host) => {
    const card = host.people[0]?.card;
    if (card) card.hidden = ["contactWays"];
  });
  expect(hidden.main.queryByText("hitomi@example.jp")).toBeNull();
  expect(hidden.main.queryByText(said.none)).toBeNull();
});
