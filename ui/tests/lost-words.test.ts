import { cleanup, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import type { CardView } from "../src/bindings/CardView";
import type { LostWordView } from "../src/bindings/LostWordView";
import { saidLine } from "../src/card/lost-words";
import { ja } from "../src/words/ja";
import { goBackToTheBeginning, open } from "./open";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

/** A card that says nothing. */
function nothing(host: TestHost): CardView {
  const mine = host.people.find(({ card }) => card.mine)?.card;
  if (!mine) throw new Error("nobody is at this computer");
  return {
    ...mine,
    name: "",
    reading: "",
    short: "",
    banner: "",
    strengths: [],
    availability: null,
    photo: null,
    licences: [],
    trade: "",
    past: "",
    hobbies: [],
    wishes: [],
    way: null,
    contact: null,
    welcome: { record: false, firstTime: false, urgent: false, hiring: false },
    presence: { state: "active", until: "", advice: false, depth: null },
    news: null,
    contactWays: [],
    hidden: [],
  };
}

function strengthLost(host: TestHost): LostWordView {
  const says = (level: "do" | "dont", limit: string) => ({
    ...nothing(host),
    strengths: [{ skill: "代講", level, limit }],
  });
  return {
    place: "8269",
    part: "section",
    section: "strengths",
    here: says("dont", "半日まで"),
    there: says("do", "一日まで"),
  };
}

test("a word that was lost names the field and both values, and is said again by one button", async () => {
  const host = TestHost.inCircle(3);
  host.lostWords = [strengthLost(host)];
  open(host, "#/card");
  const title = await screen.findByRole("heading", { name: ja.card.lost.title });
  const lost = within(title.closest("section") as HTMLElement);
  lost.getByRole("heading", { name: ja.card.strengths });
  lost.getByText("このパソコンで書いたこと: 代講・ご紹介・半日まで");
  lost.getByText("いまのカード: 代講・お引き受け・一日まで");
  lost.getByRole("button", { name: ja.card.lost.againOf(ja.card.strengths) }).click();
  await waitFor(() => expect(screen.queryByText(ja.card.lost.title)).toBeNull());
  expect(host.argsOf("card_lost_settle")).toEqual([{ circle: "c1", place: "8269", sayAgain: true }]);
  expect(host.argsOf("card_lost"), "asked once for a page that was opened").toHaveLength(1);
});

test("whoever lets it be says so, and it does not come again", async () => {
  const host = TestHost.inCircle(3);
  host.lostWords = [strengthLost(host)];
  open(host, "#/card");
  (await screen.findByRole("button", { name: ja.card.lost.letGoOf(ja.card.strengths) })).click();
  await waitFor(() => expect(screen.queryByText(ja.card.lost.title)).toBeNull());
  expect(host.argsOf("card_lost_settle")).toEqual([{ circle: "c1", place: "8269", sayAgain: false }]);
});

test("what was taken away, a day of the week and a hidden section are said in words", () => {
  const host = TestHost.inCircle(3);
  const card = nothing(host);
  expect(saidLine({ part: "section", section: "hobbies" }, card)).toBe(ja.card.lost.nothing);
  expect(saidLine({ part: "shownTo", section: "hobbies" }, { ...card, hidden: ["hobbies"] })).toBe(
    ja.card.show.onlyMe,
  );
  expect(saidLine({ part: "shownTo", section: "hobbies" }, card)).toBe(ja.card.show.all);
  const availability = {
    status: "ask" as const,
    note: "",
    statedOn: "",
    from: "",
    until: "",
    hours: null,
    week: [{ day: "tue" as const, band: "am" as const }],
  };
  expect(saidLine({ part: "week", section: "availability" }, { ...card, availability })).toBe("火の午前");
});
