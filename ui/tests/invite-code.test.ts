import { cleanup, screen, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, expect, test } from "vitest";
import { ja } from "../src/words/ja";
import { goBackToTheBeginning, open } from "./open";
import { TestHost } from "./test-host";

afterEach(() => {
  cleanup();
  goBackToTheBeginning();
});

test("the code of an invitation is drawn in whole pixels, and larger on a click", async () => {
  open(TestHost.inCircle(3), "#/invite");
  (await screen.findByRole("button", { name: ja.invite.make })).click();
  const code = await screen.findByRole("img", { name: ja.invite.qr });
  // 53 squares: 4 px each, and 9 when it is large.
  expect(code.getAttribute("width")).toBe("212");
  expect(code.getAttribute("height")).toBe("212");
  const button = code.closest("button");
  if (!button) throw new Error("nothing to press");
  within(button).getByText(ja.app.larger);
  button.click();
  await tick();
  expect(code.getAttribute("width")).toBe("477");
  button.click();
  await tick();
  expect(code.getAttribute("width")).toBe("212");
});
