/** How large a picture may be: it is drawn at double size, four bytes a pixel, and packed. Runs in a browser too. */

/** Pixels of a picture, at the size at which it is seen: 8 million are 130 MB while it is drawn. */
const MOST_PIXELS = 2 ** 23;
/** Pixels of a side: no viewer draws a longer one. */
const LONGEST_SIDE = 16_384;

/** Why a picture of this size is not drawn, to follow "it"; undefined where nothing is against it. */
export function pixelsProblem(width: number, height: number): string | undefined {
  if (Math.max(width, height) <= LONGEST_SIDE && width * height <= MOST_PIXELS) return undefined;
  return `is larger than what is drawn: ${counted(width)} × ${counted(height)} pixels, and at most ${counted(LONGEST_SIDE)} a side and ${counted(MOST_PIXELS)} in all`;
}

const counted = (pixels: number) => Math.ceil(pixels).toLocaleString('en-US');
