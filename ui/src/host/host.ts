import type { Commands } from "../bindings/Commands";
import type { ErrorCode } from "../bindings/ErrorCode";
import type { Event } from "../bindings/Event";
import type { Misread } from "../bindings/Misread";
import { isErrorCode } from "../words/errors";

/** A name that the Rust side answers to. */
export type CommandName = keyof Commands;

/** The one door to the Rust side. */
export interface Host {
  call<Name extends CommandName>(name: Name, args: Commands[Name][0]): Promise<Commands[Name][1]>;
  /** Everything that happens from now on, in order. */
  subscribe(heard: (event: Event) => void): Promise<void>;
}

/** Why a call was refused: the code chooses the words; the message is the technical cause, for a helper. */
export interface Trouble {
  code: ErrorCode;
  message: string;
  /** The word that could not be read, where it is one among many. */
  misread?: Misread;
}

/** Reads whatever a call was rejected with; what cannot be read is our own fault. */
export function asTrouble(reason: unknown): Trouble {
  if (typeof reason === "object" && reason !== null && "code" in reason && isErrorCode(reason.code)) {
    const message = "detail" in reason ? String(reason.detail) : "";
    const misread = "misread" in reason ? asMisread(reason.misread) : null;
    return { code: reason.code, message, ...(misread ? { misread } : {}) };
  }
  return { code: "internal", message: String(reason) };
}

function asMisread(said: unknown): Misread | null {
  if (typeof said !== "object" || said === null || !("place" in said) || !("word" in said)) return null;
  return typeof said.place === "number" && typeof said.word === "string"
    ? { place: said.place, word: said.word }
    : null;
}
