/** Where the member is. The address after `#` is the only record of it, so that "back" works. */
export type Route =
  | { page: "book" }
  | { page: "person"; person: string }
  | { page: "card" }
  | { page: "invite" }
  | { page: "join" }
  | { page: "create" }
  | { page: "begin" }
  | { page: "settings" };

/** Reads an address; what is not one of ours is the picture book. */
export function readRoute(hash: string): Route {
  const [page, person] = hash.replace(/^#\/?/, "").split("/");
  switch (page) {
    case "person":
      return person ? { page, person } : { page: "book" };
    case "card":
    case "invite":
    case "join":
    case "create":
    case "begin":
    case "settings":
      return { page };
    default:
      return { page: "book" };
  }
}

/** The address of a page, for a link. */
export function address(route: Route): string {
  return route.page === "person" ? `#/person/${route.person}` : `#/${route.page}`;
}

/** Follows the address. */
export class Router {
  current = $state.raw<Route>(readRoute(location.hash));

  constructor() {
    addEventListener("hashchange", () => (this.current = readRoute(location.hash)));
  }

  go(route: Route): void {
    location.hash = address(route);
    // The event comes later; the screen should not wait for it.
    this.current = route;
  }
}
