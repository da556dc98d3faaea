import { expect, test } from "vitest";
import { asTrouble } from "./host";

test("what a helper reads is the cause, and not the member's sentence once more", () => {
  const refused = {
    code: "diskFull",
    message: "空きが足りません。",
    detail: "the data folder: no space left",
  };
  expect(asTrouble(refused)).toEqual({ code: "diskFull", message: "the data folder: no space left" });
});

test("what nobody declared is our own fault and keeps what was said", () => {
  expect(asTrouble({ code: "no such code", message: "", detail: "" }).code).toBe("internal");
  expect(asTrouble("broken pipe")).toEqual({ code: "internal", message: "broken pipe" });
});
