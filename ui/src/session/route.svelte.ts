/** Where the member is. The address after `#` is the only record of it, so that "back" works. */
export type Route =
  | { page: "book" }
  | { page: "person"; person: string }
  | { page: "find" }
  | { page: "work" }
  /** A job to be recorded; with an id, one of one's own to be put right. */
  | { page: "record"; job: string }
  | { page: "vouches" }
  /** A vouch to be written: on a recorded job, or with its record where the job is empty. */
  | { page: "write"; person: string; job: string }
  | { page: "carry" }
  | { page: "verify" }
  | { page: "delivery" }
  | { page: "card" }
  | { page: "invite" }
  | { page: "join" }
  | { page: "create" }
  | { page: "begin" }
  | { page: "settings" }
  /** A copy of the data to go back to; empty: one in a file. */
  | { page: "restore"; copy: string };

/** Reads an address; what is not one of ours is the picture book. */
export function readRoute(hash: string): Route {
  const [page, first = "", second = ""] = hash.replace(/^#\/?/, "").split("/");
  switch (page) {
    case "person":
      return first ? { page, person: first } : { page: "book" };
    case "record":
      return { page, job: first };
    case "restore":
      return { page, copy: first };
    case "write":
      return first ? { page, person: first, job: second } : { page: "book" };
    case "find":
    case "work":
    case "vouches":
    case "carry":
    case "verify":
    case "delivery":
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
  switch (route.page) {
    case "person":
      return `#/person/${route.person}`;
    case "record":
      return route.job ? `#/record/${route.job}` : "#/record";
    case "restore":
      return route.copy ? `#/restore/${route.copy}` : "#/restore";
    case "write":
      return `#/write/${route.person}${route.job ? `/${route.job}` : ""}`;
    default:
      return `#/${route.page}`;
  }
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
