import type { CardEdit } from "../bindings/CardEdit";
import type { CardView } from "../bindings/CardView";
import type { Free } from "../bindings/Free";
import type { Host } from "../host/host";
import { toHiragana } from "../parts/hiragana";
import { SavedField } from "./saved-field.svelte";

/** Most characters of each text, as the Rust side counts them. */
export const MOST = {
  name: 60,
  reading: 60,
  short: 30,
  banner: 80,
  skill: 40,
  limit: 120,
  note: 120,
} as const;

/** When one is free, before the day is put on it. */
export interface FreeNow {
  status: Free | null;
  note: string;
}

const length = (text: string) => [...text].length;
const needed = (most: number) => (text: string) => text.trim() !== "" && length(text) <= most;
const upTo = (most: number) => (text: string) => length(text) <= most;

/** One's own card while it is being edited: every change goes out as one edit and comes back as a card. */
export class MyCard {
  card: CardView = $state.raw() as CardView;
  readonly circle: string;
  readonly name: SavedField<string>;
  readonly reading: SavedField<string>;
  readonly short: SavedField<string>;
  readonly banner: SavedField<string>;
  readonly free: SavedField<FreeNow>;
  #host: Host;

  constructor(host: Host, circle: string, card: CardView) {
    this.#host = host;
    this.circle = circle;
    this.card = card;
    const text = (field: "name" | "reading" | "short" | "banner", fits: (text: string) => boolean) =>
      new SavedField(
        card[field],
        async (value) => (await this.edit({ field, value: value.trim() }))[field],
        fits,
      );
    this.name = text("name", needed(MOST.name));
    this.short = text("short", needed(MOST.short));
    this.banner = text("banner", upTo(MOST.banner));
    this.reading = new SavedField(
      card.reading,
      async (value) => (await this.edit({ field: "reading", value: toHiragana(value) })).reading,
      needed(MOST.reading),
    );
    this.free = new SavedField<FreeNow>(
      freeOf(card),
      async ({ status, note }) =>
        freeOf(await this.edit({ field: "availability", status: status ?? "ask", note: note.trim() })),
      ({ status, note }) => status !== null && length(note) <= MOST.note,
      (one, other) => one.status === other.status && one.note === other.note,
    );
  }

  /** Sends one change; the reply is the card as the circle sees it. */
  async edit(edit: CardEdit): Promise<CardView> {
    const card = await this.#host.call("card_set", { circle: this.circle, edit });
    this.card = card;
    return card;
  }

  /** The card changed on another computer of the same person. */
  async reload(): Promise<void> {
    const card = await this.#host.call("card_show", { circle: this.circle, person: "" });
    this.card = card;
    this.name.refresh(card.name);
    this.reading.refresh(card.reading);
    this.short.refresh(card.short);
    this.banner.refresh(card.banner);
    this.free.refresh(freeOf(card));
  }
}

function freeOf(card: CardView): FreeNow {
  return { status: card.availability?.status ?? null, note: card.availability?.note ?? "" };
}
