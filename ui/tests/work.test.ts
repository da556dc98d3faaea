import { cleanup, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { now } from "../src/session/clock";
import { en } from "../src/words/en";
import { errorsJa } from "../src/words/errors/ja";
import { ja } from "../src/words/ja";
import { thisMonth } from "../src/words/months";
import { arrive, notice } from "./arrivals";
import { card, goBackToTheBeginning, open, pressEnter, type } from "./open";
import { jobOf } from "./sample-work";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

const button = (name: string) => screen.getByRole("button", { name });
const tick = (name: string) => screen.getByRole("checkbox", { name });

test.each(["ja", "en"] as const)("the list says every state in words (%s)", async (language) => {
  const host = TestHost.atWork();
  host.app.language = language;
  open(host, "#/work");
  const say = language === "ja" ? ja : en;
  await screen.findByRole("heading", { name: say.work.title });
  await screen.findByRole("heading", { name: say.work.asking });
  const states: string[] = [
    say.work.myTurn,
    say.work.states.confirmed,
    say.work.states.waiting,
    say.work.states.toFix,
  ];
  for (const state of states) expect(screen.getAllByText(state).length).toBeGreaterThan(0);
});

test("what waits for me is on top, and one press confirms the version that was read", async () => {
  const host = TestHost.atWork();
  open(host, "#/work");
  const waiting = within(await card("英語プレゼンの練習会"));
  waiting.getByText(ja.work.asks("きく"));
  waiting.getByRole("button", { name: ja.work.confirm }).click();
  await screen.findByText(ja.work.answered.accept);
  expect(host.argsOf("job_answer")).toEqual([
    { circle: "c1", job: "j3", version: "v3", answer: "accept", note: "" },
  ]);
  // The card is gone; the reader goes on from the list.
  await expect.poll(() => document.activeElement?.textContent).toBe(ja.work.mine);
});

test("asking for a change needs one line, and goes to the author with it", async () => {
  const host = TestHost.atWork();
  open(host, "#/work");
  const waiting = within(await card("英語プレゼンの練習会"));
  waiting.getByRole("button", { name: ja.work.fix }).click();
  const line = await screen.findByLabelText(ja.work.fixWhat);
  await expect.poll(() => document.activeElement).toBe(line);
  button(ja.work.fixSend).click();
  await screen.findByText(ja.app.needed);
  expect(host.argsOf("job_answer")).toEqual([]);
  await type(line, "時期は9月からです");
  button(ja.work.fixSend).click();
  await screen.findByText(ja.work.answered.fix);
  expect(host.argsOf("job_answer")[0]).toMatchObject({ answer: "fix", note: "時期は9月からです" });
});

test("a refusal is quiet, and the mind can be changed", async () => {
  const host = TestHost.atWork();
  open(host, "#/work");
  const waiting = within(await card("英語プレゼンの練習会"));
  waiting.getByRole("button", { name: ja.work.decline }).click();
  await screen.findByText(ja.work.answered.decline);
  screen.getAllByRole("button", { name: ja.work.changeMind })[0]?.click();
  await screen.findByText(ja.work.answered.accept);
  expect(host.argsOf("job_answer").map(({ answer }) => answer)).toEqual(["decline", "accept"]);
});

test("a job that came with a vouch is answered there, with one answer for both", async () => {
  open(TestHost.atWork(), "#/work");
  const both = within(await card("1on1研修の資料づくり"));
  expect(both.queryByRole("button", { name: ja.work.confirm })).toBeNull();
  both.getByText(ja.work.asksWithVouch("ひらく"));
  both.getByRole("link", { name: ja.work.toVouch });
});

test("what the other wants put right stands on the card, and leads to the record", async () => {
  const host = TestHost.atWork();
  open(host, "#/work");
  const mine = within(await card("就業規則の見直し"));
  mine.getByText(/時期は5月からです/u);
  mine.getByRole("button", { name: ja.work.putRight }).click();
  expect(((await screen.findByLabelText(ja.work.subject)) as HTMLInputElement).value).toBe(
    "就業規則の見直し",
  );
  button(ja.work.save).click();
  await screen.findAllByText(ja.work.savedAgain);
  expect(host.argsOf("job_record")[0]).toMatchObject({ replaces: "j5", job: { title: "就業規則の見直し" } });
});

test("taking back asks once", async () => {
  const host = TestHost.atWork();
  open(host, "#/work");
  const mine = within(await card("公開講座"));
  mine.getByRole("button", { name: ja.work.takeBackOf("公開講座") }).click();
  await mine.findByText(ja.work.takeBackAsk);
  mine.getByRole("button", { name: ja.work.takeBackNo }).click();
  expect(host.argsOf("work_take_back")).toEqual([]);
  (await mine.findByRole("button", { name: ja.work.takeBackOf("公開講座") })).click();
  (await mine.findByRole("button", { name: ja.work.takeBackYes })).click();
  await screen.findByText(ja.work.takenBack);
  expect(host.argsOf("work_take_back")).toEqual([{ circle: "c1", document: "j2" }]);
});

test("for everybody for whom one may still vouch on confirmed work there is a button", async () => {
  const host = TestHost.atWork();
  host.work.jobs = [jobOf(host.people, ["p1", "p3", "p4"], { canVouch: ["p3", "p4"] })];
  open(host, "#/work");
  await screen.findByRole("button", { name: ja.work.vouchFor("ひらく") });
  button(ja.work.vouchFor("のぞみ")).click();
  await screen.findByRole("heading", { name: ja.vouch.writeTitle("のぞみ") });
});

test("nobody is asked to pay back a vouch: unconfirmed work offers none", async () => {
  const host = TestHost.atWork();
  host.work.jobs = [
    jobOf(host.people, ["p1", "p3"], { state: "waiting", canVouch: ["p3"] }),
    jobOf(host.people, ["p1", "p4"], { job: "j9", canVouch: [] }),
  ];
  open(host, "#/work");
  await screen.findAllByText(ja.work.states.confirmed);
  expect(screen.queryByRole("button", { name: /を推薦する$/u })).toBeNull();
});

test("an empty list is kind", async () => {
  open(TestHost.inCircle(3), "#/work");
  await screen.findByRole("heading", { name: ja.work.none });
  screen.getByText(ja.work.noneBody);
});

test("a record needs a title, people and a strength; the rest is prefilled", async () => {
  const host = TestHost.inCircle(3);
  open(host, "#/record");
  (await screen.findByRole("button", { name: ja.work.save })).click();
  const title = screen.getByLabelText(ja.work.subject);
  await screen.findByText(errorsJa.jobTitle);
  screen.getByText(errorsJa.jobPeople);
  screen.getByText(errorsJa.jobSkills);
  await expect.poll(() => document.activeElement).toBe(title);
  const wrong = title.getAttribute("aria-describedby")?.split(" ") ?? [];
  expect(wrong.map((id) => document.getElementById(id)?.textContent)).toContain(errorsJa.jobTitle);
  expect(host.argsOf("job_record")).toEqual([]);

  await type(title, "管理職研修");
  tick("きくさん").click();
  tick("ファシリテーション").click();
  await screen.findByRole("checkbox", { name: "傾聴" });
  button(ja.work.save).click();
  // Twice: on the page, and for a screen reader.
  await expect.poll(() => screen.queryAllByText(ja.work.saved)).toHaveLength(2);
  const month = thisMonth(now());
  expect(host.argsOf("job_record")).toEqual([
    {
      circle: "c1",
      replaces: "",
      job: {
        title: "管理職研修",
        kind: "paid",
        from: month,
        to: month,
        size: null,
        participants: [
          { person: "", role: "" },
          { person: "p2", role: "" },
        ],
        skills: ["ファシリテーション"],
        outside: 0,
      },
    },
  ]);
});

test("the Enter that confirms a conversion neither adds a strength nor records", async () => {
  const host = TestHost.inCircle(3);
  open(host, "#/record");
  const other = await screen.findByLabelText(ja.work.otherSkill);
  await type(other, "司会");
  await pressEnter(other, 229);
  expect(screen.queryByRole("checkbox", { name: "司会" })).toBeNull();
  await pressEnter(other);
  await screen.findByRole("checkbox", { name: "司会" });
  const title = screen.getByLabelText(ja.work.subject);
  await type(title, "勉強会");
  await pressEnter(title, 229);
  expect(host.argsOf("job_record")).toEqual([]);
});

test("a refusal stands at its field, everything else above the button, and nothing is lost", async () => {
  const host = TestHost.inCircle(3);
  host.refused.set("job_record", "jobInTheFuture");
  open(host, "#/record");
  const title = await screen.findByLabelText(ja.work.subject);
  await type(title, "これからの仕事");
  tick("きくさん").click();
  tick("ファシリテーション").click();
  button(ja.work.save).click();
  await screen.findByText(errorsJa.jobInTheFuture);
  const to = screen.getByLabelText(ja.work.to);
  expect(to.getAttribute("aria-invalid")).toBe("true");
  await expect.poll(() => document.activeElement).toBe(to);
  expect(screen.queryByRole("alert"), "it is said once, at the field").toBeNull();

  host.refused.set("job_record", "diskFull");
  button(ja.work.save).click();
  within(await screen.findByRole("alert")).getByText(errorsJa.diskFull);
  expect((title as HTMLInputElement).value).toBe("これからの仕事");
});

test("what was begun is kept while one looks elsewhere, and is thrown away only after a question", async () => {
  open(TestHost.inCircle(3), "#/record");
  await type(await screen.findByLabelText(ja.work.subject), "書きかけ");
  button(ja.work.keepForLater).click();
  (await screen.findByRole("button", { name: ja.work.record })).click();
  await screen.findByText(ja.work.goOn);
  expect((screen.getByLabelText(ja.work.subject) as HTMLInputElement).value).toBe("書きかけ");
  button(ja.work.startOver).click();
  (await screen.findByRole("button", { name: ja.work.startOverYes })).click();
  await expect.poll(() => (screen.getByLabelText(ja.work.subject) as HTMLInputElement).value).toBe("");
});

test("in a large circle people are looked for by name or reading", async () => {
  open(TestHost.inCircle(20), "#/record");
  const narrow = await screen.findByLabelText(ja.work.narrow);
  tick("きくさん").click();
  await type(narrow, "けいこ");
  await expect.poll(() => screen.queryByRole("checkbox", { name: "ひらくさん" })).toBeNull();
  screen.getByRole("checkbox", { name: /つよし/u });
  screen.getByRole("checkbox", { name: "きくさん" });
});

test("what arrives is marked in the menu and said, wherever one is", async () => {
  const host = TestHost.inCircle(6);
  open(host, "#/settings");
  await screen.findByRole("heading", { name: ja.settings.title });
  host.work.jobs = [jobOf(host.people, ["p2", "p1"], { state: "waiting", myTurn: true })];
  arrive(host, { papers: host.work.jobs.map(({ job }) => job) });
  notice(host, "jobAsks", "p2", host.work.jobs[0]?.job);
  await screen.findByText(ja.frame.waitsWork);
  await expect.poll(() => screen.queryAllByText(ja.work.arrived(["きく"]))).toHaveLength(1);
  expect(screen.queryByText(ja.book.changed(["きく"])), "no card has arrived").toBeNull();
});

test("who only stands in a record is told apart from who signed it", async () => {
  const host = TestHost.atWork();
  const job = host.work.jobs.find(
    ({ state, participants }) => state === "confirmed" && participants.length > 1,
  );
  if (!job) throw new Error("a confirmed job");
  const silent = job.participants.at(-1);
  if (silent) silent.confirmed = false;
  open(host, "#/work");
  const sheet = await card(job.title);
  const group = (title: string) =>
    within(within(sheet).getByText(title).parentElement as HTMLElement)
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent);
  const words = silent?.role ? `${silent.short}さん (${silent.role})` : `${silent?.short}さん`;
  expect(group(ja.work.tookPart)).not.toContain(words);
  expect(group(ja.work.namedOnly)).toEqual([words]);
  within(sheet).getByText(ja.work.partlyConfirmed);
  expect(within(sheet).queryByText(ja.work.states.confirmed)).toBeNull();
});
