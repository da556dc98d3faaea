import type { Section } from "../bindings/Section";

/** Where a section of the own card is written: the id of its heading or of its fold. */
export function placeOf(section: Section | "presence" | "names"): string {
  return `card-${section}`;
}

/** Brings the reader to a section; one that is folded away is opened. */
export function goTo(section: Section): void {
  const place = document.getElementById(placeOf(section));
  if (place instanceof HTMLDetailsElement) {
    place.open = true;
    place.querySelector("summary")?.focus();
  } else place?.focus();
}
