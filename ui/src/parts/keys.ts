/** True while a keystroke belongs to the input method, on every system view. */
export function isComposing(event: KeyboardEvent): boolean {
  // WebKit sends the confirming Enter after compositionend; 229 is its only trace.
  return event.isComposing || event.keyCode === 229;
}

/** True for an Enter that the member meant as "done". */
export function isEnter(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !isComposing(event);
}
