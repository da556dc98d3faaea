import { cleanup, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { now } from "../src/session/clock";
import { en } from "../src/words/en";
import { errorsJa } from "../src/words/errors/ja";
import { ja } from "../src/words/ja";
import { thisMonth } from "../src/words/months";
import { goBackToTheBeginning, open, pressEnter, type } from "./open";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

const button = (name: string) => screen.getByRole("button", { name });
const TEXT = "配信をお願いしました。\n前日の練習で音の問題を見つけてくれたので、当日はあわてずにすみました。";
/** As a query sees it; the page shows the line break. */
const SEEN = TEXT.replace("\n", " ");
const text = () => screen.findByLabelText<HTMLTextAreaElement>(ja.vouch.text);

/** Fills in what a vouch on the recorded job needs. */
async function write(host: TestHost): Promise<void> {
  open(host, "#/write/p3/j1");
  await type(await text(), TEXT);
  screen.getByRole("checkbox", { name: "ファシリテーション" }).click();
}

async function readAgain(): Promise<void> {
  button(ja.vouch.read).click();
  await screen.findByRole("heading", { name: ja.vouch.readTitle });
}

test("from a job: two things are needed, then it is read again as the other will see it, then signed", async () => {
  const host = TestHost.atWork();
  await write(host);
  await readAgain();
  expect(host.argsOf("vouch_write"), "nothing is signed before it was read").toEqual([]);
  const seen = within(screen.getByRole("article")).getByText(SEEN);
  expect(seen.textContent, "with its lines").toBe(TEXT);
  expect(seen.classList, "and shown so").toContain("written");
  expect(screen.getByText(/が、見たことを書いたものです/u).textContent).toBe(
    "この推薦は、ひらくさんと実際に仕事をしたわたしが、見たことを書いたものです。わたしの名前で残ります。あとで取り下げることはできますが、すでに印刷された紙は取り戻せません。",
  );
  button(ja.vouch.sign).click();
  await screen.findByRole("heading", { name: ja.vouch.signedTitle });
  expect(host.argsOf("vouch_write")).toEqual([
    {
      circle: "c1",
      subject: "p3",
      job: "j1",
      version: "v1",
      newJob: null,
      skills: ["ファシリテーション"],
      text: TEXT,
      role: "shared",
      basis: "workedAlongside",
      forWhom: "",
      again: "gladly",
      relation: "none",
      outside: false,
      outsideName: "",
      language: "ja",
    },
  ]);
});

test("whoever is called otherwise in this circle signs as that", async () => {
  const host = TestHost.atWork();
  const [circle] = host.app.circles;
  if (!circle) throw new Error("no circle");
  [circle.myName, circle.myShort] = ["佐倉 咲", "さっちゃん"];
  await write(host);
  await readAgain();
  screen.getByRole("heading", { name: ja.vouch.from("さっちゃん") });
  button(ja.vouch.sign).click();
  await screen.findByRole("img", { name: ja.start.sealLabel("さっちゃん") });
});

test("from a person: the job is recorded with it, with two fields more", async () => {
  const host = TestHost.inCircle(4);
  open(host, "#/person/p4");
  (await screen.findByRole("button", { name: ja.trail.workedTogether })).click();
  await type(await screen.findByLabelText(ja.work.subject), "英語プレゼンの練習会");
  screen.getByRole("checkbox", { name: "英語学習コーチング" }).click();
  await type(await text(), TEXT);
  await readAgain();
  button(ja.vouch.sign).click();
  await screen.findByRole("heading", { name: ja.vouch.signedTitle });
  const month = thisMonth(now());
  expect(host.argsOf("vouch_write")[0]).toMatchObject({
    subject: "p4",
    job: "",
    version: "",
    skills: ["英語学習コーチング"],
    newJob: {
      title: "英語プレゼンの練習会",
      kind: "paid",
      from: month,
      to: month,
      skills: ["英語学習コーチング"],
      participants: [
        { person: "", role: "" },
        { person: "p4", role: "" },
      ],
    },
  });
});

test("where work with the person is recorded already, it is offered instead of a second record", async () => {
  open(TestHost.atWork(), "#/write/p3");
  (await screen.findByRole("link", { name: "管理職研修(製造業・2日間)" })).click();
  await screen.findByRole("checkbox", { name: "管理職研修" });
  expect(screen.queryByLabelText(ja.work.subject)).toBeNull();
});

test("what is missing stands at its field, tied to it, and the reader goes there", async () => {
  open(TestHost.atWork(), "#/write/p3/j1");
  const field = await text();
  button(ja.vouch.read).click();
  await screen.findByText(errorsJa.vouchSkills);
  const said = (field.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent);
  expect(said).toContain(errorsJa.vouchTextShort);
  await expect.poll(() => document.activeElement).toBe(screen.getByRole("checkbox", { name: "管理職研修" }));
});

test("a beginning puts a sentence in, selects its open place, and is not signed unfilled", async () => {
  open(TestHost.atWork(), "#/write/p3/j1");
  const field = await text();
  await type(field, "とても助かりました。");
  button(ja.vouch.starter.asked).click();
  await expect.poll(() => document.activeElement).toBe(field);
  expect(field.value).toBe(`とても助かりました。${ja.vouch.starter.asked}`);
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe(ja.vouch.blank);
  await type(field, `${field.value}これだけ書けば三十文字はこえているはずです。`);
  screen.getByRole("checkbox", { name: "管理職研修" }).click();
  button(ja.vouch.read).click();
  await screen.findByText(ja.vouch.fillBlank);
  expect(screen.queryByRole("heading", { name: ja.vouch.readTitle })).toBeNull();
});

test("the count is shown at once, and read out only after a pause", async () => {
  open(TestHost.atWork(), "#/write/p3/j1");
  const field = await text();
  await type(field, "あいうえお");
  const sentence = ja.app.count(5, 30, 400);
  expect(screen.getAllByText(sentence).filter((place) => place.role === "status")).toEqual([]);
  await expect
    .poll(() => screen.getAllByText(sentence).filter((place) => place.role === "status"))
    .toHaveLength(1);
});

test("no more than three skills can be ticked, and the reason is said", async () => {
  const host = TestHost.atWork();
  const job = host.work.jobs.find((one) => one.job === "j1");
  if (job) job.skills = ["一", "二", "三", "四"];
  open(host, "#/write/p3/j1");
  for (const name of ["一", "二", "三"]) (await screen.findByRole("checkbox", { name })).click();
  await screen.findByText(ja.app.full(3));
  expect((screen.getByRole("checkbox", { name: "四" }) as HTMLInputElement).disabled).toBe(true);
});

test("showing it outside is off, and only when it is on a name is asked for", async () => {
  const host = TestHost.atWork();
  await write(host);
  expect(screen.queryByLabelText(ja.vouch.outsideName)).toBeNull();
  screen.getByRole("radio", { name: ja.vouch.outsides.yes }).click();
  const name = await screen.findByLabelText<HTMLInputElement>(ja.vouch.outsideName);
  expect(name.value).toBe("例文 ひとみ");
  await readAgain();
  screen.getByText(ja.vouch.outsideAs("例文 ひとみ"));
  button(ja.vouch.sign).click();
  await screen.findByRole("heading", { name: ja.vouch.signedTitle });
  expect(host.argsOf("vouch_write")[0]).toMatchObject({ outside: true, outsideName: "例文 ひとみ" });
});

test.each([
  ["vouchTextShort", "text"],
  ["skillNotInJob", "skills"],
  ["hearsay", "basis"],
] as const)("a refusal about a field (%s) leads back to it, and nothing is lost", async (code, place) => {
  const host = TestHost.atWork();
  host.refused.set("vouch_write", code);
  await write(host);
  await readAgain();
  button(ja.vouch.sign).click();
  const said = await screen.findByText(errorsJa[code]);
  const near = { text: ja.vouch.text, skills: ja.vouch.skillsAsk("ひらく"), basis: ja.vouch.basis }[place];
  expect(said.parentElement?.textContent).toContain(near);
  expect(screen.queryByRole("alert"), "it is said once").toBeNull();
  expect((await text()).value).toBe(TEXT);
});

test("a refusal about no field stands above the button, and the text is still there", async () => {
  const host = TestHost.atWork();
  host.refused.set("vouch_write", "disputedJob");
  await write(host);
  await readAgain();
  button(ja.vouch.sign).click();
  within(await screen.findByRole("alert")).getByText(errorsJa.disputedJob);
  button(ja.vouch.backToWrite).click();
  expect((await text()).value).toBe(TEXT);
});

test("a draft is kept while one looks elsewhere, is listed, and is thrown away only after a question", async () => {
  const host = TestHost.atWork();
  await write(host);
  screen.getByRole("link", { name: new RegExp(`^${ja.frame.book}`, "u") }).click();
  await screen.findByRole("heading", { name: ja.book.title });
  screen.getByRole("link", { name: new RegExp(`^${ja.frame.vouches}`, "u") }).click();
  await screen.findByRole("heading", { name: ja.vouch.drafts });
  screen.getByRole("link", { name: ja.vouch.goOn }).click();
  expect((await text()).value).toBe(TEXT);
  screen.getByText(ja.work.goOn);
  button(ja.work.startOver).click();
  (await screen.findByRole("button", { name: ja.work.startOverNo })).click();
  expect((await text()).value).toBe(TEXT);
  (await screen.findByRole("button", { name: ja.work.startOver })).click();
  (await screen.findByRole("button", { name: ja.work.startOverYes })).click();
  await expect.poll(async () => (await text()).value).toBe("");
});

test("a draft is there again when the window is opened the next time, and goes when it is signed", async () => {
  const host = TestHost.atWork();
  await write(host);
  // Closing the window leaves the field.
  (await text()).blur();
  await expect.poll(() => host.drafts.size).toBe(1);
  cleanup();
  open(host, "#/vouches");
  (await screen.findByRole("link", { name: ja.vouch.goOn })).click();
  expect((await text()).value).toBe(TEXT);
  await readAgain();
  button(ja.vouch.sign).click();
  await screen.findByRole("heading", { name: ja.vouch.signedTitle });
  await expect.poll(() => host.drafts.size).toBe(0);
});

test("a draft that cannot be kept is said, and said no more once it can", async () => {
  const host = TestHost.atWork();
  host.refused.set("draft_keep", "diskFull");
  await write(host);
  (await text()).blur();
  within(await screen.findByRole("alert")).getByText(errorsJa.diskFull);
  expect((await text()).value).toBe(TEXT);
  host.refused.clear();
  await type(await text(), `${TEXT}。`);
  (await text()).blur();
  await expect.poll(() => screen.queryByRole("alert")).toBeNull();
  expect(host.drafts.size).toBe(1);
});

test("a draft of another version of the program hinders nobody", async () => {
  const host = TestHost.atWork();
  for (const kept of ["{", '{"text": 3, "skills": [1]}', '"x"']) {
    host.drafts.set("vouch/c1/p3/j1", kept);
    open(host, "#/write/p3/j1");
    expect((await text()).value).toBe("");
    cleanup();
  }
});

test("what its subject wants put right is written anew from what there was", async () => {
  const host = TestHost.atWork();
  open(host, "#/write/p6/j5");
  const field = await text();
  expect(field.value).toContain("意見が割れた場面で");
  expect((screen.getByRole("checkbox", { name: "ファシリテーション" }) as HTMLInputElement).checked).toBe(
    true,
  );
});

test("a second vouch on the same work, oneself, and work that is gone are said kindly", async () => {
  const host = TestHost.atWork();
  open(host, "#/write/p5/j2");
  await screen.findByText(ja.vouch.already("さくら"));
  location.hash = "#/write/p1";
  await screen.findByText(ja.vouch.notSelf);
  location.hash = "#/write/p3/gone";
  await screen.findByText(ja.vouch.workGone);
});

test("the Enter that confirms a conversion goes nowhere", async () => {
  const host = TestHost.inCircle(4);
  open(host, "#/write/p4");
  const title = await screen.findByLabelText(ja.work.subject);
  await type(title, "練習会");
  await pressEnter(title, 229);
  expect(screen.queryByText(errorsJa.vouchSkills)).toBeNull();
  expect(host.argsOf("vouch_write")).toEqual([]);
});

test("in English, with the language of the text found out", async () => {
  const host = TestHost.atWork();
  host.app.language = "en";
  open(host, "#/write/p3/j1");
  await type(
    await screen.findByLabelText(en.vouch.text),
    "I asked for help with streaming, and the sound was fine on the day.",
  );
  screen.getByRole("checkbox", { name: "ファシリテーション" }).click();
  button(en.vouch.read).click();
  await screen.findByText(/who really worked with ひらく/u);
  button(en.vouch.sign).click();
  await screen.findByRole("heading", { name: en.vouch.signedTitle });
  expect(host.argsOf("vouch_write")[0]).toMatchObject({ language: "en" });
});
