import { expect, test } from "vitest";
import { address, readRoute, type Route } from "./route.svelte";

test("every page is read back from its address", () => {
  const routes: Route[] = [
    { page: "book" },
    { page: "person", person: "p1" },
    { page: "card" },
    { page: "invite" },
    { page: "join" },
    { page: "create" },
    { page: "begin" },
    { page: "settings" },
  ];
  for (const route of routes) expect(readRoute(address(route))).toEqual(route);
});

test("an unknown address is the picture book", () => {
  for (const hash of ["", "#/nowhere", "#/person", "#/person/"])
    expect(readRoute(hash)).toEqual({ page: "book" });
});
