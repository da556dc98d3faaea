import { SvelteMap } from "svelte/reactivity";
import { asTrouble, type Host, type Trouble } from "../host/host";

/** Something that is being filled in. */
export interface Draft {
  /** True once something was written that would be a loss. */
  readonly isTouched: boolean;
  /** Everything in it, as plain data. */
  readonly state: unknown;
  /** Takes in what `state` gave, perhaps by an older version of the program. */
  restore(state: unknown): void;
}

/** How long after the last stroke it is kept; leaving a field or the window keeps it at once. */
const PAUSE = 800;

/** What was begun and not sent, kept on this computer until it is sent or dropped. */
export class Drafts<Form extends Draft> {
  #known = $state(false);
  #trouble = $state.raw<Trouble | null>(null);
  #forms = new Map<string, Form>();
  /** As they are kept, by name. */
  #kept = new SvelteMap<string, string>();
  #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #host: Host;
  #prefix: string;
  #queue: Promise<void> = Promise.resolve();
  #loading: Promise<void> | null = null;

  /** `kind` keeps the forms of several pages apart. */
  constructor(host: Host, kind: string) {
    this.#host = host;
    this.#prefix = `${kind}/`;
  }

  /** True once what was begun earlier has been read. */
  get known(): boolean {
    return this.#known;
  }

  /** Why what was written last is not kept; the form still has it, and closing the window would lose it. */
  get trouble(): Trouble | null {
    return this.#trouble;
  }

  /** Reads what was begun before the window was opened, once. */
  load(): Promise<void> {
    return (this.#loading ??= this.#read());
  }

  async #read(): Promise<void> {
    try {
      for (const { name, text } of await this.#host.call("drafts", {})) {
        if (!name.startsWith(this.#prefix)) continue;
        const own = name.slice(this.#prefix.length);
        // What was begun since the window opened is newer.
        if (!this.#forms.has(own)) this.#kept.set(own, text);
      }
    } catch (reason) {
      this.#trouble = asTrouble(reason);
    }
    this.#known = true;
  }

  /** The draft of that name, or a new one. */
  open(name: string, make: () => Form): Form {
    const begun = this.#forms.get(name);
    if (begun) return begun;
    const form = make();
    const kept = this.#kept.get(name);
    if (kept !== undefined) form.restore(readable(kept));
    this.#forms.set(name, form);
    return form;
  }

  /** It was written in the form of that name. */
  touch(name: string): void {
    this.#changed.add(name);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keepNow(), PAUSE);
  }

  /** Keeps what was written since the last time. */
  keepNow(): void {
    clearTimeout(this.#timer);
    for (const name of this.#changed) {
      const form = this.#forms.get(name);
      if (form) this.#put(name, form.isTouched ? JSON.stringify(form.state) : "");
    }
    this.#changed.clear();
  }

  drop(name: string): void {
    this.#forms.delete(name);
    this.#changed.delete(name);
    this.#put(name, "");
  }

  /** The names of those that would be a loss. */
  get begun(): string[] {
    return [...this.#kept.keys()];
  }

  #put(name: string, text: string): void {
    if ((this.#kept.get(name) ?? "") === text) return;
    if (text === "") this.#kept.delete(name);
    else this.#kept.set(name, text);
    // One after the other: an older text must not come last.
    this.#queue = this.#queue.then(async () => {
      try {
        await this.#host.call("draft_keep", { name: this.#prefix + name, text });
        this.#trouble = null;
      } catch (reason) {
        this.#trouble = asTrouble(reason);
      }
    });
  }
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/**
 * The fields of `like`, each with what was kept where that is of the same form: another version of the
 * program may have kept something else.
 */
export function taken<State extends object>(like: State, kept: unknown): State {
  if (typeof kept !== "object" || kept === null) return like;
  const from = kept as Record<string, unknown>;
  const fields = Object.entries(like).map(([name, now]) => [
    name,
    sameForm(now, from[name]) ? from[name] : now,
  ]);
  return Object.fromEntries(fields) as State;
}

function sameForm(now: unknown, kept: unknown): boolean {
  if (Array.isArray(now)) return Array.isArray(kept) && kept.every((one) => typeof one === "string");
  if (now === null || typeof now !== "object") {
    // A choice that is still open is null.
    return typeof kept === typeof now || (now === null && typeof kept === "string");
  }
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return false;
  return Object.values(kept).every((one) => typeof one === "string");
}
