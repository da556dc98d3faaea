import { LIMITS } from "../bindings/limits";
import { untrack } from "svelte";
import type { CardEdit } from "../bindings/CardEdit";
import type { CardView } from "../bindings/CardView";
import type { Section } from "../bindings/Section";
import type { Host } from "../host/host";
import { toHiragana } from "../parts/hiragana";
import { freeEdit, freeFits, freeOf, type FreeNow } from "./free-now";
import { alike, SavedField } from "./saved-field.svelte";

const length = (text: string) => [...text].length;
const needed = (most: number) => (text: string) => text.trim() !== "" && length(text) <= most;
const upTo = (most: number) => (text: string) => length(text) <= most;
const newsOf = (card: CardView) => card.news?.text ?? "";

/** One's own card while it is being edited: every change goes out as one edit and comes back as a card. */
export class MyCard {
  #card: CardView = $state.raw() as CardView;
  readonly circle: string;
  readonly name: SavedField<string>;
  readonly reading: SavedField<string>;
  readonly short: SavedField<string>;
  readonly banner: SavedField<string>;
  readonly trade: SavedField<string>;
  readonly past: SavedField<string>;
  readonly news: SavedField<string>;
  readonly free: SavedField<FreeNow>;
  #host: Host;

  constructor(host: Host, circle: string, card: CardView) {
    this.#host = host;
    this.circle = circle;
    this.#card = card;
    type Line = "name" | "reading" | "short" | "banner" | "trade" | "past";
    const text = (field: Line, fits: (text: string) => boolean) =>
      new SavedField(
        card[field],
        async (value) => (await this.edit({ field, value: value.trim() }))[field],
        fits,
      );
    this.name = text("name", needed(LIMITS.name));
    this.short = text("short", needed(LIMITS.short));
    this.banner = text("banner", upTo(LIMITS.banner));
    this.trade = text("trade", upTo(LIMITS.trade));
    this.past = text("past", upTo(LIMITS.past));
    this.reading = new SavedField(
      card.reading,
      async (value) => (await this.edit({ field: "reading", value: toHiragana(value) })).reading,
      needed(LIMITS.reading),
    );
    this.news = new SavedField(
      newsOf(card),
      async (value) => newsOf(await this.edit({ field: "news", value: value.trim() })),
      upTo(LIMITS.news),
    );
    this.free = new SavedField<FreeNow>(
      freeOf(card),
      async (value) => freeOf(await this.edit(freeEdit(value))),
      freeFits,
      alike,
    );
  }

  get card(): CardView {
    return this.#card;
  }

  /** Sends one change; the reply is the card as its owner sees it. */
  async edit(edit: CardEdit): Promise<CardView> {
    const card = await this.#host.call("card_set", { circle: this.circle, edit });
    this.#card = card;
    return card;
  }

  /** Takes in the card as it was answered to a change that was sent elsewhere. */
  take(card: CardView): void {
    this.#card = card;
  }

  /** Says who may see a section. */
  async showTo(section: Section, onlyMe: boolean): Promise<CardView> {
    const card = await this.#host.call("card_show_to", { circle: this.circle, section, onlyMe });
    this.#card = card;
    return card;
  }

  /** The card changed on another computer of the same person. */
  async reload(): Promise<void> {
    const card = await this.#host.call("card_show", { circle: this.circle, person: "" });
    this.#card = card;
    this.name.refresh(card.name);
    this.reading.refresh(card.reading);
    this.short.refresh(card.short);
    this.banner.refresh(card.banner);
    this.trade.refresh(card.trade);
    this.past.refresh(card.past);
    this.news.refresh(newsOf(card));
    this.free.refresh(freeOf(card));
  }
}

/** A field that belongs to one part of the page: it follows the card when that changes elsewhere. */
export function following<Value>(field: SavedField<Value>, latest: () => Value): SavedField<Value> {
  $effect(() => {
    const value = latest();
    untrack(() => field.refresh(value));
  });
  return field;
}
