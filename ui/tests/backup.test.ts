import { cleanup, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { sizeWords } from "../src/backup/size";
import { now } from "../src/session/clock";
import { momentWords } from "../src/words/dates";
import { errorsJa } from "../src/words/errors/ja";
import { ja } from "../src/words/ja";
import { goBackToTheBeginning, open, type } from "./open";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const WORDS = Array.from({ length: 24 }, () => "さくら").join("\u3000");

function withCopies(): TestHost {
  const host = TestHost.inCircle(3);
  host.backups.copies = [
    { copy: "2026-11-22", reason: "daily", madeAt: now() - 3_600_000, bytes: 4_200_000 },
    { copy: "2026-11-21b", reason: "before", madeAt: now() - 90_000_000, bytes: 900_000 },
  ];
  return host;
}

test("the settings say when the last copy was made, make one, and save one to a file", async () => {
  const host = TestHost.inCircle(3);
  open(host, "#/settings");
  await screen.findByText(ja.backup.none);
  (await button(ja.backup.now)).click();
  await screen.findByText(ja.backup.made);
  await screen.findByText(/^最後の写し: きょう/u);
  (await button(ja.backup.save)).click();
  await screen.findByText(ja.backup.saved("otagai-2026-11-22.otagai-copy"));
});

test("a copy that could not be made is said with the reason, and what is there stays listed", async () => {
  const host = withCopies();
  host.backups.failure = { at: now(), code: "copyNoRoom", detail: "" };
  open(host, "#/settings");
  await screen.findByText(errorsJa.copyNoRoom);
  const before = momentWords(now() - 90_000_000, now(), "ja");
  const name = (await button(/900 KB/u)).textContent;
  expect(name).toContain("もどす前の写し");
  expect(name).toContain(before);
});

test("going back asks first, says what is kept, and opens what was in the copy", async () => {
  const host = withCopies();
  open(host, "#/settings");
  (await button(/の写し\(4\.2 MB\)$/u)).click();
  await screen.findByText(ja.backup.keeps);
  expect(host.argsOf("backup_restore")).toEqual([]);
  (await button(ja.backup.go)).click();
  await screen.findByRole("heading", { name: ja.backup.doneTitle });
  expect(host.argsOf("backup_restore")).toEqual([{ copy: "2026-11-22", words: "" }]);
  (await button(ja.backup.goOn)).click();
  await screen.findByText(ja.book.count(3));
});

test("a copy that is damaged is refused with what to do, and nothing is lost", async () => {
  const host = withCopies();
  host.refused.set("backup_look", "copyDamaged");
  open(host, "#/restore/2026-11-22");
  within(await screen.findByRole("alert")).getByText(errorsJa.copyDamaged);
  expect(screen.queryByRole("button", { name: ja.backup.go })).toBeNull();
});

test("on a new computer: a file, the words from the paper, and everything is there", async () => {
  const host = new TestHost();
  host.copyFile = { file: "otagai.otagai-copy", madeAt: now(), opens: "words" };
  open(host);
  (await button(new RegExp(`^${ja.backup.start}`, "u"))).click();
  (await button(ja.backup.choose)).click();
  const words = await screen.findByLabelText(ja.backup.words);
  (await button(ja.backup.go)).click();
  await screen.findByText(ja.backup.wordsCount(0));
  expect(host.argsOf("backup_restore")).toEqual([]);
  await type(words, WORDS);
  host.refused.set("backup_restore", "wordsWrong");
  (await button(ja.backup.go)).click();
  within(await screen.findByRole("alert")).getByText(errorsJa.wordsWrong);
  host.refused.clear();
  (await button(ja.backup.go)).click();
  await screen.findByRole("heading", { name: ja.backup.doneTitle });
  expect(host.argsOf("backup_restore").at(-1)).toEqual({ copy: "", words: WORDS });
});

test("words with numbers are counted, and the one that could not be read is named with its place", async () => {
  const host = new TestHost();
  host.copyFile = { file: "otagai.otagai-copy", madeAt: now(), opens: "words" };
  open(host);
  (await button(new RegExp(`^${ja.backup.start}`, "u"))).click();
  (await button(ja.backup.choose)).click();
  const numbered = Array.from({ length: 24 }, (_, place) => `${place + 1}. サクラ`).join("\n");
  await type(await screen.findByLabelText(ja.backup.words), numbered);
  host.refused.set("backup_restore", "wordsUnknown");
  host.misread = { place: 12, word: "さくらん" };
  (await button(ja.backup.go)).click();
  const alert = within(await screen.findByRole("alert"));
  alert.getByText(errorsJa.wordsUnknown);
  alert.getByText("12番目の「さくらん」です。");
  expect(host.argsOf("backup_restore")).toEqual([{ copy: "", words: numbered }]);
});

test("thinking better of choosing a file changes nothing", async () => {
  const host = new TestHost();
  open(host);
  (await button(new RegExp(`^${ja.backup.start}`, "u"))).click();
  (await button(ja.backup.choose)).click();
  await button(ja.backup.choose);
  expect(screen.queryByRole("alert")).toBeNull();
  (await button(ja.app.back)).click();
  await button(new RegExp(`^${ja.start.create}`, "u"));
});

test("a file that opens only on the computer that made it says so", async () => {
  const host = new TestHost();
  host.copyFile = { file: "otagai.otagai-copy", madeAt: now(), opens: "elsewhere" };
  open(host);
  (await button(new RegExp(`^${ja.backup.start}`, "u"))).click();
  (await button(ja.backup.choose)).click();
  await screen.findByText(ja.backup.elsewhere);
  expect(screen.queryByRole("button", { name: ja.backup.go })).toBeNull();
});

test("where the data cannot be read, a copy is offered and mends it", async () => {
  const host = withCopies();
  host.refused.set("app_state", "dataDamaged");
  open(host);
  within(await screen.findByRole("alert")).getByText(errorsJa.dataDamaged);
  (await button(/の写し\(4\.2 MB\)$/u)).click();
  (await button(ja.backup.go)).click();
  host.refused.clear();
  (await button(ja.backup.goOn)).click();
  await screen.findByText(ja.book.count(3));
});

test("where a copy would not help, none is offered", async () => {
  const host = withCopies();
  host.refused.set("app_state", "dataNewer");
  open(host);
  await screen.findByRole("alert");
  expect(host.argsOf("backups")).toEqual([]);
});

test("the sample circle has no copies", async () => {
  const host = withCopies();
  host.app.sample = true;
  open(host, "#/settings");
  await screen.findByRole("heading", { name: ja.settings.paper });
  expect(screen.queryByRole("heading", { name: ja.backup.title })).toBeNull();
});

test.each([
  [0, "0 KB"],
  [1_500, "1.5 KB"],
  [999_000, "999 KB"],
  [1_234_567, "1.2 MB"],
  [45_600_000, "46 MB"],
])("%d bytes are %s", (bytes, said) => {
  expect(sizeWords(bytes, "ja")).toBe(said);
});
