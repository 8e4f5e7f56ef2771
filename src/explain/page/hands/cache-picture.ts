/** The sets of a cache as one strip, a part for each color, and where the first byte of each name goes. */

import type { TwoNamesLook } from '../../two-names.js';
import { svgElement } from '../dom.js';

const WIDTH = 340;
const LEFT = 10;
const STRIP = { top: 34, height: 30 } as const;
/** More parts than this would be lines only. */
const MOST_PARTS = 64;

/** A drawing that says in words what it shows. */
export function cachePicture(look: TwoNamesLook): SVGSVGElement {
  const { sets } = look;
  const parts = Math.min(look.colors, MOST_PARTS);
  const width = WIDTH / parts;
  const atOf = (set: number) => LEFT + (WIDTH * (set + 0.5)) / sets;
  const isHit = (part: number) => look.names.some(({ set }) => Math.floor((set * parts) / sets) === part);
  const [one, other] = look.names;
  const apart = Math.abs(atOf(one.set) - atOf(other.set)) < 24;
  const markers = look.names.flatMap(({ key, letter, set }, i) => {
    // Two that lead to one place stand beside each other.
    const x = atOf(set) + (apart ? (i === 0 ? -11 : 13) : 0);
    const middle = Math.min(Math.max(x, 12), WIDTH + 2 * LEFT - 12);
    return [
      drawn('path', { class: key, d: `M ${middle} 26 L ${atOf(set)} ${STRIP.top + 4} L ${middle + 4} 22 Z` }),
      drawn('circle', { class: key, cx: middle, cy: 14, r: 11 }),
      drawn('text', { class: 'letter', x: middle, y: 18.5, 'text-anchor': 'middle' }, letter),
    ];
  });
  const label = look.names.map(({ called, set }) => `${called} to set ${set}`).join(', ');
  return drawn(
    'svg',
    {
      class: 'cache',
      viewBox: `0 0 ${WIDTH + 2 * LEFT} 90`,
      role: 'img',
      'aria-label': `${sets} sets of a cache in ${look.colors === 1 ? 'one color' : `${look.colors} colors`}: ${label}.`,
    },
    ...Array.from({ length: parts }, (_, part) =>
      drawn('rect', {
        ...(isHit(part) ? { class: 'hit' } : {}),
        x: LEFT + part * width,
        y: STRIP.top,
        width,
        height: STRIP.height,
      }),
    ),
    ...(parts <= 8 ? numbers(parts, width) : []),
    drawn('text', { x: LEFT, y: 82 }, 'set 0'),
    drawn('text', { x: LEFT + WIDTH, y: 82, 'text-anchor': 'end' }, `set ${sets - 1}`),
    ...markers,
  ) as SVGSVGElement;
}

function numbers(parts: number, width: number): SVGElement[] {
  if (parts === 1) return [];
  return Array.from({ length: parts }, (_, part) =>
    drawn(
      'text',
      { x: LEFT + (part + 0.5) * width, y: STRIP.top + 20, 'text-anchor': 'middle' },
      parts <= 4 ? `color ${part}` : String(part),
    ),
  );
}

function drawn(name: string, attributes: Record<string, string | number>, ...content: (Node | string)[]) {
  return svgElement(name, Object.entries(attributes), ...content);
}
