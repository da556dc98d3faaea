/** The steps of A− and A+, in percent. */
export const TEXT_STEPS = [100, 115, 130, 150, 175, 200] as const;

const BASE_PX = 18;

/** Keeps a size between the smallest and the largest step. */
export function clampPercent(percent: number): number {
  return Math.min(TEXT_STEPS[TEXT_STEPS.length - 1] ?? 200, Math.max(TEXT_STEPS[0], Math.round(percent)));
}

/** The next step up or down; the same size at either end. */
export function nextPercent(percent: number, direction: 1 | -1): number {
  const steps: readonly number[] = direction === 1 ? TEXT_STEPS : [...TEXT_STEPS].reverse();
  return steps.find((step) => (step - percent) * direction > 0) ?? percent;
}

/** Everything is measured in rem, so one number on the root is enough. */
export function showTextPercent(percent: number): void {
  document.documentElement.style.fontSize = `${(BASE_PX * clampPercent(percent)) / 100}px`;
}

/** What Ctrl (⌘) with + − 0 asks for; null for any other key. */
export function percentForKey(event: KeyboardEvent, percent: number): number | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  if (event.key === "+" || event.key === "=" || event.key === ";") return nextPercent(percent, 1);
  if (event.key === "-") return nextPercent(percent, -1);
  return event.key === "0" ? 100 : null;
}
