import { expect, test } from "vitest";
import type { JobView } from "../src/bindings/JobView";
import type { MemberView } from "../src/bindings/MemberView";
import type { VouchView } from "../src/bindings/VouchView";
import type { CommandName } from "../src/host/host";
import { now, standAt } from "../src/session/clock";
import answeredText from "./contract/answered.json?raw";
import askedText from "./contract/asked.json?raw";
import { TestHost } from "./test-host";

// The fake host answers as the real program does. Both are asked what stands in `contract/asked.json`;
// `crates/api/tests/sample/contract.rs` writes the real replies, and says how.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Row = { [key: string]: Json };
interface Asked {
  forms: Record<string, Row>;
  scenes: { title: string; seat: string; steps: [CommandName, Row?][] }[];
}
interface Answered {
  day: string;
  seats: Record<string, Row>;
  scenes: { title: string; replies: Json[] }[];
}

const asked = JSON.parse(askedText) as Asked;
const answered = JSON.parse(answeredText) as Answered;
/** As in `contract.rs`. */
const FIRST = "ひとみさん";
const LISTS: Record<string, string> = { members: "person", jobs: "job", vouches: "vouch" };
const OPAQUE = ["link", "qrPath", "qrSize", "base64", "copy", "bytes", "tint"];
const CARDS = ["card_show", "card_set", "card_show_to", "licence_seen", "photo_set"];
const FIELDS = 7;
const A_MOMENT = 984_000_000_000;

for (const [place, { title, seat, steps }] of asked.scenes.entries()) {
  test(`the fake host answers as the program does: ${title}`, async () => {
    standAt(new Date(`${answered.day}T12:00:00`).getTime());
    const scene = answered.scenes[place];
    expect(scene?.title, "the replies are of these scenes").toBe(title);
    const stage = new Stage(seat);
    for (const [step, [name, over]] of steps.entries()) {
      const args = merged(asked.forms[name] ?? {}, over ?? {});
      const reply = await stage.ask(name, args);
      expect(reply, `${step + 1}: ${name} ${JSON.stringify(over ?? {})}`).toEqual(
        real(name, scene?.replies[step]),
      );
    }
  });
}

/** What the program replied, as far as the fake host says the same. */
function real(name: string, reply: Json | undefined): Json | undefined {
  return name === "find" ? found(reply) : reply;
}

/** A fake host in somebody's seat, and the names of what it made. */
class Stage {
  readonly #host = new TestHost();
  readonly #names = new Map<string, string>();
  readonly #shown = new Map<string, Row>();

  constructor(seat: string) {
    if (seat === "") return;
    const loaded = structuredClone(answered.seats[seat] ?? {});
    const first = answered.seats[FIRST] ?? {};
    for (const [list, key] of Object.entries(LISTS)) {
      const rows = byId(structuredClone(first[list]) as Row[], key);
      const seen = seat === FIRST ? rows : overlaid(rows, loaded[list] as Row);
      this.#shown.set(list, structuredClone(seen));
      loaded[list] = Object.values(seen);
    }
    const host = this.#host;
    Object.assign(host.app, loaded["app_state"]);
    host.people = loaded["members"] as unknown as MemberView[];
    host.work.jobs = loaded["jobs"] as unknown as JobView[];
    host.work.vouches = loaded["vouches"] as unknown as VouchView[];
    host.work.sample = host.app.sample;
  }

  /** The reply as the Rust side writes it down. */
  async ask(name: CommandName, args: Row): Promise<Json> {
    const ids = new Map([...this.#names].map(([id, name]) => [name, id]));
    try {
      const reply: unknown = await this.#host.call(name, meant(args, ids) as never);
      const named = this.#named("", reply as Json);
      if (name === "proof_export") (named as Row)["text"] = true;
      if (name === "recovery_words") return { words: ((named as Row)["words"] as Json[]).length };
      return this.#anew(name, name === "find" ? (found(named) as Json) : named);
    } catch (reason) {
      if (typeof reason !== "object" || reason === null || !("code" in reason)) throw reason;
      return { refused: reason.code as string };
    }
  }

  #named(key: string, reply: Json): Json {
    if (OPAQUE.includes(key)) return reply !== null;
    if (Array.isArray(reply)) return reply.map((one) => this.#named("", one));
    if (typeof reply === "number" && reply > A_MOMENT) return `now + ${reply - now()}`;
    if (typeof reply === "string") return this.#nameOf(reply);
    if (reply === null || typeof reply !== "object") return reply;
    const named = Object.keys(reply)
      .sort()
      .map((key) => [key, this.#named(key, reply[key] ?? null)]);
    return Object.fromEntries(named) as Row;
  }

  #nameOf(text: string): string {
    if (/^あ{21,}$/u.test(text)) return `あ×${text.length}`;
    // What the fake host makes.
    if (!/^(made|[pcd]1$|photo\d)/u.test(text)) return text;
    const name = this.#names.get(text) ?? `new:${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }

  #anew(name: string, reply: Json): Json {
    const key = LISTS[name];
    if (key) {
      const rows = byId(reply as Row[], key);
      const told = difference(this.#shown.get(name) ?? {}, rows);
      this.#shown.set(name, rows);
      return told;
    }
    const card = reply as Row;
    const row = CARDS.includes(name) ? this.#shown.get("members")?.[card["person"] as string] : undefined;
    if (!row) return reply;
    const told = difference((row as Row)["card"] as Row, card);
    (row as Row)["card"] = card;
    return told;
  }
}

/** What the fake host finds is worked out plainly: who, what was read and what is offered, not the order and why. */
function found(reply: Json | undefined): Json | undefined {
  if (!isRow(reply) || !("hits" in reply)) return reply;
  const plain = (hit: Json) => ({ ...(hit as Row), why: "" });
  const inOrder = (hits: Json | undefined) => {
    const named = (hits as Row[]).map(plain);
    return named.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  };
  const { me = null, hits, near } = reply;
  return { ...reply, hits: inOrder(hits), near: inOrder(near), me: me && plain(me) };
}

function byId(rows: Row[], key: string): Row {
  const idOf = (row: Row) => (row[key] ?? (row["card"] as Row)[key]) as string;
  return Object.fromEntries(rows.map((row) => [idOf(row), row]));
}

function isRow(value: Json | undefined): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function difference(before: Row, after: Row): Row {
  const told: Row = {};
  for (const key of Object.keys(before)) if (!(key in after)) told[key] = null;
  for (const [key, value] of Object.entries(after)) {
    const old = before[key];
    if (JSON.stringify(old) === JSON.stringify(value)) continue;
    told[key] =
      isRow(old) && isRow(value) && Object.keys(old).length > FIELDS ? difference(old, value) : value;
  }
  return told;
}

function overlaid(first: Row, beside: Row): Row {
  const rows: Row = {};
  for (const [key, value] of Object.entries({ ...first, ...beside })) {
    const [under, over] = [first[key], beside[key]];
    if (over === null) continue;
    rows[key] = isRow(under) && isRow(over) ? laidOver(under, over) : value;
  }
  return rows;
}

function laidOver(row: Row, over: Row): Row {
  const card = isRow(row["card"]) && isRow(over["card"]) ? { card: { ...row["card"], ...over["card"] } } : {};
  return { ...row, ...over, ...card };
}

/** Lays what a step says over what is said usually. */
function merged(under: Json | undefined, over: Json): Row {
  const all: Row = isRow(under) ? { ...under } : {};
  for (const [key, value] of Object.entries(over as Row))
    if (value !== null) all[key] = isRow(value) ? merged(all[key], value) : value;
    else all[key] ??= null;
  return all;
}

/** Ids of the fake host instead of names, and long texts instead of their lengths. */
function meant(value: Json, ids: Map<string, string>): Json {
  if (Array.isArray(value)) return value.map((one) => meant(one, ids));
  if (isRow(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, meant(one, ids)]));
  if (typeof value !== "string") return value;
  const times = /^あ×(\d+)$/u.exec(value)?.[1];
  return times ? "あ".repeat(Number(times)) : (ids.get(value) ?? value);
}
