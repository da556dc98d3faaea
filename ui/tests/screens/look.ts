import axe from "axe-core";
import { tick } from "svelte";
import type { Language } from "../../src/bindings/Language";
import { showTextPercent } from "../../src/session/text-size";
import { speak } from "../../src/words/words.svelte";

/** How a screen is shown. */
export interface Dress {
  language: Language;
  theme: "light" | "dark";
  percent: number;
}

/** Shows the screen in another way, and waits until it is drawn. */
export async function dress({ language, theme, percent }: Dress): Promise<void> {
  speak(language);
  document.documentElement.dataset["theme"] = theme;
  showTextPercent(percent);
  await tick();
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}

/** The rules of WCAG 2.2 on both levels that the program keeps, and what axe counts as good practice. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Everything that is wrong with the screen as it is shown now. */
export async function look(): Promise<string[]> {
  const { violations } = await axe.run(document, {
    runOnly: { type: "tag", values: RULES },
    resultTypes: ["violations"],
  });
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => {
      const why = failureSummary.replace(/\s+/gu, " ").slice(0, 240);
      return `${id}: ${target.flat().join(" ")}: ${why}`;
    }),
  );
  return [...told, ...cut()];
}

/** Fields scroll what is written in them; these are looked through by hand. */
const SCROLLS = "input, textarea, select, option, .unseen, .unseen *";
/** Less than a pixel is rounding. */
const ROUNDING = 1;

/** What does not fit: a page that scrolls sideways, and words that leave their place. */
function cut(): string[] {
  const root = document.documentElement;
  const found: string[] = [];
  if (root.scrollWidth > root.clientWidth)
    found.push(`the page scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth} px`);
  for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
    if (!(element instanceof HTMLElement) || element.matches(SCROLLS) || !hasWords(element)) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { right, left } = element.getBoundingClientRect();
    const inside = element.clientWidth === 0 || element.scrollWidth <= element.clientWidth + ROUNDING;
    const higher =
      getComputedStyle(element).overflowY === "hidden" &&
      element.scrollHeight > element.clientHeight + ROUNDING;
    if (!inside || higher || right > root.clientWidth + ROUNDING || left < -ROUNDING)
      found.push(`cut off: ${pathOf(element)}: ${element.innerText.slice(0, 60)}`);
  }
  return found;
}

function hasWords(element: Element): boolean {
  return [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== "",
  );
}

function pathOf(element: Element): string {
  const names: string[] = [];
  for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
    const own = [...at.classList].filter((name) => !name.startsWith("svelte-")).map((name) => `.${name}`);
    names.unshift(at.localName + own.join(""));
  }
  return names.slice(-4).join(" > ");
}
