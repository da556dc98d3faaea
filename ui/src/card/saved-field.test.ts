import { expect, test, vi } from "vitest";
import { SavedField } from "./saved-field.svelte";

const kept = () => vi.fn((value: string) => Promise.resolve(value.trim()));

test("a field that was not changed is not sent", async () => {
  const save = kept();
  await new SavedField("a", save).leave();
  expect(save).not.toHaveBeenCalled();
});

test("leaving twice sends once", async () => {
  const save = kept();
  const field = new SavedField("a", save);
  field.write("b");
  await Promise.all([field.leave(), field.leave()]);
  await field.leave();
  expect(save.mock.calls).toEqual([["b"]]);
});

test("it says saved only after the reply", async () => {
  let reply: (value: string) => void = () => {};
  const field = new SavedField("a", () => new Promise<string>((resolve) => (reply = resolve)));
  field.write("b");
  const leaving = field.leave();
  expect(field.kept).toBe("saving");
  reply("b");
  await leaving;
  expect(field.kept).toBe("saved");
});

test("what was written during the reply is sent afterwards", async () => {
  let reply: (value: string) => void = () => {};
  const save = vi.fn((value: string) => new Promise<string>((resolve) => (reply = () => resolve(value))));
  const field = new SavedField("a", save);
  field.write("b");
  const first = field.leave();
  field.write("c");
  await field.leave();
  reply("b");
  await vi.waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  reply("c");
  await first;
  expect(save.mock.calls).toEqual([["b"], ["c"]]);
});

test("undo sends the value before, and can itself be undone", async () => {
  const save = kept();
  const field = new SavedField("a", save);
  field.write("b");
  await field.leave();
  await field.undo();
  expect([field.value, field.kept]).toEqual(["a", "undone"]);
  await field.undo();
  expect(save.mock.calls).toEqual([["b"], ["a"], ["b"]]);
});

test("a refused value stays in the field and is not called saved", async () => {
  const field = new SavedField("a", () => Promise.reject({ code: "diskFull", message: "" }));
  field.write("b");
  await field.leave();
  expect([field.value, field.kept, field.trouble?.code]).toEqual(["b", "untouched", "diskFull"]);
});

test("the value is shown as it was kept", async () => {
  const field = new SavedField("a", kept());
  field.write(" b ");
  await field.leave();
  expect(field.value).toBe("b");
});

test("a newer value from elsewhere does not overwrite what is being written", () => {
  const field = new SavedField("a", kept());
  field.write("half a wo");
  field.refresh("z");
  expect(field.value).toBe("half a wo");
});

test("a value that does not fit is not sent", async () => {
  const save = kept();
  const field = new SavedField("a", save, (value) => value !== "");
  field.write("");
  await field.leave();
  expect(save).not.toHaveBeenCalled();
});
