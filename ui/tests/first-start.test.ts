import { cleanup, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { ja } from "../src/words/ja";
import { errorsJa } from "../src/words/errors/ja";
import { goBackToTheBeginning, open, type } from "./open";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

async function introduce(name = "例文 ひとみ", reading = "レイブン ヒトミ", short = "ひとみ") {
  await type(await screen.findByLabelText(ja.start.name), name);
  await type(screen.getByLabelText(ja.start.reading), reading);
  await type(screen.getByLabelText(ja.start.short), short);
  screen.getByRole("button", { name: ja.start.makeSeal }).click();
}

test("a founder comes from the first page to an empty picture book", async () => {
  const host = new TestHost();
  open(host);
  (await screen.findByRole("button", { name: new RegExp(`^${ja.start.create}`, "u") })).click();
  await introduce();
  await screen.findByRole("heading", { name: ja.start.sealTitle });
  screen.getByRole("button", { name: ja.app.next }).click();
  await type(await screen.findByLabelText(ja.circle.name), "ひなた会");
  await type(screen.getByLabelText(ja.circle.purpose), "得意を持ちよる会です。");
  screen.getByRole("button", { name: ja.circle.make }).click();
  await screen.findByRole("heading", { name: ja.book.alone });

  expect(host.argsOf("init")).toEqual([{ name: "例文 ひとみ", reading: "れいぶん ひとみ", short: "ひとみ" }]);
  expect(host.argsOf("circle_create")).toEqual([{ name: "ひなた会", purpose: "得意を持ちよる会です。" }]);
});

test("nothing is sent while a needed field is empty, and the field says so", async () => {
  const host = new TestHost();
  open(host);
  (await screen.findByRole("button", { name: new RegExp(`^${ja.start.create}`, "u") })).click();
  await introduce("例文 ひとみ", "", "");
  await screen.findByText(ja.app.needed);
  expect(host.argsOf("init")).toEqual([]);
});

test("a guest who came by a link sees who invites, the agreement, and only then joins", async () => {
  const host = new TestHost();
  host.app.pendingLink = "otagai:ABC";
  open(host);
  await screen.findByText(ja.join.invites("きく", "ひなたコーチング勉強会"));
  screen.getByRole("button", { name: new RegExp(`^${ja.start.join}`, "u") }).click();
  await introduce();
  (await screen.findByRole("button", { name: ja.app.next })).click();

  await screen.findByText(ja.join.nothingYet);
  expect(host.argsOf("join_open"), "reading asks nobody").toEqual([]);
  screen.getByRole("button", { name: ja.app.next }).click();

  await screen.findByRole("heading", { name: ja.join.charterTitle });
  expect(host.argsOf("join"), "the agreement is shown first").toEqual([]);
  await type(screen.getByLabelText(ja.join.hello), "英語を教えたい");
  screen.getByRole("button", { name: ja.join.agree }).click();

  await screen.findByRole("heading", { name: ja.book.title });
  expect(host.argsOf("join")).toEqual([{ link: "otagai:ABC", hello: "英語を教えたい" }]);
});

test("looking for a member can be stopped, and what comes later changes nothing", async () => {
  const host = TestHost.inCircle(1);
  host.held.add("join_open");
  open(host);
  await screen.findByRole("heading", { name: ja.book.title });
  host.happen({ event: "link", link: "otagai:ABC" });
  (await screen.findByRole("button", { name: ja.app.next })).click();
  (await screen.findByRole("button", { name: ja.app.stop })).click();
  host.release();
  await screen.findByText(ja.join.nothingYet);
  expect(screen.queryByRole("heading", { name: ja.join.charterTitle })).toBeNull();
});

test("when nobody is reached, the three things to check are shown", async () => {
  const host = TestHost.inCircle(1);
  host.refused.set("join_open", "nobodyReached");
  open(host);
  await screen.findByRole("heading", { name: ja.book.title });
  host.happen({ event: "link", link: "otagai:ABC" });
  (await screen.findByRole("button", { name: ja.app.next })).click();
  await screen.findByText(errorsJa.nobodyReached);
  for (const check of ja.app.checks) screen.getByText(check);
});

test("data that cannot be opened is said on a whole page", async () => {
  const host = new TestHost();
  host.refused.set("app_state", "dataInUse");
  open(host);
  await screen.findByRole("heading", { name: ja.app.failingTitle });
  screen.getByText(errorsJa.dataInUse);
});

test("the language chosen before the name is kept once there is a name", async () => {
  const host = new TestHost();
  open(host);
  (await screen.findByRole("button", { name: "English" })).click();
  await screen.findByRole("heading", { name: "Welcome to Otagai" });
  expect(document.documentElement.lang).toBe("en");
  expect(host.argsOf("settings_set"), "there is nowhere to keep it yet").toEqual([]);
  screen.getByRole("button", { name: /^Start a circle/u }).click();
  await type(await screen.findByLabelText("Name"), "Reibun Hitomi");
  await type(screen.getByLabelText("Reading in hiragana"), "れいぶん");
  screen.getByRole("button", { name: "Begin with this" }).click();
  await screen.findByRole("heading", { name: "Your seal has been made inside this computer" });
  expect(host.argsOf("settings_set")).toEqual([{ language: "en", textPercent: 100 }]);
});
