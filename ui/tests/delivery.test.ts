import { cleanup, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PeerView } from "../src/bindings/PeerView";
import { inWords, summaryOf } from "../src/delivery/summary";
import { now } from "../src/session/clock";
import { en } from "../src/words/en";
import { errorsJa } from "../src/words/errors/ja";
import { ja } from "../src/words/ja";
import { speak } from "../src/words/words.svelte";
import { goBackToTheBeginning, open } from "./open";
import { samplePeers } from "./sample-work";
import { TestHost } from "./test-host";

const then = new Date(2026, 10, 21, 12).getTime();
const HOUR = 3_600_000;

function peer(short: string, more: Partial<PeerView> = {}): PeerView {
  return {
    person: short,
    short,
    lastMet: then - HOUR,
    connected: false,
    missing: 0,
    heardAt: then - HOUR,
    via: "",
    ...more,
  };
}

const never = { heardAt: null, lastMet: null };

describe("the sentence is true to the data", () => {
  beforeEach(() => speak("ja"));
  const said = (...people: PeerView[]) => inWords(summaryOf(people), then);

  test("nobody counts as reached of whom nothing was ever heard, also when nothing is missing", () => {
    expect(said(peer("きく", never))).toEqual([ja.delivery.nobodyYet]);
    const [first, ...rest] = said(peer("きく"), peer("ひらく", never));
    expect(first).toBe(ja.delivery.some(2, 1));
    expect(rest).toContain(ja.delivery.unseen(1));
  });

  test("everybody is said only when everybody was heard from since", () => {
    expect(said(peer("きく"), peer("ひらく"))[0]).toBe(ja.delivery.everybody(2));
    expect(said(peer("きく"), peer("ひらく", { missing: 1 }))[0]).toBe(ja.delivery.some(2, 1));
  });

  test("who lacks something is counted, and never among the reached", () => {
    const [first, ...rest] = said(peer("きく", { missing: 3 }), peer("ひらく", { missing: 1 }));
    expect(first).toBe(ja.delivery.some(2, 0));
    expect(rest).toEqual([ja.delivery.behind(2)]);
  });

  test("the oldest news among the reached is told, others' is not", () => {
    const sentences = said(
      peer("きく", { heardAt: then - 26 * HOUR }),
      peer("ひらく"),
      peer("のぞみ", { heardAt: then - 90 * HOUR, missing: 2 }),
    );
    expect(sentences.at(-1)).toBe(ja.delivery.asOf("きのう 10:00"));
  });

  test("alone", () => {
    expect(said()).toEqual([ja.delivery.alone]);
  });
});

describe("the page", () => {
  let host: TestHost;

  beforeEach(() => {
    host = TestHost.inCircle(6);
    host.peers = samplePeers(host.people, now());
  });

  afterEach(() => {
    cleanup();
    goBackToTheBeginning();
  });

  async function row(short: string) {
    const name = await screen.findByText(`${short}さん`, { selector: ".name" });
    return within(name.closest<HTMLElement>("li") ?? name);
  }

  test("says for every person how it came there, in words", async () => {
    open(host, "#/delivery");
    (await row("きく")).getByText(ja.delivery.connected);
    (await row("きく")).getByText(/^直接: /u);
    (await row("ひらく")).getByText(/^きくさん経由: /u);
    (await row("のぞみ")).getByText(ja.delivery.missing(3));
    (await row("さくら")).getByText(ja.delivery.never);
    expect((await row("さくら")).queryByText(ja.delivery.there)).toBeNull();
    screen.getByText(ja.delivery.some(5, 3));
  });

  test("who was only heard of is not said to have been met", async () => {
    host.peers = [{ ...host.peers[1]!, lastMet: null }];
    open(host, "#/delivery");
    (await row("ひらく")).getByText(ja.delivery.notInPerson, { exact: false });
  });

  test("looking for people shows that it works, can be stopped, and what comes later changes nothing", async () => {
    host.held.add("sync");
    host.found = { met: 2, received: 1, sent: 0, refused: 0 };
    open(host, "#/delivery");
    (await screen.findByRole("button", { name: ja.delivery.search })).click();
    await screen.findByText(ja.delivery.searching);
    screen.getByRole("button", { name: ja.app.stop }).click();
    await screen.findByRole("button", { name: ja.delivery.search });
    host.release();
    await Promise.resolve();
    expect(screen.queryByText(ja.delivery.found(2, 1))).toBeNull();
    expect(host.argsOf("sync")).toEqual([{ peer: "", seconds: 20, once: false, part: false }]);
  });

  test("leaving stops it as well", async () => {
    host.held.add("sync");
    open(host, "#/delivery");
    (await screen.findByRole("button", { name: ja.delivery.search })).click();
    await screen.findByText(ja.delivery.searching);
    location.hash = "#/book";
    await screen.findByRole("heading", { name: ja.book.title });
    host.release();
    location.hash = "#/delivery";
    await screen.findByRole("button", { name: ja.delivery.search });
  });

  test("what was found is said, and the list is read again", async () => {
    host.found = { met: 2, received: 1, sent: 0, refused: 0 };
    open(host, "#/delivery");
    await screen.findByText(ja.delivery.some(5, 3));
    host.peers = host.peers.map((one) => ({ ...one, missing: 0, heardAt: now() }));
    screen.getByRole("button", { name: ja.delivery.search }).click();
    await screen.findByText(ja.delivery.found(2, 1));
    await screen.findByText(ja.delivery.everybody(5));
  });

  test("when nobody is found the three things to check open by themselves", async () => {
    open(host, "#/delivery");
    (await screen.findByRole("button", { name: ja.delivery.search })).click();
    await screen.findByText(ja.delivery.foundNobody);
    for (const check of ja.delivery.help) screen.getByText(check);
    const help = screen.getByText(ja.delivery.helpTitle).closest("details");
    await expect.poll(() => help?.open).toBe(true);
  });

  test("a refusal is said with what to do", async () => {
    host.refused.set("sync", "network");
    open(host, "#/delivery");
    (await screen.findByRole("button", { name: ja.delivery.search })).click();
    await screen.findByText(errorsJa.network);
  });

  test("it follows the news of who has what", async () => {
    open(host, "#/delivery");
    await screen.findByText(ja.delivery.some(5, 3));
    host.peers = host.peers.map((one) => ({ ...one, missing: 0, heardAt: now() }));
    host.happen({ event: "delivery", circle: "c1" });
    await screen.findByText(ja.delivery.everybody(5));
  });

  test("in English", async () => {
    host.app.language = "en";
    open(host, "#/delivery");
    await screen.findByText(en.delivery.some(5, 3));
    screen.getByText(en.delivery.missing(3));
  });
});
