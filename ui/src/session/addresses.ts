/**
 * What the address of each page names beside the page itself. `pages.ts` adds every page that there is, so that a link
 * to one that is not there, or without what it needs, is found by the compiler.
 */
export interface Addresses {}

export type PageName = keyof Addresses;

/** Where the member is. What a page may name and does not is empty. */
export type Route = { [Name in PageName]: { page: Name } & Addresses[Name] }[PageName];

/** The parts of an address after the page, in their order; one with a `?` at its end may be missing. */
export type Parts = readonly string[];

const known = new Map<string, Parts>();

/** Makes the pages known, the first one as the place to go where an address is none of ours. */
export function knowPages(pages: Readonly<Record<string, { address: Parts }>>): void {
  for (const [name, { address }] of Object.entries(pages)) known.set(name, address);
}

/** The page that the program begins with. */
export function firstPage(): Route {
  const [first = ""] = known.keys();
  // Only known pages are read, so it is one of the routes.
  return { page: first } as unknown as Route;
}

/** Reads an address; what is not one of ours is the first page. */
export function readRoute(hash: string): Route {
  const [page = "", ...said] = hash.replace(/^#\/?/, "").split("/");
  const parts = known.get(page);
  if (parts === undefined) return firstPage();
  const read = parts.map((part, place) => [nameOf(part), said[place] ?? ""] as const);
  const lacks = parts.some((part, place) => !mayBeMissing(part) && !said[place]);
  return lacks ? firstPage() : ({ page, ...Object.fromEntries(read) } as unknown as Route);
}

/** The address of a page, for a link. */
export function address(route: Route): string {
  const said: Record<string, string> = route;
  const parts = (known.get(route.page) ?? []).map((part) => said[nameOf(part)] ?? "");
  while (parts.at(-1) === "") parts.pop();
  return ["#", route.page, ...parts].join("/");
}

function mayBeMissing(part: string): boolean {
  return part.endsWith("?");
}

function nameOf(part: string): string {
  return mayBeMissing(part) ? part.slice(0, -1) : part;
}
