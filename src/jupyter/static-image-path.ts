/**
 * How long a path of straight lines is, and where its points are: what Plotly asks to set an arrow's head.
 * Not for curves.
 */

type Point = readonly [x: number, y: number];

/** The length of a path such as `M0,0L3,4` // => 5. An Error for a path with curves. */
export function lengthOfPath(path: string): number {
  return cornersOf(path).reduce(
    (sum, to, i, corners) => (i === 0 ? 0 : sum + distance(corners[i - 1]!, to)),
    0,
  );
}

/** The point `along` the path; its ends for less than nothing and for more than its length. */
export function pointOnPath(path: string, along: number): { x: number; y: number } {
  const corners = cornersOf(path);
  let rest = Math.max(along, 0);
  for (const [i, to] of corners.slice(1).entries()) {
    const from = corners[i]!;
    const step = distance(from, to);
    if (rest <= step && step > 0) {
      const part = rest / step;
      return { x: from[0] + (to[0] - from[0]) * part, y: from[1] + (to[1] - from[1]) * part };
    }
    rest -= step;
  }
  const [x, y] = corners.at(-1) ?? [0, 0];
  return { x, y };
}

function cornersOf(path: string): Point[] {
  if (/[^ML\d\s,.e+-]/.test(path))
    throw new Error(`only straight lines can be followed, not the path '${path}'`);
  const numbers = (path.match(/-?[\d.]+(?:e[+-]?\d+)?/g) ?? []).map(Number);
  return numbers.flatMap((x, i): Point[] => (i % 2 === 0 ? [[x, numbers[i + 1] ?? 0]] : []));
}

function distance(from: Point, to: Point): number {
  return Math.hypot(to[0] - from[0], to[1] - from[1]);
}
