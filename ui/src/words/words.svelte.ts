import type { ErrorCode } from "../bindings/ErrorCode";
import type { Language } from "../bindings/Language";
import { en } from "./en";
import { errors } from "./errors";
import { ja, type Catalog } from "./ja";

const catalogs: Record<Language, Catalog> = { ja, en };
let language = $state<Language>("ja");

/** Every sentence in the chosen language. Read inside markup, it follows the choice. */
export function words(): Catalog {
  return catalogs[language];
}

/** The sentence for a refused call. */
export function errorWords(code: ErrorCode): string {
  return errors[language][code];
}

/** What somebody is called; also while the card with the name is still on its way. */
export function named(short: string): string {
  return short || words().app.someone;
}

/** The language that is shown now. */
export function spoken(): Language {
  return language;
}

/** Changes the language of everything on the screen. */
export function speak(chosen: Language): void {
  language = chosen;
  // Without it Han characters take Chinese shapes on some systems.
  document.documentElement.lang = chosen;
  document.title = catalogs[chosen].app.name;
}
