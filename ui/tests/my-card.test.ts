import { cleanup, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ja } from "../src/words/ja";
import { goBackToTheBeginning, open, pressEnter, type } from "./open";
import { samplePeople } from "./sample-people";
import { TestHost } from "./test-host";

let host: TestHost;

beforeEach(async () => {
  host = TestHost.inCircle(3);
  open(host, "#/card");
  await screen.findByLabelText(ja.card.banner);
});

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

const edits = () => host.argsOf("card_set").map(({ edit }) => edit);

test("a field is saved once when it is left, also when Enter came first", async () => {
  const banner = screen.getByLabelText(ja.card.banner);
  await type(banner, "あたらしい看板");
  expect(edits(), "nothing while it is being written").toEqual([]);
  await pressEnter(banner);
  banner.blur();
  await screen.findByText(ja.app.saved);
  expect(edits()).toEqual([{ field: "banner", value: "あたらしい看板" }]);
});

test("the Enter that confirms a conversion saves nothing", async () => {
  const banner = screen.getByLabelText(ja.card.banner);
  await type(banner, "漢字");
  await pressEnter(banner, 229);
  expect(edits()).toEqual([]);
});

test("undo sends the value before", async () => {
  const banner = screen.getByLabelText(ja.card.banner);
  await type(banner, "べつの看板");
  banner.blur();
  (await screen.findByRole("button", { name: `${ja.app.undo} (${ja.card.banner})` })).click();
  await screen.findByText(ja.app.undone);
  expect(edits()).toEqual([
    { field: "banner", value: "べつの看板" },
    { field: "banner", value: "現場で使える言いかえを一緒に" },
  ]);
});

test("the card as the circle sees it follows the reply", async () => {
  const seen = within(screen.getByRole("complementary"));
  const short = screen.getByLabelText(ja.card.short);
  await type(short, "ひとみ先生");
  seen.getByText("ひとみさん");
  short.blur();
  await seen.findByText("ひとみ先生");
});

test("a name cannot be emptied", async () => {
  const name = screen.getByLabelText(ja.card.name);
  await type(name, "");
  name.blur();
  await screen.findByText(ja.app.needed);
  expect(edits()).toEqual([]);
});

test("a strength is added, and taken off again with undo", async () => {
  await type(screen.getByLabelText(ja.card.skill), "司会");
  screen.getByRole("button", { name: ja.card.addTitle }).click();
  await screen.findByText(ja.card.added("司会"));
  (await screen.findByRole("button", { name: ja.card.removeOf("司会"), hidden: true })).click();
  await screen.findByText(ja.card.removed("司会"));
  screen.getByRole("button", { name: ja.app.undo }).click();
  await screen.findByText(ja.app.undone);
  const strength = { skill: "司会", level: "do", limit: "" };
  expect(edits()).toEqual([
    { field: "strength", value: strength },
    { field: "removeStrength", skill: "司会" },
    { field: "strength", value: strength },
  ]);
});

test("choosing and writing about free time is one change, kept when both are left", async () => {
  screen.getByRole("radio", { name: ja.card.free.full }).click();
  const note = screen.getByLabelText(ja.card.note);
  await type(note, "来月から");
  expect(edits()).toEqual([]);
  note.blur();
  await waitFor(() => expect(edits()).toHaveLength(1));
  const { week } = samplePeople(1)[0]!.card.availability!;
  expect(edits()).toEqual([
    { field: "availability", status: "full", note: "来月から", from: "", until: "", hours: null, week },
  ]);
});

test("a refused change stays in the field with the reason", async () => {
  host.refused.set("card_set", "diskFull");
  const banner = screen.getByLabelText(ja.card.banner);
  await type(banner, "入らない");
  banner.blur();
  await screen.findByText(ja.app.notSaved);
  expect(screen.queryByText(ja.app.saved)).toBeNull();
  expect((banner as HTMLInputElement).value).toBe("入らない");
});
