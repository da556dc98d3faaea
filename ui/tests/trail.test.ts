import { cleanup, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { en } from "../src/words/en";
import { errorsJa } from "../src/words/errors/ja";
import { ja } from "../src/words/ja";
import { arrive } from "./arrivals";
import { goBackToTheBeginning, open } from "./open";
import { vouchOf } from "./sample-work";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

async function trail(title = ja.trail.title): Promise<HTMLElement> {
  return screen.findByRole("region", { name: title });
}

/** One skill of the trail. */
async function skill(name: string) {
  const heading = await within(await trail()).findByRole("heading", { name });
  const part = heading.closest<HTMLElement>("section");
  if (!part) throw new Error("no such skill");
  return part;
}

const names = (list: HTMLElement) =>
  within(list)
    .getAllByRole("listitem")
    .map((one) => one.textContent);

test("who vouches is said by name, each person once, with how recent it is in words", async () => {
  open(TestHost.atWork(), "#/person/p2");
  const part = within(await skill("ファシリテーション"));
  const [list] = part.getAllByRole("list", { name: ja.trail.vouchers });
  const [me = "", hiraku = "", hina = ""] = list ? names(list) : [];
  expect(me).toContain(`${ja.trail.me} `);
  expect(me).toContain(ja.trail.mutual);
  expect(hiraku.replace(/\s/gu, "")).toContain("ひらくさん(2回)");
  expect(hiraku).toContain(ja.trail.freshness.recent);
  expect(hiraku).toContain(ja.trail.withMe);
  expect(hina).toContain(ja.trail.freshness.older);
});

test("the words themselves are there, with day and work, and earlier ones folded", async () => {
  open(TestHost.atWork(), "#/person/p2");
  const part = within(await skill("ファシリテーション"));
  expect(part.getAllByText(/意見が割れた場面で/u).length).toBeGreaterThan(2);
  part.getByText(/リーダーシップ研修/u);
  part.getByText(ja.trail.earlierWords);
  part.getByText(ja.trail.earlier);
});

test("the connection is a list of names, and a sentence", async () => {
  open(TestHost.atWork(), "#/person/p2");
  const through = within(await skill("ファシリテーション")).getByRole("list", { name: ja.trail.pathLabel });
  expect(names(through).map((name) => name?.replace(/[→\s]/gu, ""))).toEqual([
    "あなた",
    "ひらくさん",
    "きくさん",
  ]);
  screen.getByText(ja.trail.pathOne("ひらく", "きく"));
  screen.getByText(ja.trail.pathTwo("ひらく", "ひな先生", "きく"));
  screen.getByText(ja.trail.worked("きく"));
});

test("that all of them are mutual is said as information", async () => {
  open(TestHost.atWork(), "#/person/p2");
  within(await skill("傾聴")).getByText(ja.trail.allMutual, { exact: false });
  expect(
    within(await skill("ファシリテーション")).queryByText(ja.trail.allMutual, { exact: false }),
  ).toBeNull();
});

test("without a path the invitations are shown, and said to be no vouch", async () => {
  open(TestHost.atWork(), "#/person/p5");
  const chain = await screen.findByRole("list", { name: ja.trail.invitations });
  expect(names(chain).map((name) => name?.replace(/[→\s]/gu, ""))).toEqual([
    "きくさん",
    "あなた",
    "さくらさん",
  ]);
  screen.getByText(ja.trail.invitationsHint);
});

test.each(["p2", "p5"])("no number and no score stands anywhere in the trail of %s", async (person) => {
  open(TestHost.atWork(), `#/person/${person}`);
  const part = await trail();
  await within(part).findByRole("heading", { name: "ファシリテーション" });
  const explained = new RegExp(ja.trail.aboutPoints.join("\\s*"), "u");
  const left = (part.textContent ?? "")
    .replace(explained, "")
    .replaceAll(/\d+年(以内|以上前|たつと)/gu, "")
    .replaceAll(/\(\d+回\)/gu, "")
    .replaceAll(/(\d+年)?\d+月(\d+日(\(.\))?)?/gu, "")
    .replaceAll(/\d+日(間|前)/gu, "");
  expect(left).not.toMatch(/\d/u);
  expect(left).not.toMatch(/点数|評価|順位|スコア|★|%/u);
});

test("somebody without vouches does not look as if something were missing", async () => {
  open(TestHost.atWork(), "#/person/p4");
  const part = within(await trail());
  await part.findByText(ja.trail.none("のぞみ"));
  part.getByText(ja.trail.noneBody("きく"));
  expect(part.queryByText(/ありません|0|ゼロ/u, { selector: "p" })).toBeNull();
});

test("one's own page explains what will come, and offers no work with oneself", async () => {
  open(TestHost.inCircle(3), "#/person/p1");
  within(await trail()).getByText(
    await screen.findByText(ja.trail.noneMine).then((one) => one.textContent ?? ""),
  );
  expect(screen.queryByRole("button", { name: ja.trail.workedTogether })).toBeNull();
});

test("what the display means is explained in plain words", async () => {
  open(TestHost.atWork(), "#/person/p2");
  const part = within(await trail());
  await part.findByText(ja.trail.about);
  for (const point of ja.trail.aboutPoints) part.getByText(point);
});

test("it follows what changes", async () => {
  const host = TestHost.atWork();
  open(host, "#/person/p2");
  await skill("ファシリテーション");
  const before = host.argsOf("trail").length;
  host.work.vouches = [vouchOf(host.people, "p3", "p2", { vouch: "w8", text: "あたらしい言葉です。" })];
  arrive(host, { papers: ["w8"] });
  expect((await screen.findAllByText("あたらしい言葉です。")).length).toBeGreaterThan(0);
  expect(host.argsOf("trail").length).toBe(before + 1);
});

test("a trail that cannot be read says so, and the card stays", async () => {
  const host = TestHost.atWork();
  host.refused.set("trail", "dataDamaged");
  open(host, "#/person/p2");
  await screen.findByText(errorsJa.dataDamaged);
  screen.getByText("けいちょう きくこ");
});

test("in English", async () => {
  const host = TestHost.atWork();
  host.app.language = "en";
  open(host, "#/person/p2");
  const part = within(await trail(en.trail.title));
  await part.findByText(en.trail.worked("きく"));
  part.getByText(en.trail.freshness.older);
  part.getByText("(2 times)", { exact: false });
});
