import { cleanup, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { en } from "../src/words/en";
import { errorsJa } from "../src/words/errors/ja";
import { ja } from "../src/words/ja";
import { goBackToTheBeginning, open, type } from "./open";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

const button = (name: string) => screen.getByRole("button", { name });

async function check(content: string): Promise<void> {
  await type(await screen.findByLabelText(ja.proof.pasteIn), content);
  button(ja.proof.check).click();
}

async function choose(content: string): Promise<void> {
  const field = await screen.findByLabelText<HTMLInputElement>(ja.proof.choose);
  Object.defineProperty(field, "files", { value: [new File([content], "proof.json")], configurable: true });
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

test("only vouches whose writers allowed it can be taken along; the others are named with the reason", async () => {
  const host = TestHost.carrying();
  open(host, "#/vouches");
  (await screen.findByRole("button", { name: ja.proof.carry })).click();
  const offered = await screen.findAllByRole("checkbox");
  expect(offered).toHaveLength(1);
  screen.getByText(ja.proof.notAllowedWhy);
  button(ja.proof.make).click();
  await screen.findByText(ja.proof.pickNone);
  expect(host.argsOf("proof_export")).toEqual([]);
  offered[0]?.click();
  button(ja.proof.make).click();
  await screen.findByRole("heading", { name: ja.proof.ready });
  expect(host.argsOf("proof_export")).toEqual([{ circle: "c1", vouches: ["w3"] }]);
  expect((screen.getByLabelText(ja.proof.file) as HTMLTextAreaElement).value).toContain('"id":"w3"');
  for (const point of [...ja.proof.provesPoints, ...ja.proof.provesNotPoints]) screen.getByText(point);
});

async function makeLetter(host: TestHost): Promise<void> {
  open(host, "#/carry");
  (await screen.findAllByRole("checkbox"))[0]?.click();
  button(ja.proof.make).click();
  await screen.findByRole("heading", { name: ja.proof.ready });
}

test("one press saves the letter; each time is said where it lies", async () => {
  const host = TestHost.carrying();
  await makeLetter(host);
  button(ja.proof.save).click();
  const said = await screen.findByText(ja.proof.saved("推薦書-2026-11-21.json"));
  expect(said.textContent).toBe("「ダウンロード」に「推薦書-2026-11-21.json」を保存しました。");
  expect(said.closest("[role=status]"), "and read out").not.toBeNull();
  button(ja.proof.save).click();
  await screen.findByText(ja.proof.saved("推薦書-2026-11-21 (2).json"));
  expect(screen.queryByText(ja.proof.saved("推薦書-2026-11-21.json"))).toBeNull();
  // Neither a place nor the content is the page's to choose.
  const asked = { circle: "c1", vouches: ["w3"] };
  expect(host.argsOf("proof_save")).toEqual([asked, asked]);
});

test.each(["diskFull", "filesReadOnly", "filesNowhere"] as const)(
  "%s: nothing is said to be saved, and the text can still be copied",
  async (code) => {
    const host = TestHost.carrying();
    host.refused.set("proof_save", code);
    await makeLetter(host);
    button(ja.proof.save).click();
    await screen.findByText(errorsJa[code]);
    expect(screen.queryByText(/を保存しました/u)).toBeNull();
    screen.getByText(ja.proof.asText).click();
    screen.getByRole("button", { name: ja.proof.copy });
    host.refused.clear();
    button(ja.proof.save).click();
    await screen.findByText(ja.proof.saved("推薦書-2026-11-21.json"));
    expect(screen.queryByText(errorsJa[code]), "over when it worked").toBeNull();
  },
);

test("while it is being saved, a second press is not possible", async () => {
  const host = TestHost.carrying();
  await makeLetter(host);
  host.held.add("proof_save");
  button(ja.proof.save).click();
  await screen.findByText(ja.proof.saving);
  expect(screen.queryByRole("button", { name: ja.proof.save })).toBeNull();
  host.release();
  await screen.findByText(ja.proof.saved("推薦書-2026-11-21.json"));
});

test("a refusal of the letter keeps the choice", async () => {
  const host = TestHost.carrying();
  host.refused.set("proof_export", "outsideNotAllowed");
  open(host, "#/carry");
  (await screen.findAllByRole("checkbox"))[0]?.click();
  button(ja.proof.make).click();
  await screen.findByText(errorsJa.outsideNotAllowed);
  expect((screen.getAllByRole("checkbox")[0] as HTMLInputElement).checked).toBe(true);
});

test("a letter is checked before there is any circle, from the first page", async () => {
  const host = new TestHost();
  open(host);
  (await screen.findByRole("button", { name: ja.proof.verify })).click();
  await check('{"よその": 1}');
  await screen.findByRole("heading", { name: ja.proof.good });
  expect(host.argsOf("proof_verify")).toEqual([{ text: '{"よその": 1}' }]);
  screen.getByText(ja.proof.nameSigned("問井 ひらく"));
  screen.getByText(ja.proof.nameSigned("礼文 ひとみ"));
  screen.getByText("2026年8月1日(土)から2029年8月1日(水)まで");
  const proof = within(screen.getByRole("article"));
  for (const point of ja.proof.provesPoints) proof.getByText(point);
  proof.getByText(ja.proof.provesNotMember);
  cleanup();
  open(new TestHost(), "#/verify");
  (await screen.findByRole("button", { name: ja.app.back })).click();
  await screen.findByRole("heading", { name: ja.start.title });
});

test("from the settings; a member's seal is known by name", async () => {
  open(TestHost.atWork(), "#/settings");
  (await screen.findByRole("button", { name: ja.proof.verify })).click();
  await choose("{}");
  await screen.findByText(ja.proof.provesMember("ひらく"));
  screen.getByText(ja.proof.nameAndMember("問井 ひらく", "ひらく"));
  await expect.poll(() => document.activeElement?.textContent).toBe(ja.proof.good);
});

test("one changed letter is said at the field, with a plain reason", async () => {
  open(TestHost.atWork(), "#/verify");
  await check('{"かえた": 1}');
  await screen.findByText(errorsJa.proofChanged);
  const field = screen.getByLabelText(ja.proof.pasteIn);
  const said = (field.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent);
  expect(said).toContain(errorsJa.proofChanged);
  expect(screen.queryByText(ja.proof.good)).toBeNull();
});

test.each(["withdrawn", "noLonger", "hidden"] as const)(
  "what this computer knows is said: %s",
  async (known) => {
    open(TestHost.atWork(), "#/verify");
    await check(`{"${known}": 1}`);
    await screen.findByText(ja.proof.known[known]);
    screen.getByText(ja.proof.knownMore[known]);
    expect(screen.queryByText(ja.proof.validity.current)).toBeNull();
    expect(screen.queryByText(ja.proof.provesNotKept)).toBeNull();
  },
);

test("what is hidden is named, and not offered for taking outside", async () => {
  open(TestHost.atWork(), "#/carry");
  const hidden = await screen.findByRole("heading", { name: ja.proof.hidden });
  expect(within(hidden.parentElement as HTMLElement).getAllByRole("listitem")).toHaveLength(1);
  screen.getByText(ja.proof.none);
  expect(screen.queryByRole("checkbox")).toBeNull();
});

test("what is no letter is said so, and nothing pasted asks for it", async () => {
  const host = TestHost.atWork();
  open(host, "#/verify");
  (await screen.findByRole("button", { name: ja.proof.check })).click();
  await screen.findByText(ja.app.needed);
  expect(host.argsOf("proof_verify")).toEqual([]);
  await check("こんにちは");
  await screen.findByText(errorsJa.proofNotOurs);
});

test("a file that is far too large is not read", async () => {
  const host = TestHost.atWork();
  open(host, "#/verify");
  await choose("{".repeat(1024 * 1024 + 1));
  await screen.findByText(ja.proof.unreadable);
  expect(host.argsOf("proof_verify")).toEqual([]);
});

test("a letter of the sample circle is said to be none that counts", async () => {
  open(TestHost.atWork(), "#/verify");
  await check('{"見本": 1}');
  await screen.findByText(ja.proof.sample);
});

test("in English", async () => {
  const host = TestHost.atWork();
  host.app.language = "en";
  open(host, "#/verify");
  await type(await screen.findByLabelText(en.proof.pasteIn), "{}");
  button(en.proof.check).click();
  await screen.findByRole("heading", { name: en.proof.good });
  for (const point of en.proof.provesNotPoints) screen.getByText(point);
});
