import { cleanup, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { errorsJa } from "../src/words/errors/ja";
import { ja } from "../src/words/ja";
import { goBackToTheBeginning, open } from "./open";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

test("the sample circle opens beside the first page, which stays as it is", async () => {
  const host = new TestHost();
  open(host);
  (await screen.findByRole("button", { name: ja.start.sample })).click();
  await screen.findByText(ja.start.sampleOpened);
  expect(host.argsOf("sample_start")).toEqual([{}]);
  screen.getByRole("heading", { name: ja.start.title });
});

test("why it did not open is said", async () => {
  const host = new TestHost();
  host.refused.set("sample_start", "diskFull");
  open(host);
  (await screen.findByRole("button", { name: ja.start.sample })).click();
  await screen.findByText(errorsJa.diskFull);
  expect(screen.queryByText(ja.start.sampleOpened)).toBeNull();
});

test("the sample circle is said to be one on every page, and offers no other sample", async () => {
  const host = TestHost.atWork();
  host.app.sample = true;
  open(host);
  for (const page of ["book", "work", "vouches", "delivery", "settings", "verify", "begin"]) {
    location.hash = `#/${page}`;
    await screen.findByText(ja.frame.sample);
  }
  await screen.findByRole("heading", { name: ja.start.again });
  expect(screen.queryByRole("button", { name: ja.start.sample })).toBeNull();
});

test("a real circle is not called a sample", async () => {
  open(TestHost.atWork());
  await screen.findByRole("heading", { name: ja.book.title });
  expect(screen.queryByText(ja.frame.sample)).toBeNull();
});
