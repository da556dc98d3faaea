import { cleanup, screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { readPhoto } from "../src/card/photo-file";
import { errorsJa } from "../src/words/errors/ja";
import { ja } from "../src/words/ja";
import { goBackToTheBeginning, open } from "./open";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
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

/** Drops something; true where the page took it over from the view. */
function drop(on: Element, types: string[], files: File[]): boolean {
  const event = new Event("drop", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: { types, files, dropEffect: "copy" } });
  on.dispatchEvent(event);
  return event.defaultPrevented;
}

test("a photo that is dropped on its place is taken", async () => {
  const host = TestHost.inCircle(3);
  open(host, "#/card");
  const place = await screen.findByRole("group", { name: ja.card.photo });
  expect(drop(place, ["Files"], [new File(["abc"], "a.jpg")])).toBe(true);
  await expect.poll(pictures).toEqual(["data:image/jpeg;base64,YWJj"]);
  expect(sent(host)).toEqual(["YWJj"]);
});

test("a file that is dropped elsewhere does not take the place of the page", async () => {
  const host = TestHost.inCircle(3);
  open(host, "#/card");
  await screen.findByRole("group", { name: ja.card.photo });
  expect(drop(document.body, ["Files"], [new File(["abc"], "a.jpg")])).toBe(true);
  expect(drop(document.body, ["text/plain"], []), "words may be dragged into a field").toBe(false);
  expect(sent(host)).toEqual([]);
});

test("what shows through a large picture becomes white before it is made smaller", async () => {
  const done: string[] = [];
  const drawing = {
    fillStyle: "",
    fillRect: (...at: number[]) => done.push(`${drawing.fillStyle} ${at.join(" ")}`),
    drawImage: (_picture: unknown, ...at: number[]) => done.push(`picture ${at.join(" ")}`),
  };
  vi.stubGlobal("createImageBitmap", () =>
    Promise.resolve({ width: 2048, height: 1024, close: () => undefined }),
  );
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(drawing as never);
  vi.spyOn(HTMLCanvasElement.prototype, "toBlob").mockImplementation((taken) => taken(new Blob(["abc"])));
  expect(await readPhoto(new File([new Uint8Array(600 * 1024)], "a.png"))).toBe("YWJj");
  expect(done).toEqual(["white 0 0 1024 512", "picture 0 0 1024 512"]);
});
