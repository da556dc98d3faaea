/** So many CSS pixels wide a code is drawn, or as close to it as whole squares allow. */
export const USUAL = 240;
export const LARGE = 480;
/** CSS pixels of a square at least: a camera tells smaller ones apart badly. */
const LEAST = 3;

/** CSS pixels of one square of a code: a whole number of the screen's own pixels, so that no edge is blurred. */
export function squareOf(squares: number, wide: number, ratio: number): number {
  const own = Math.max(Math.ceil(LEAST * ratio), Math.floor((wide * ratio) / squares));
  return own / ratio;
}
