import { SvelteMap } from "svelte/reactivity";

/** Something that is being filled in. */
export interface Draft {
  /** True once something was written that would be a loss. */
  readonly isTouched: boolean;
}

/** What was begun and not sent, kept while the member looks elsewhere in the window. */
export class Drafts<Form extends Draft> {
  #forms = new SvelteMap<string, Form>();

  /** The draft of that name, or a new one. */
  open(name: string, make: () => Form): Form {
    const begun = this.#forms.get(name);
    if (begun) return begun;
    const form = make();
    this.#forms.set(name, form);
    return form;
  }

  drop(name: string): void {
    this.#forms.delete(name);
  }

  /** Those that would be a loss. */
  get touched(): Form[] {
    return [...this.#forms.values()].filter((form) => form.isTouched);
  }
}
