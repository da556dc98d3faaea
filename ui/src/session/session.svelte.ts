import type { AppState } from "../bindings/AppState";
import type { ChangesView } from "../bindings/ChangesView";
import type { CircleView } from "../bindings/CircleView";
import type { Event } from "../bindings/Event";
import type { InitArgs } from "../bindings/InitArgs";
import type { Language } from "../bindings/Language";
import { asTrouble, type Host, type Trouble } from "../host/host";
import { speak, spoken } from "../words/words.svelte";
import { Photos } from "./photos.svelte";
import { Router } from "./route.svelte";
import { clampPercent, showTextPercent } from "./text-size";

/** What the open window remembers: who is here, in which circle, and what just happened. */
export class Session {
  readonly host: Host;
  readonly router = new Router();
  readonly photos: Photos;
  #app = $state.raw<AppState | null>(null);
  #failure = $state.raw<Trouble | null>(null);
  #settingsTrouble = $state.raw<Trouble | null>(null);
  #pendingLink = $state<string | null>(null);
  #introducing = $state(false);
  #spokenNews = $state("");
  #reminderDismissed = $state(false);
  #chosen = $state("");
  /** The circle on the screen; none before the first one. */
  readonly circle: CircleView | null = $derived.by(() => {
    const circles = this.#app?.circles ?? [];
    return circles.find((circle) => circle.circle === this.#chosen) ?? circles[0] ?? null;
  });
  /** Id of the circle on the screen, or empty. Derived, so that a page follows only a real change. */
  readonly circleId = $derived(this.circle?.circle ?? "");
  /** What the member is called in the circle on the screen: as the card there says; before there is one, as at first. */
  readonly myName = $derived(this.circle?.myName ?? this.#app?.me?.name ?? "");
  readonly myShort = $derived(this.circle?.myShort ?? this.#app?.me?.short ?? "");
  #listeners = new Set<(event: Event) => void>();
  #settingsQueue: Promise<void> = Promise.resolve();

  constructor(host: Host) {
    this.host = host;
    this.photos = new Photos(host);
  }

  /** None until the Rust side has answered. */
  get app(): AppState | null {
    return this.#app;
  }

  /** Why nothing can be shown at all. */
  get failure(): Trouble | null {
    return this.#failure;
  }

  /** Why a change of the settings was not kept. */
  get settingsTrouble(): Trouble | null {
    return this.#settingsTrouble;
  }

  /** A link that came in from outside and waits to be shown. */
  get pendingLink(): string | null {
    return this.#pendingLink;
  }

  /** True from a first start until the member has seen that the seal was made. */
  get introducing(): boolean {
    return this.#introducing;
  }

  /** The last sentence for a screen reader. */
  get spokenNews(): string {
    return this.#spokenNews;
  }

  /** Put away until the program is opened again. */
  get reminderDismissed(): boolean {
    return this.#reminderDismissed;
  }

  /** Asks the Rust side where things stand, and starts to listen. */
  async open(): Promise<void> {
    try {
      // Before asking, so that nothing falls between the answer and the listening.
      await this.host.subscribe((event) => this.#hear(event));
    } catch (reason) {
      this.#failure = asTrouble(reason);
      return;
    }
    await this.#begin();
  }

  async #begin(): Promise<void> {
    try {
      const app = await this.host.call("app_state", {});
      speak(app.language);
      showTextPercent(app.textPercent);
      this.#introducing = app.me === null;
      this.#app = app;
      if (app.pendingLink !== null) this.#receiveLink(app.pendingLink);
    } catch (reason) {
      this.#failure = asTrouble(reason);
    }
  }

  /** Begins anew, after another copy of the data took the place of what was here. */
  async reopen(): Promise<void> {
    this.#app = null;
    this.#failure = null;
    this.#chosen = "";
    this.router.go({ page: "book" });
    await this.#begin();
  }

  /** Reads everything again, after something has changed who or where we are. */
  async refresh(): Promise<void> {
    // A link in this answer was heard as an event already.
    this.#app = await this.host.call("app_state", {});
  }

  /** Makes the member known; what was chosen for the screen before that is kept from now on. */
  async introduce(who: InitArgs): Promise<void> {
    const me = await this.host.call("init", who);
    if (this.#app !== null) this.#app = { ...this.#app, me };
    this.#keepSettings();
    await this.#settingsQueue;
    await this.refresh();
  }

  /** The member has seen that the seal was made, and goes on. */
  introduced(): void {
    this.#introducing = false;
  }

  /** The link that waits, to be shown now. */
  takeLink(): string | null {
    const link = this.#pendingLink;
    this.#pendingLink = null;
    return link;
  }

  /** The member wants to be reminded another time. */
  dismissReminder(): void {
    this.#reminderDismissed = true;
  }

  choose(circle: string): void {
    this.#chosen = circle;
  }

  /** Goes to the picture book of a circle that is new here. */
  async enter(circle: string): Promise<void> {
    const app = await this.host.call("app_state", {});
    // In one go: the page that made the circle would be seen for a moment inside it.
    this.#app = app;
    this.#chosen = circle;
    this.router.go({ page: "book" });
  }

  /** Calls back on every event until the returned function is called. */
  listen(heard: (event: Event) => void): () => void {
    this.#listeners.add(heard);
    return () => this.#listeners.delete(heard);
  }

  /** Says something to a screen reader. */
  tell(sentence: string): void {
    this.#spokenNews = sentence;
  }

  setLanguage(language: Language): void {
    speak(language);
    this.#keepSettings();
  }

  setTextPercent(percent: number): void {
    if (this.#app === null) return;
    const textPercent = clampPercent(percent);
    showTextPercent(textPercent);
    this.#app = { ...this.#app, textPercent };
    this.#keepSettings();
  }

  #keepSettings(): void {
    if (this.#app === null) return;
    const language = spoken();
    const textPercent = this.#app.textPercent;
    this.#app = { ...this.#app, language };
    // Nowhere to keep it before the member is known.
    if (this.#app.me === null) return;
    // One after the other: a quick second press must not be overtaken by the first.
    this.#settingsQueue = this.#settingsQueue.then(async () => {
      try {
        await this.host.call("settings_set", { language, textPercent });
        this.#settingsTrouble = null;
      } catch (reason) {
        this.#settingsTrouble = asTrouble(reason);
      }
    });
  }

  #receiveLink(link: string): void {
    this.#pendingLink = link;
    this.router.go({ page: "join" });
  }

  #hear(event: Event): void {
    if (event.event === "missed") return this.#readAnew();
    if (event.event === "link") this.#receiveLink(event.link);
    if (event.event === "changed" && this.#saysMore(event.changes)) void this.#followCircles();
    this.photos.hear(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** Not everything was told that happened: whatever is shown may be old. */
  #readAnew(): void {
    // Of the member as well: the own card may have changed on another computer.
    const me = this.#app?.me ? [this.#app.me.person] : [];
    const changes = { members: me, cards: me, names: me, papers: [], about: true, people: me };
    for (const { circle } of this.#app?.circles ?? []) {
      this.#hear({ event: "changed", circle, changes, fromOthers: true });
      this.#hear({ event: "delivery", circle });
      this.photos.readAnew(circle);
    }
  }

  /** How many there are, what the circle is called, and what the member is called in it. */
  #saysMore({ members, names, about }: ChangesView): boolean {
    return about || members.length + names.length > 0;
  }

  async #followCircles(): Promise<void> {
    if (this.#app === null) return;
    try {
      const circles = await this.host.call("circle_list", {});
      this.#app = { ...this.#app, circles };
    } catch {
      // The counts stay as they were; the page that is open reports its own trouble.
    }
  }
}
