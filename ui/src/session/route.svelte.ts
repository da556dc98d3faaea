import { address, firstPage, readRoute, type Route } from "./addresses";

/** Follows the address. The address after `#` is the only record of where the member is, so that "back" works. */
export class Router {
  #current = $state.raw<Route>(readRoute(location.hash));
  #followers = new Set<(route: Route) => void>();

  constructor() {
    addEventListener("hashchange", () => this.#arrive(readRoute(location.hash)));
  }

  get current(): Route {
    return this.#current;
  }

  go(route: Route): void {
    location.hash = address(route);
    // The event comes later; the screen should not wait for it.
    this.#arrive(route);
  }

  /** Goes to the page that the program begins with. */
  goHome(): void {
    this.go(firstPage());
  }

  /** Calls back whenever the member goes somewhere. */
  follow(went: (route: Route) => void): void {
    this.#followers.add(went);
  }

  #arrive(route: Route): void {
    this.#current = route;
    for (const went of this.#followers) went(route);
  }
}
