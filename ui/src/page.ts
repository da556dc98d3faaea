import type { Component } from "svelte";
import type { IconName } from "./parts/icons";
import type { Parts } from "./session/addresses";
import type { Session } from "./session/session.svelte";

/** A line of the menu. */
export interface MenuLine {
  icon: IconName;
  says: () => string;
  /** Where it leads nowhere. */
  isHidden?: (session: Session) => boolean;
  /** Made with the menu, so that it may ask for a context: what waits there for the member, or nothing. */
  waits?: () => () => string;
}

/** What a page says of itself once, for the address, the menu and the frame around it. */
interface Said {
  /** Its line of the menu; none where it is reached from another page. */
  menu?: MenuLine;
  /** The page of the menu that it belongs to. */
  under?: string;
  /** What has to be there before it makes sense; a circle where nothing is said. */
  needs?: "circle" | "member" | "nothing";
  /**
   * What becomes of it when the member turns to another circle: it begins anew, it is left, as what it shows is in
   * one circle only, or it goes on where nothing is said.
   */
  inAnotherCircle?: "beginsAnew" | "isLeft";
  /** News may stand above it; not above a form that is being filled in: it would move under the hands. */
  hasNews?: boolean;
  /** It stands without the menu also where there is a circle. */
  isPlain?: boolean;
  /** It can be opened while the data of this computer cannot. */
  opensWhileShut?: boolean;
}

/** A page of the screen. */
export interface Page<Address extends Parts = Parts> extends Said {
  address: Address;
  component: Component<Record<string, string>>;
}

type NameOf<Part> = Part extends `${infer Name}?` ? Name : Part & string;

/** What the address of a page names, each as text. */
export type Named<Of> =
  Of extends Page<infer Address> ? { [Part in Address[number] as NameOf<Part>]: string } : never;

/** Declares a page. Its component takes what its address names and nothing else that is needed. */
export function page<const Address extends Parts = readonly []>(
  said: Said & {
    component: Component<{ [Part in Address[number] as NameOf<Part>]: string }>;
    address?: Address;
  },
): Page<Address> {
  return {
    ...said,
    address: said.address ?? ([] as unknown as Address),
    // Only what the address names is ever handed to it.
    component: said.component as unknown as Component<Record<string, string>>,
  };
}
