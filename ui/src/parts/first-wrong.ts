import { tick } from "svelte";

/** Brings the reader to the first field that something is wrong with. */
export async function toFirstWrong(form: HTMLElement | undefined): Promise<void> {
  await tick();
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  const field = wrong?.matches("input, textarea, select") ? wrong : wrong?.querySelector("input");
  // A folded part would keep it out of sight.
  field?.closest("details")?.setAttribute("open", "");
  field?.focus();
}
