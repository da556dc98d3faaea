import { cleanup, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { now } from "../src/session/clock";
import { isoDay } from "../src/words/dates";
import { ja } from "../src/words/ja";
import { arrive } from "./arrivals";
import { goBackToTheBeginning, open, type } from "./open";
import { TestHost } from "./test-host";

let host: TestHost;

beforeEach(async () => {
  host = TestHost.inCircle(3);
  const stated = host.people[0]?.card.availability;
  if (stated) stated.week = [];
  open(host, "#/card");
  await screen.findByLabelText(ja.card.banner);
});

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

const edits = () => host.argsOf("card_set").map(({ edit }) => edit);
const slot = (day: keyof typeof ja.card.days, band: keyof typeof ja.card.bands) =>
  screen.getByRole("button", { name: ja.card.week.slot(ja.card.days[day], ja.card.bands[band]) });
const leave = () => screen.getByLabelText(ja.card.banner).focus();
const said = (week: unknown[], more: object = {}) => ({
  field: "availability",
  status: "open",
  note: "火・木 終日",
  from: "",
  until: "",
  hours: null,
  week,
  ...more,
});

async function key(name: string) {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }),
  );
  await tick();
}

/** What the space bar and Enter do to the button that has the keyboard. */
function pressHere() {
  if (document.activeElement instanceof HTMLButtonElement) document.activeElement.click();
}

test("the week has a head for every row and column, and 21 places with names", () => {
  const heads = [...screen.getAllByRole("columnheader"), ...screen.getAllByRole("rowheader")];
  expect(heads.map(({ textContent }) => textContent)).toEqual([..."月火水木金土日", "午前", "午後", "夜"]);
  expect(screen.getAllByRole("button", { name: /曜の/u })).toHaveLength(21);
  expect(slot("tue", "am").getAttribute("aria-label")).toBe("火曜の午前");
});

test("places that are pressed are one change, sent when the part is left", async () => {
  slot("tue", "am").click();
  slot("thu", "pm").click();
  slot("mon", "night").click();
  slot("mon", "night").click();
  await tick();
  expect(slot("tue", "am").getAttribute("aria-pressed")).toBe("true");
  expect(slot("tue", "am").querySelector("svg"), "a drawing, not a colour alone").not.toBeNull();
  expect(edits()).toEqual([]);
  leave();
  await waitFor(() => expect(edits()).toHaveLength(1));
  expect(edits()).toEqual([
    said([
      { day: "tue", band: "am" },
      { day: "thu", band: "pm" },
    ]),
  ]);
});

test("one place is reached with Tab; the arrow keys lead on and stop at the ends", async () => {
  const reached = screen.getAllByRole("button", { name: /曜の/u }).filter(({ tabIndex }) => tabIndex === 0);
  expect(reached).toEqual([slot("mon", "am")]);
  slot("mon", "am").focus();
  for (const name of ["ArrowLeft", "ArrowRight", "ArrowDown"]) await key(name);
  expect(document.activeElement).toBe(slot("tue", "pm"));
  pressHere();
  await key("End");
  expect(document.activeElement).toBe(slot("sun", "pm"));
  pressHere();
  expect(slot("sun", "pm").tabIndex).toBe(0);
  leave();
  await waitFor(() => expect(edits()).toHaveLength(1));
  expect(edits()).toEqual([
    said([
      { day: "tue", band: "pm" },
      { day: "sun", band: "pm" },
    ]),
  ]);
});

test("all weekdays at once, cleared again, and brought back", async () => {
  const quick = (name: string) => screen.getByRole("button", { name });
  quick(ja.card.week.workdays).focus();
  quick(ja.card.week.workdays).click();
  leave();
  await waitFor(() => expect(edits()).toHaveLength(1));
  expect(edits()[0]).toHaveProperty("week.length", 15);
  quick(ja.card.week.clear).focus();
  quick(ja.card.week.clear).click();
  leave();
  await waitFor(() => expect(edits()).toHaveLength(2));
  (await screen.findByRole("button", { name: `${ja.app.undo} (${ja.card.availability})` })).click();
  await waitFor(() => expect(edits()).toHaveLength(3));
  expect(edits()[2]).toHaveProperty("week.length", 15);
});

test("days and hours are read as they are written", async () => {
  const year = new Date(now()).getFullYear() + 1;
  await type(screen.getByLabelText(ja.card.from), `${year}年４月`);
  await type(screen.getByLabelText(ja.card.until), `${year}/6末`);
  await type(screen.getByLabelText(ja.card.hours), "１０時間");
  leave();
  await screen.findByText(ja.app.notSaved);
  expect(edits(), "a day that cannot be read waits").toEqual([]);
  await type(screen.getByLabelText(ja.card.until), `${year}年6月`);
  leave();
  await waitFor(() => expect(edits()).toHaveLength(1));
  expect(edits()).toEqual([said([], { from: `${year}-04-01`, until: `${year}-06-30`, hours: 10 })]);
  await waitFor(() =>
    expect(screen.getByLabelText(ja.card.until)).toHaveProperty("value", `${year}年6月30日`),
  );
});

test("what was said before can be said again with today's day, with nothing lost", async () => {
  slot("sat", "am").click();
  leave();
  await waitFor(() => expect(edits()).toHaveLength(1));
  await waitFor(() => expect(screen.queryByRole("button", { name: ja.card.stillSo })).toBeNull());
  const card = host.people[0]?.card;
  expect(card?.availability?.statedOn).toBe(isoDay(now()));
  if (card?.availability) card.availability.statedOn = "2026-01-05";
  arrive(host, { cards: ["p1"] });
  (await screen.findByRole("button", { name: ja.card.stillSo })).click();
  await waitFor(() => expect(edits()).toHaveLength(2));
  expect(edits()[1]).toEqual(said([{ day: "sat", band: "am" }]));
});
