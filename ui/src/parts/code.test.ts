import { expect, test } from "vitest";
import { LARGE, squareOf, USUAL } from "./code";

test.each([
  // Squares, width, the screen's pixels for one of CSS, and the side of a square.
  [53, USUAL, 1, 4],
  [77, USUAL, 1, 3],
  [81, USUAL, 1, 3],
  [125, USUAL, 1, 3],
  [77, LARGE, 1, 6],
  [53, LARGE, 1, 9],
  [77, USUAL, 2, 3],
  [77, USUAL, 1.25, 3.2],
  [53, USUAL, 1.5, 4],
])("%i squares in %i px at %f are %f px each", (squares, wide, ratio, side) => {
  expect(squareOf(squares, wide, ratio)).toBeCloseTo(side);
  const own = squareOf(squares, wide, ratio) * ratio;
  expect(own, "whole on the screen").toBeCloseTo(Math.round(own));
});
