import { mount, unmount } from "svelte";
import App from "../../src/App.svelte";
import { speak } from "../../src/words/words.svelte";
import { present, screens, type Screen } from "./list";

let open: Record<string, unknown> | null = null;

/** Opens a screen of the list in place of the one that is open, and does what leads to it. */
export async function openScreen(name: string): Promise<void> {
  const screen: Screen | undefined = screens[name];
  if (!screen) throw new Error("there is no such screen");
  if (open) await unmount(open);
  history.replaceState(null, "", screen.hash ?? "#/");
  const host = screen.host();
  speak(host.app.language);
  open = mount(App, { target: document.body, props: { host } });
  for (const step of screen.steps ?? []) await step(host);
  await present(screen.shows);
}
