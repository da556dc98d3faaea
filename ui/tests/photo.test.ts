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

const pictures = () => [...document.querySelectorAll("img")].map((image) => image.getAttribute("src"));
const sent = (host: TestHost) => host.argsOf("photo_set").map(({ base64 }) => base64);

async function choose(text: string): Promise<void> {
  await screen.findByRole("button", { name: ja.card.photoChoose });
  const input = document.querySelector<HTMLInputElement>("[name=photoFile]");
  Object.defineProperty(input, "files", { value: [new File([text], "a.jpg")], configurable: true });
  input?.dispatchEvent(new Event("change", { bubbles: true }));
}

test("the initials stay until the photo has come, and each photo is asked for once", async () => {
  const host = TestHost.inCircle(3);
  const card = host.people[1]?.card;
  if (card) card.photo = "x";
  open(host);
  await screen.findByText(ja.book.count(3));
  await expect.poll(() => host.argsOf("photo")).toEqual([{ circle: "c1", photo: "x" }]);
  expect(pictures()).toEqual([]);
  host.photos.set("x", "AAAA");
  host.happen({ event: "photo", circle: "c1", photo: "x" });
  await expect.poll(pictures).toEqual(["data:image/jpeg;base64,AAAA"]);
  location.hash = "#/person/p2";
  await screen.findByRole("button", { name: ja.book.back });
  await expect.poll(pictures).toEqual(["data:image/jpeg;base64,AAAA"]);
  expect(host.argsOf("photo")).toHaveLength(2);
});

test("a photo is chosen, taken off, and brought back", async () => {
  const host = TestHost.inCircle(3);
  open(host, "#/card");
  await choose("abc");
  await expect.poll(pictures).toEqual(["data:image/jpeg;base64,YWJj"]);
  (await screen.findByRole("button", { name: ja.card.photoRemove })).click();
  await expect.poll(pictures).toEqual([]);
  (await screen.findByRole("button", { name: `${ja.app.undo} (${ja.card.photo})` })).click();
  await screen.findByText(ja.app.undone);
  expect(sent(host)).toEqual(["YWJj", "", "YWJj"]);
});

test("why a photo was refused stands beside it", async () => {
  const host = TestHost.inCircle(3);
  host.refused.set("photo_set", "photoUnreadable");
  open(host, "#/card");
  await choose("abc");
  await screen.findByText(errorsJa.photoUnreadable);
  expect(pictures()).toEqual([]);
});
