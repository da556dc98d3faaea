import { toHiragana } from "../parts/hiragana";

/** The rows of the syllabary, by the letter each is called after. */
const ROWS: [head: string, letters: string][] = [
  ["あ", "あいうえおぁぃぅぇぉ"],
  ["か", "かきくけこゕゖ"],
  ["さ", "さしすせそ"],
  ["た", "たちつてとっ"],
  ["な", "なにぬねの"],
  ["は", "はひふへほ"],
  ["ま", "まみむめも"],
  ["や", "やゆよゃゅょ"],
  ["ら", "らりるれろ"],
  ["わ", "わをんゎゐゑ"],
];

/** Under what everything else is found: Latin letters, or no reading yet. */
export const OTHER = "";

/** The row that a reading belongs to; voiced letters stand with the plain ones, as in every Japanese index. */
export function kanaRow(reading: string): string {
  const [first = ""] = toHiragana(reading).normalize("NFD");
  return ROWS.find(([, letters]) => letters.includes(first) && first !== "")?.[0] ?? OTHER;
}

/** The members by row, only those rows that have somebody; what is in no row comes last. */
export function byRow<Member>(
  members: Member[],
  readingOf: (member: Member) => string,
  rowOf: (reading: string) => string = kanaRow,
): [string, Member[]][] {
  const heads = [...ROWS.map(([head]) => head), OTHER];
  const rows = new Map<string, Member[]>(heads.map((head) => [head, []]));
  for (const member of members) rows.get(rowOf(readingOf(member)))?.push(member);
  return [...rows].filter(([, found]) => found.length > 0);
}
