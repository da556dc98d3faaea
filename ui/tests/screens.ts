import "../src/app.css";
import type { Language } from "../src/bindings/Language";
import { dress, look } from "./screens/look";
import { openScreen } from "./screens/open-screen";
import { screens } from "./screens/list";

// Driven from outside by tests/tests/screens.rs, in WebKit and in Chromium.
const LANGUAGES: Language[] = ["ja", "en"];
const THEMES = ["light", "dark"] as const;
const SIZES = [100, 200];

/** Opens a screen and says everything that is wrong with it, in every combination. */
async function examine(name: string): Promise<string[]> {
  try {
    await openScreen(name);
  } catch (reason) {
    return [`${name}: could not be opened: ${String(reason)}`];
  }
  const found: string[] = [];
  for (const language of LANGUAGES) {
    for (const theme of THEMES) {
      for (const percent of SIZES) {
        await dress({ language, theme, percent });
        const wrong = await look();
        found.push(...wrong.map((one) => `${name} (${language}, ${theme}, ${percent} %): ${one}`));
      }
    }
  }
  return found;
}

Object.assign(globalThis, { screens: { names: Object.keys(screens), examine, dress } });
