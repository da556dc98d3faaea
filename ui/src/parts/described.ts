/** What stands around a field and is said with it. */
export interface Around {
  hint?: string | undefined;
  /** A count below it. */
  counted?: boolean;
  /** What is wrong with it, or nothing. */
  wrong?: string | null;
}

/** What a field has to be given, so that its label, its hint and its fault are said with it. */
export interface Described {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
}

/** The ids of what stands around the field of this id are `{id}-hint`, `{id}-count` and `{id}-wrong`. */
export function described(id: string, { hint, counted = false, wrong = null }: Around): Described {
  const said = [hint ? `${id}-hint` : "", counted ? `${id}-count` : "", wrong ? `${id}-wrong` : ""];
  return {
    id,
    "aria-describedby": said.filter((one) => one !== "").join(" ") || undefined,
    "aria-invalid": wrong ? "true" : undefined,
  };
}
