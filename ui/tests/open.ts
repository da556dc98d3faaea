import { configure, render } from "@testing-library/svelte";
import { tick } from "svelte";
import App from "../src/App.svelte";
import { speak } from "../src/words/words.svelte";
import type { TestHost } from "./test-host";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });

/** Opens the program on a page. */
export function open(host: TestHost, hash = "") {
  location.hash = hash;
  speak("ja");
  return render(App, { props: { host } });
}

/** Types as a member does: into the field, without leaving it. */
export async function type(field: HTMLElement, text: string): Promise<void> {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
    throw new Error("no field");
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await tick();
}

/** Presses Enter; 229 is the one that only confirms a conversion. */
export async function pressEnter(field: HTMLElement, keyCode = 13): Promise<void> {
  field.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", keyCode, bubbles: true, cancelable: true }),
  );
  await tick();
}

/** The address is one for all tests of a file. */
export function goBackToTheBeginning(): void {
  location.hash = "";
}
