import { expect, test } from "vitest";
import { menu, pages } from "../src/pages";
import { address, readRoute, type PageName, type Route } from "../src/session/addresses";
import { screens } from "./screens/list";

const pictures = Object.keys(import.meta.glob("../../docs/screens/**/*.png"));

const names = Object.keys(pages) as PageName[];

test("every page is read back from its address, with and without what may be missing", () => {
  for (const name of names) {
    const parts = pages[name].address;
    const full = parts.map((part, place) => [part.replace("?", ""), `x${place}`]);
    const least = parts.map((part, place) => [part.replace("?", ""), part.endsWith("?") ? "" : `x${place}`]);
    for (const said of [full, least]) {
      const route = { page: name, ...Object.fromEntries(said) } as Route;
      expect(readRoute(address(route)), `${name} with ${said.join()}`).toEqual(route);
    }
  }
});

test("a page that is reached from another one belongs to a page of the menu", () => {
  const inMenu = menu.map(({ name }) => name as string);
  const lost = names.filter((name) => !inMenu.includes(pages[name].under ?? inMenu[0] ?? ""));
  expect(lost).toEqual([]);
  expect(menu.map(({ name }) => pages[name].address.length)).toEqual(menu.map(() => 0));
});

test("every page is among the screens that are looked at", () => {
  const looked = Object.values(screens).map(({ hash = "" }) => readRoute(hash).page);
  expect(names.filter((name) => !looked.includes(name))).toEqual([]);
});

test("every screen has its picture in both languages, and there is no other picture", () => {
  const expected = Object.keys(screens).flatMap((name) => [`en/${name}`, `ja/${name}`]);
  const there = pictures.map((path) => path.replace(/^.*\/screens\//u, "").replace(/\.png$/u, ""));
  expect(there.sort()).toEqual(expected.sort());
});
