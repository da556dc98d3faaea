import { cleanup, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { originOf } from "../src/people/marks";
import { now } from "../src/session/clock";
import { plainDay } from "../src/words/card/days";
import { isoDay } from "../src/words/dates";
import { en } from "../src/words/en";
import { ja } from "../src/words/ja";
import { speak } from "../src/words/words.svelte";
import { goBackToTheBeginning, open } from "./open";
import { samplePeople } from "./sample-people";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

/** Opens somebody's page in a circle of twelve. */
async function openPerson(person: string, change: (host: TestHost) => void = () => {}) {
  const host = TestHost.inCircle(12);
  change(host);
  open(host, `#/person/${person}`);
  await waitFor(() => expect(document.querySelector(".fact")).not.toBeNull());
  return { host, main: within(screen.getByRole("main")) };
}

const textOf = (title: string) =>
  screen.getByRole("heading", { name: title }).closest("section")?.textContent ?? "";

test("a page has the whole card, in words", async () => {
  const { main } = await openPerson("p5");
  main.getByText("いのちの話を、やさしく");
  expect(textOf(ja.card.availability)).toMatch(/今すぐ手伝える.*12日前の情報.*平日の午前/su);
  expect(textOf(ja.card.licences.title)).toContain(
    "原本確認: ひとみさん(2022年6月18日)、きくさん(2022年6月18日)",
  );
  expect(textOf(ja.card.past.title)).toContain("病院で12年");
  expect(textOf(ja.card.hobbies.title)).toContain("水泳 15年");
  expect(textOf(ja.card.wishes.kinds.learn)).toContain("人前での話し方");
  expect(textOf(ja.card.way.title)).toContain("対面: 埼玉、東京");
  expect(textOf(ja.card.contact.title)).toContain("電話");
  expect(textOf(ja.card.welcome.title)).toContain("急ぎも相談できます");
  expect(textOf(ja.card.news.title)).toMatch(/4月から動けます.*20日前/su);
  expect(textOf(ja.card.person.together)).toContain("4年・3回");
  expect(textOf(ja.card.person.shared)).toContain("どちらも埼玉でうかがえます");
});

test("the first year together is told by its month", async () => {
  await openPerson("p3");
  expect(textOf(ja.card.person.together)).toContain("2026年9月から・1回");
});

test("a licence that was seen is said after one question, and taken back", async () => {
  const { host, main } = await openPerson("p9");
  main.getByRole("button", { name: ja.card.licences.seeOf("柔道整復師") }).click();
  await main.findByText(ja.card.licences.ask("つよし", "柔道整復師"));
  expect(host.argsOf("licence_seen")).toEqual([]);
  main.getByRole("button", { name: ja.card.licences.yes }).click();
  await main.findByText(ja.card.licences.told("柔道整復師"));
  const today = plainDay(isoDay(now()), "ja");
  expect(textOf(ja.card.licences.title)).toContain(`ひとみさん(${today})、きくさん(2022年11月19日)`);
  main.getByRole("button", { name: ja.card.licences.takeBackOf("柔道整復師") }).click();
  await main.findByText(ja.card.licences.takenBack("柔道整復師"));
  expect(textOf(ja.card.licences.title)).not.toContain("ひとみさん");
  const args = { circle: "c1", person: "p9", licence: "柔道整復師" };
  expect(host.argsOf("licence_seen")).toEqual([
    { ...args, seen: true },
    { ...args, seen: false },
  ]);
});

test("a licence that was changed meanwhile is said in a sentence", async () => {
  const { main } = await openPerson("p4", (host) => host.refused.set("licence_seen", "unknownLicence"));
  main.getByText(ja.card.licences.ownWord);
  main.getByRole("button", { name: ja.card.licences.seeOf("全国通訳案内士") }).click();
  (await main.findByRole("button", { name: ja.card.licences.yes })).click();
  expect((await main.findByRole("alert")).textContent).toContain("その資格は");
});

test("one's own page offers no seeing, and shows what others see", async () => {
  const { main } = await openPerson("p1", (host) => {
    const card = host.people[0]?.card;
    if (card) {
      card.licences = [{ name: "看護師", kind: "national", until: "", seen: [] }];
      card.hidden = ["hobbies"];
    }
  });
  main.getByText(ja.card.person.seenMine);
  expect(main.queryByRole("button", { name: ja.card.licences.seeOf("看護師") })).toBeNull();
  expect(main.queryByText("着物", { exact: false })).toBeNull();
});

test("who rests says so in place of free time, on the page and on the face", async () => {
  const resting = ja.card.presence.restingUntil("2099年12月31日");
  const { main } = await openPerson("p7", (host) => {
    const card = host.people[6]?.card;
    if (card) card.presence.until = "2099-12-31";
  });
  main.getByText(resting);
  expect(textOf(ja.card.availability)).not.toContain(ja.card.free.full);
  location.hash = "#/book";
  const face = (await screen.findByRole("link", { name: ja.book.open("あいちゃん") })).closest("li");
  expect(face?.textContent).toContain(resting);
  expect(face?.textContent).not.toContain(ja.card.free.full);
});

test("a rest that is over is not said any more", async () => {
  const { main } = await openPerson("p7", (host) => {
    const card = host.people[6]?.card;
    if (card) card.presence.until = "2026-01-31";
  });
  main.getByText(ja.card.free.full);
  expect(main.queryByText(/お休み中\(/u)).toBeNull();
});

test("an alumnus can be asked for advice", async () => {
  const { main } = await openPerson("p12");
  main.getByText(ja.card.presence.alumnusAdvice);
});

test("a newcomer's page says what is there and has no empty place", async () => {
  const { main } = await openPerson("p11", (host) => {
    const member = host.people[10];
    if (!member) return;
    Object.assign(member, { vouchedBy: [], others: false });
    Object.assign(member.card, { strengths: [], availability: null });
  });
  main.getByText(
    "つよしさんの招待で参加した方です。サッカー歴10年。コーチングをやってみたいそうです。小さなお願いや、お試しのお願いを歓迎しています。はじめての方も歓迎です。",
  );
  expect(main.queryByRole("heading", { name: ja.card.strengths })).toBeNull();
  expect(main.queryByRole("heading", { name: ja.card.licences.title })).toBeNull();
  expect(main.queryByText(ja.book.noBanner)).toBeNull();
});

test("the same page in English", async () => {
  const { main } = await openPerson("p5", (host) => (host.app.language = "en"));
  await waitFor(() => expect(document.documentElement.lang).toBe("en"));
  expect(textOf(en.card.availability)).toMatch(/I can help now.*said 12 days ago.*Weekdays: morning/su);
  expect(textOf(en.card.licences.title)).toContain("Original seen by ひとみ (18 June 2022) and きく");
  expect(textOf(en.card.hobbies.title)).toContain("水泳, 15 years");
  expect(textOf(en.card.person.together)).toContain("4 years, 3 times (since July 2022)");
  main.getByText("You both come to 埼玉 in person");
});

test.each([
  ["member", true, "", [ja.book.founder]],
  ["member", false, "きく", [ja.book.invitedBy("きく")]],
  ["member", false, "", [ja.book.inviterUnknown]],
  ["waiting", false, "", []],
] as const)(
  "how somebody came is said as it is known: %s, founder %s, by %s",
  (standing, founder, invitedBy, said) => {
    speak("ja");
    const [, , person] = samplePeople(3);
    if (!person) throw new Error("somebody");
    expect(originOf({ ...person, standing, founder, invitedBy })).toEqual(said);
  },
);

test("nobody who waits is called a founder", async () => {
  const host = TestHost.inCircle(3);
  const waiting = host.people[2];
  if (waiting) Object.assign(waiting, { standing: "waiting", founder: false, invitedBy: "" });
  open(host, "#/person/p3");
  await screen.findByText(new RegExp(ja.book.waiting, "u"));
  expect(screen.queryByText(new RegExp(ja.book.founder, "u"))).toBeNull();
});
