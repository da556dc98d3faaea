import { expect, test } from "vitest";
import "./pages";
import { address, readRoute, type Route } from "./session/addresses";

test("every page is read back from its address", () => {
  const routes: Route[] = [
    { page: "book" },
    { page: "person", person: "p1" },
    { page: "find" },
    { page: "card" },
    { page: "invite" },
    { page: "join" },
    { page: "create" },
    { page: "begin" },
    { page: "settings" },
    { page: "work" },
    { page: "record", job: "" },
    { page: "record", job: "j1" },
    { page: "vouches" },
    { page: "write", person: "p1", job: "" },
    { page: "write", person: "p1", job: "j1" },
    { page: "carry" },
    { page: "verify" },
    { page: "delivery" },
    { page: "restore", copy: "" },
    { page: "restore", copy: "c1" },
  ];
  for (const route of routes) expect(readRoute(address(route))).toEqual(route);
});

test("an unknown address is the picture book", () => {
  for (const hash of ["", "#/nowhere", "#/person", "#/person/", "#/write"])
    expect(readRoute(hash)).toEqual({ page: "book" });
});
