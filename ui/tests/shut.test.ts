import { cleanup, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import type { ErrorCode } from "../src/bindings/ErrorCode";
import { now } from "../src/session/clock";
import { errorsJa } from "../src/words/errors/ja";
import { en } from "../src/words/en";
import { ja } from "../src/words/ja";
import { goBackToTheBeginning, open, type } from "./open";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const WORDS = Array.from({ length: 24 }, () => "さくら").join("\u3000");

/** Somebody whose data do not open, with a copy on this computer. */
function shut(code: ErrorCode): TestHost {
  const host = TestHost.inCircle(3);
  host.backups.copies = [
    { copy: "2026-11-22", reason: "daily", madeAt: now() - 3_600_000, bytes: 4_200_000 },
  ];
  host.refused.set("app_state", code);
  return host;
}

test.each<[ErrorCode, boolean, boolean]>([
  ["dataMissing", false, false],
  ["backupsOnly", false, false],
  ["keyFileMissing", true, false],
  ["keysMissing", true, true],
  ["keyWrong", true, true],
  ["dataDamaged", false, false],
])("%s is said at the start, with the ways back that there are", async (code, words, keys) => {
  open(shut(code));
  within(await screen.findByRole("alert")).getByText(errorsJa[code]);
  await screen.findByRole("heading", { name: ja.shut.backup });
  await button(/4\.2 MB/u);
  await button(ja.backup.fromFile);
  expect(screen.queryByRole("button", { name: ja.shut.words }) !== null).toBe(words);
  expect(screen.queryByRole("button", { name: ja.shut.keys }) !== null).toBe(keys);
  // Nobody is asked for a name: that would begin anew.
  expect(screen.queryByRole("button", { name: new RegExp(ja.start.create, "u") })).toBeNull();
});

test("the words open the data; what is wrong with them is said, and they stay to be corrected", async () => {
  const host = shut("keysMissing");
  open(host);
  (await button(ja.shut.words)).click();
  const field = await screen.findByLabelText(ja.shut.wordsLabel);
  (await button(ja.shut.open)).click();
  await screen.findByText(ja.app.needed);
  expect(host.argsOf("reopen_words")).toEqual([]);
  await type(field, WORDS);
  host.refused.set("reopen_words", "wordsWrong");
  (await button(ja.shut.open)).click();
  within(await screen.findByRole("alert")).getByText(errorsJa.wordsWrong);
  expect(field).toHaveProperty("value", WORDS);
  host.refused.clear();
  (await button(ja.shut.open)).click();
  await screen.findByText(ja.book.count(3));
  expect(host.argsOf("reopen_words").at(-1)).toEqual({ words: WORDS });
});

test("a file of keys opens the data, and thinking better of it changes nothing", async () => {
  const host = shut("keysMissing");
  host.choosesKeys = false;
  open(host);
  (await button(ja.shut.keys)).click();
  await type(await screen.findByLabelText(ja.shut.password), "いろは");
  (await button(ja.shut.chooseKeys)).click();
  await button(ja.shut.chooseKeys);
  expect(screen.queryByRole("alert")).toBeNull();
  host.choosesKeys = true;
  host.refused.clear();
  (await button(ja.shut.chooseKeys)).click();
  await screen.findByText(ja.book.count(3));
  expect(host.argsOf("reopen_keys").at(-1)).toEqual({ password: "いろは" });
});

test("going back leads to the ways again, and the page speaks English where that is wanted", async () => {
  open(shut("keysMissing"));
  (await button(ja.shut.words)).click();
  (await button(ja.app.back)).click();
  (await button(ja.shut.otherLanguage)).click();
  (await button(en.shut.words)).click();
  await screen.findByLabelText(en.shut.wordsLabel);
});
