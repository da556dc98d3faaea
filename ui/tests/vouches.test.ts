import { cleanup, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { now } from "../src/session/clock";
import { en } from "../src/words/en";
import { errorsJa } from "../src/words/errors/ja";
import { ja } from "../src/words/ja";
import { arrive, notice } from "./arrivals";
import { card, goBackToTheBeginning, open, pressEnter, type } from "./open";
import { samplePeers, vouchOf } from "./sample-work";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

const button = (name: string) => screen.getByRole("button", { name });

async function waiting() {
  return within(await card(ja.vouch.from("ひらく")));
}

test.each(["ja", "en"] as const)(
  "what waits comes first, with its job on the same card (%s)",
  async (language) => {
    const host = TestHost.atWork();
    host.app.language = language;
    open(host, "#/vouches");
    const say = language === "ja" ? ja : en;
    const headings = (await screen.findAllByRole("heading", { level: 2 })).map((one) => one.textContent);
    expect(headings).toEqual([say.vouch.waitingForMe, say.vouch.received, say.vouch.written]);
    const first = within(await card(say.vouch.from("ひらく")));
    first.getByText(/1on1研修の資料づくり/u);
    expect(first.getAllByRole("button").map((one) => one.textContent?.trim())).toEqual(
      Object.values(say.vouch.answers),
    );
  },
);

test.each(["accept", "keep", "decline"] as const)(
  "the answer %s is one press and one call",
  async (answer) => {
    const host = TestHost.atWork();
    open(host, "#/vouches");
    (await waiting()).getByRole("button", { name: ja.vouch.answers[answer] }).click();
    await screen.findByText(ja.vouch.answered[answer]);
    expect(host.argsOf("vouch_answer")).toEqual([{ circle: "c1", vouch: "w1", answer, note: "" }]);
    expect(host.argsOf("job_answer"), "the job is answered with it").toEqual([]);
  },
);

test("asking for a change takes one line; the Enter of a conversion sends nothing", async () => {
  const host = TestHost.atWork();
  open(host, "#/vouches");
  (await waiting()).getByRole("button", { name: ja.vouch.answers.fix }).click();
  const line = await screen.findByLabelText(ja.vouch.fixWhat);
  await type(line, "3か月ではなく2か月でした");
  await pressEnter(line, 229);
  expect(host.argsOf("vouch_answer")).toEqual([]);
  button(ja.vouch.fixSend).click();
  await screen.findByText(ja.vouch.answered.fix);
  expect(host.argsOf("vouch_answer")).toEqual([
    { circle: "c1", vouch: "w1", answer: "fix", note: "3か月ではなく2か月でした" },
  ]);
});

test("an answer that is refused leaves the line and the choice as they were", async () => {
  const host = TestHost.atWork();
  host.refused.set("vouch_answer", "diskFull");
  open(host, "#/vouches");
  (await waiting()).getByRole("button", { name: ja.vouch.answers.fix }).click();
  await type(await screen.findByLabelText(ja.vouch.fixWhat), "2か月でした");
  button(ja.vouch.fixSend).click();
  await screen.findByText(errorsJa.diskFull);
  expect(((await screen.findByLabelText(ja.vouch.fixWhat)) as HTMLInputElement).value).toBe("2か月でした");
});

test("after accepting, nothing asks for a vouch in return", async () => {
  const host = TestHost.atWork();
  open(host, "#/vouches");
  (await waiting()).getByRole("button", { name: ja.vouch.answers.accept }).click();
  await screen.findByText(ja.vouch.answered.accept);
  expect(screen.queryByRole("button", { name: /推薦する|お返し/u })).toBeNull();
});

test("a shown vouch is hidden and brought back with one press each", async () => {
  const host = TestHost.atWork();
  open(host, "#/vouches");
  (await screen.findByRole("button", { name: ja.vouch.hideOf("きく") })).click();
  await screen.findByText(ja.vouch.hidden);
  button(ja.app.undo).click();
  await screen.findByText(ja.vouch.shown);
  expect(host.argsOf("vouch_show")).toEqual([
    { circle: "c1", vouch: "w2", shown: false },
    { circle: "c1", vouch: "w2", shown: true },
  ]);
});

test("one that was kept back is shown by the answer that was left out", async () => {
  const host = TestHost.atWork();
  open(host, "#/vouches");
  (await screen.findByRole("button", { name: ja.vouch.showOf("のぞみ") })).click();
  await screen.findByText(ja.vouch.answered.accept);
  expect(host.argsOf("vouch_answer")).toEqual([{ circle: "c1", vouch: "w4", answer: "accept", note: "" }]);
});

test("every state of what I wrote is said in words, with what the other wants put right", async () => {
  const host = TestHost.atWork();
  const more = (["kept", "expired", "withdrawn", "declined"] as const).map((state) =>
    vouchOf(host.people, "p1", "p4", { vouch: state, state }),
  );
  host.work.vouches = [...host.work.vouches, ...more];
  open(host, "#/vouches");
  await screen.findByRole("heading", { name: ja.vouch.written });
  for (const state of ["waiting", "toFix", "kept", "counts", "expired", "withdrawn", "declined"] as const) {
    expect(screen.getAllByText(ja.vouch.states[state]).length, state).toBeGreaterThan(0);
  }
  const toFix = within(await card(ja.vouch.to("ひな先生")));
  toFix.getByText(/3か月ではなく2か月でした/u);
  toFix.getByText(ja.vouch.recordToo);
  toFix.getByRole("button", { name: ja.work.putRight });
  toFix.getByRole("button", { name: ja.vouch.rewrite });
});

test("withdrawing asks once and says what cannot be recalled", async () => {
  const host = TestHost.atWork();
  open(host, "#/vouches");
  const mine = within(await card(ja.vouch.to("きく")));
  mine.getByRole("button", { name: ja.vouch.takeBackOf("きく") }).click();
  const asked = await mine.findByText(ja.vouch.takeBackAsk);
  expect(asked.textContent).toContain("印刷された紙は取り戻せません");
  expect(host.argsOf("work_take_back")).toEqual([]);
  mine.getByRole("button", { name: ja.vouch.takeBackYes }).click();
  await screen.findByText(ja.vouch.takenBack);
  expect(host.argsOf("work_take_back")).toEqual([{ circle: "c1", document: "w7" }]);
});

test("whether it has reached the other is said only as far as it is known", async () => {
  const host = TestHost.atWork();
  host.peers = samplePeers(host.people, now()).map((peer) => ({ ...peer, heardAt: null }));
  open(host, "#/vouches");
  await screen.findByText(ja.vouch.notThere("さくら"));
  host.peers = host.peers.map((peer) => ({ ...peer, heardAt: now(), missing: 0, via: "きく" }));
  host.happen({ event: "delivery", circle: "c1" });
  await screen.findByText(ja.vouch.thereVia("さくら", "きく"));
});

test("without any vouch the page is kind", async () => {
  open(TestHost.inCircle(3), "#/vouches");
  await screen.findByRole("heading", { name: ja.vouch.none });
});

test("a vouch that arrives is said and marked, and leads to its page", async () => {
  const host = TestHost.inCircle(4);
  open(host);
  await screen.findByText(ja.book.count(4));
  host.work.vouches = [vouchOf(host.people, "p2", "p1", { state: "waiting" })];
  arrive(host, { papers: host.work.vouches.map(({ vouch }) => vouch) });
  notice(host, "vouchWaits", "p2", host.work.vouches[0]?.vouch);
  await screen.findByText(ja.frame.waitsVouch);
  // Twice: on the page, and for a screen reader.
  await expect.poll(() => screen.queryAllByText(ja.vouch.arrived(["きく"]))).toHaveLength(2);
  screen.getByRole("link", { name: ja.vouch.see }).click();
  await screen.findByRole("heading", { name: ja.vouch.waitingForMe });
});
