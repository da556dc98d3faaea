import { backupPages } from "./backup/pages";
import { bookPages } from "./book/pages";
import { cardPages } from "./card/pages";
import { deliveryPages } from "./delivery/pages";
import { findPages } from "./find/pages";
import { invitePages } from "./invite/pages";
import type { Named, Page } from "./page";
import { proofPages } from "./proof/pages";
import { knowPages, type PageName } from "./session/addresses";
import { settingsPages } from "./settings/pages";
import { startPages } from "./start/pages";
import { vouchPages } from "./vouch/pages";
import { workPages } from "./work/pages";

/** Every page, in the order of the menu; the first one is where the program begins. */
const declared = {
  ...bookPages,
  ...findPages,
  ...workPages,
  ...vouchPages,
  ...proofPages,
  ...cardPages,
  ...deliveryPages,
  ...invitePages,
  ...startPages,
  ...settingsPages,
  ...backupPages,
};

type Declared = { [Name in keyof typeof declared]: Named<(typeof declared)[Name]> };

declare module "./session/addresses" {
  interface Addresses extends Declared {}
}

export const pages: Readonly<Record<PageName, Page>> = declared;

/** The pages of the menu, in its order. */
export const menu = (Object.keys(declared) as PageName[]).flatMap((name) => {
  const { menu: line } = pages[name];
  return line ? [{ name, ...line }] : [];
});

knowPages(declared);
