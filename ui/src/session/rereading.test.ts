import { expect, test } from "vitest";
import { Rereading } from "./rereading";

test("a burst reads twice, and everybody waits for the last reading", async () => {
  let readings = 0;
  let finished = 0;
  const rereading = new Rereading(async () => {
    readings += 1;
    await Promise.resolve();
    finished = readings;
  });
  await Promise.all([rereading.now(), rereading.now(), rereading.now()]);
  expect([readings, finished]).toEqual([2, 2]);
  await rereading.now();
  expect(readings, "later news is read anew").toBe(3);
});
