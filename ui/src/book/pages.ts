import { page } from "../page";
import { words } from "../words/words.svelte";
import Book from "./Book.svelte";
import Person from "./Person.svelte";

/** The picture book, and the page of somebody in it. */
export const bookPages = {
  book: page({ component: Book, menu: { icon: "book", says: () => words().frame.book }, hasNews: true }),
  person: page({ component: Person, address: ["person"], under: "book", inAnotherCircle: "isLeft" }),
};
