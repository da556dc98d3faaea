import { tick } from "svelte";
import type { Conditions } from "../bindings/Conditions";
import type { Event } from "../bindings/Event";
import type { FoundView } from "../bindings/FoundView";
import type { InsteadView } from "../bindings/InsteadView";
import type { Language } from "../bindings/Language";
import type { LeftView } from "../bindings/LeftView";
import type { Host } from "../host/host";
import { oneLine } from "../parts/line";
import type { Route } from "../session/addresses";
import { changesIn } from "../session/changes";
import { Rereading } from "../session/rereading";
import { Task } from "../session/task.svelte";
import { spoken } from "../words/words.svelte";
import { isNothing, nothing } from "./conditions";

/** What was typed that did not lead to a search. */
type Wrong = "needed" | "notRead";

/** However it is written: full or half width, upper or lower case. */
export function isSame(one: string, other: string): boolean {
  const plain = (text: string) => text.normalize("NFKC").toLowerCase();
  return plain(one) === plain(other);
}

/** A search of the circle on the screen. It stays while the window is open, so that "back" finds it again. */
export class Finding {
  readonly task = new Task();
  #line = $state("");
  #left: LeftView[] = $state.raw([]);
  #conditions: Conditions = $state.raw(nothing());
  #found: FoundView | null = $state.raw(null);
  #wrong: Wrong | null = $state(null);
  #choosing = $state(false);
  #opened = $state("");
  readonly isNothing = $derived(isNothing(this.#conditions));
  #host: Host;
  #circle = "";
  /** Conditions of the last reply: what a refused change goes back to. */
  #good: Conditions = nothing();
  /** The line of the search that has not been answered yet. */
  #asking = "";
  /** The line that was answered last. */
  #answered = "";
  #turn = 0;
  #language: Language = "ja";
  #rereading = new Rereading(() => this.#read());

  constructor(host: Host) {
    this.#host = host;
  }

  /** What is being typed; it stays after the answer, to be corrected. */
  get line(): string {
    return this.#line;
  }

  /** What of the line was not understood, or not heeded. */
  get left(): LeftView[] {
    return this.#left;
  }

  /** As they were understood last; what the member has just changed is there at once. */
  get conditions(): Conditions {
    return this.#conditions;
  }

  /** None before anything was looked for. */
  get found(): FoundView | null {
    return this.#found;
  }

  get wrong(): Wrong | null {
    return this.#wrong;
  }

  /** The fold of all conditions is open. */
  get choosing(): boolean {
    return this.#choosing;
  }

  /** Whose page was opened from the result. */
  get opened(): string {
    return this.#opened;
  }

  open(circle: string): void {
    this.#circle = circle;
    this.#choosing = false;
    this.clear();
  }

  /** Takes what is being typed. */
  type(line: string): void {
    this.#line = line;
  }

  /** Opens or closes the fold of all conditions. */
  choose(open: boolean): void {
    this.#choosing = open;
  }

  /** Somebody's page is opened from the result. */
  openPerson(person: string): void {
    this.#opened = person;
  }

  /** Back at the result: whose page was opened last, if any. */
  comeBack(): string {
    const opened = this.#opened;
    this.#opened = "";
    return opened;
  }

  /** Whoever was opened from a result leads back to it only while their page is on the screen. */
  went(route: Route): void {
    const stays = route.page === "find" || (route.page === "person" && route.person === this.#opened);
    if (!stays) this.#opened = "";
  }

  /** The line is not looked at any more: what was wrong with it is no matter. */
  leave(): void {
    this.#wrong = null;
  }

  /** Forgets what was looked for, and the line. */
  clear(): void {
    this.#forget();
    this.#line = "";
    this.#conditions = this.#good = nothing();
  }

  /**
   * Looks for the line that was typed. A new line is a new search; the one that was answered already is asked again
   * with the conditions that are there. Says whether there is an answer.
   */
  async search(): Promise<boolean> {
    const line = oneLine(this.#line);
    const isNew = line !== "" && line !== this.#answered;
    if (isNew) {
      this.#conditions = nothing();
      return this.#ask(line, this.#conditions);
    }
    if (!this.isNothing) return this.#ask("", this.#conditions);
    this.#wrong = line === "" ? "needed" : "notRead";
    return false;
  }

  /** Looks for a line and for nothing else. */
  searchFor(line: string): Promise<boolean> {
    this.clear();
    this.#line = line;
    return this.search();
  }

  /** One condition was added, changed or taken away. */
  async change(conditions: Conditions): Promise<boolean> {
    this.#conditions = conditions;
    if (isNothing(conditions) && this.#asking === "") {
      this.#forget();
      this.#good = conditions;
      return false;
    }
    // What is being looked for just now is not lost with the change.
    return this.#ask(this.#asking, conditions);
  }

  /** Takes a piece that was not understood out of the line, and what it asked for out of the conditions. */
  async drop(piece: LeftView): Promise<boolean> {
    this.#cut(piece, "");
    if (piece.why !== "unknown") return false;
    const without = (list: string[]) => list.filter((word) => !isSame(word, piece.text));
    const { words, hobbies } = this.#conditions;
    return this.change({ ...this.#conditions, words: without(words), hobbies: without(hobbies) });
  }

  /** Another day was meant: the line is read anew with it. */
  async mean(piece: LeftView, day: string): Promise<boolean> {
    this.#cut(piece, day);
    return this.search();
  }

  /** Looks for a near word in place of one that nobody has. */
  async takeInstead({ asked, word, conditions }: InsteadView): Promise<boolean> {
    const piece = this.#left.find(({ text }) => isSame(text, asked));
    if (piece) this.#cut(piece, word);
    return this.change(conditions);
  }

  /** Takes in what happened: the result follows quietly. */
  async hear(event: Event): Promise<void> {
    if (changesIn(this.#circle, event) && this.#found) await this.#rereading.now();
  }

  /** The reasons are sentences: they follow the language of the screen. */
  async follow(language: Language): Promise<void> {
    if (this.#found && language !== this.#language) await this.#rereading.now();
  }

  #forget(): void {
    this.#turn += 1;
    this.task.stop();
    this.#found = null;
    this.#left = [];
    this.#wrong = null;
    this.#opened = "";
    this.#asking = this.#answered = "";
  }

  /** Puts something else in the place of a piece of the line, as long as the line is the one that was read. */
  #cut(piece: LeftView, by: string): void {
    const letters = [...this.#line];
    const isThere = letters.slice(piece.from, piece.to).join("") === piece.text;
    const longer = [...by].length - (piece.to - piece.from);
    const later = (other: LeftView) =>
      other.from < piece.to ? other : { ...other, from: other.from + longer, to: other.to + longer };
    this.#left = this.#left.filter((other) => other !== piece).map(isThere ? later : (other) => other);
    if (!isThere) return;
    const wasAnswered = oneLine(this.#line) === this.#answered;
    this.#line = [...letters.slice(0, piece.from), by, ...letters.slice(piece.to)].join("");
    // Without the piece it asks for what is asked for already; with a word in its place as well.
    if (wasAnswered && piece.why !== "past") this.#answered = oneLine(this.#line);
  }

  async #ask(line: string, conditions: Conditions): Promise<boolean> {
    // The last question is the one that is answered.
    const turn = ++this.#turn;
    this.task.stop();
    this.#asking = line;
    this.#wrong = null;
    if (line !== "") this.#left = [];
    const [circle, language] = [this.#circle, spoken()];
    const found = await this.task.run(() => this.#host.call("find", { circle, line, conditions, language }));
    if (turn !== this.#turn) return false;
    this.#asking = "";
    if (!found) {
      // What was ticked has to be seen ticked, or it stays so when it is not any more.
      await tick();
      this.#conditions = this.#good;
      return false;
    }
    this.#conditions = this.#good = found.conditions;
    if (line !== "") {
      this.#left = found.left;
      this.#answered = line;
      // Where the pieces are is counted in the line as it was asked for.
      if (oneLine(this.#line) === line) this.#line = line;
    }
    if (isNothing(found.conditions)) {
      this.#found = null;
      this.#wrong = "notRead";
      return false;
    }
    this.#show(found, language);
    return true;
  }

  async #read(): Promise<void> {
    if (!this.#found || this.task.running) return;
    const [turn, circle, language] = [this.#turn, this.#circle, spoken()];
    const { conditions } = this.#found;
    try {
      const found = await this.#host.call("find", { circle, line: "", conditions, language });
      if (turn === this.#turn) this.#show(found, language);
    } catch {
      // What was found before stays; the next search says what is wrong.
    }
  }

  #show(found: FoundView, language: Language): void {
    this.#found = found;
    this.#language = language;
  }
}
