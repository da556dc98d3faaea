import type { People } from "../people/people.svelte";

/** What the cards of these people say they do, each once; one's own last where it is wanted. */
export function skillsOf(people: People, persons: string[], mine = false): string[] {
  const cards = persons.map((person) => people.find(person)?.card);
  if (mine) cards.push(people.members.find(({ card }) => card.mine)?.card);
  const skills = cards.flatMap((card) => card?.strengths ?? []).filter(({ level }) => level !== "dont");
  return [...new Set(skills.map(({ skill }) => skill))];
}
