import { configure, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import App from "../src/App.svelte";
import { speak } from "../src/words/words.svelte";
import type { TestHost } from "./test-host";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });

/** Opens the program on a page; the language is the one that the host remembers. */
export function open(host: TestHost, hash = "") {
  location.hash = hash;
  speak(host.app.language);
  return render(App, { props: { host } });
}

/** The card with that heading. */
export async function card(title: string): Promise<HTMLElement> {
  const heading = await screen.findByRole("heading", { name: title });
  const found = heading.closest<HTMLElement>("li");
  if (!found) throw new Error(`no card is called ${title}`);
  return found;
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
