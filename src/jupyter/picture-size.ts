/** How large a picture may be: it is drawn at double size, four bytes a pixel, and packed. Runs in a browser too. */
import type { Problems } from '../units/problems.js';

/** Pixels of a picture, at the size at which it is seen: 8 million are 130 MB while it is drawn. */
export const MOST_PIXELS = 2 ** 23;
/** Pixels of a side: no viewer draws a longer one. */
export const LONGEST_SIDE = 16_384;

/** Adds to `problems` where a picture is too large to be drawn; `what` it is. */
export function checkPixels(what: string, width: number, height: number, problems: Problems): void {
  const size = `${counted(width)} × ${counted(height)} pixels`;
  const fits = Math.max(width, height) <= LONGEST_SIDE && width * height <= MOST_PIXELS;
  problems.unless(
    fits,
    `${what} of ${size} is larger than what is drawn: at most ${counted(LONGEST_SIDE)} a side and ${counted(MOST_PIXELS)} in all`,
  );
}

const counted = (pixels: number) => Math.ceil(pixels).toLocaleString('en');
