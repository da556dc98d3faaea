/** Copies a text; where the system forbids it, the text is left selected for the member to copy. */
export async function copyText(text: string, field: HTMLElement): Promise<"copied" | "selected"> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    select(field);
    return copySelection() ? "copied" : "selected";
  }
}

function select(field: HTMLElement): void {
  if (field instanceof HTMLTextAreaElement) {
    field.focus();
    field.select();
  } else getSelection()?.selectAllChildren(field);
}

// Old, but still the only way in a system view that has no clipboard for pages.
function copySelection(): boolean {
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}
